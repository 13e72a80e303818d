import type { ActorOf } from "@/domain/shared/actor";
import type { ServiceContext } from "@/server/services/context";
import { committed, poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";

/** Somebody of the credit office, signed in; what they do is committed. */
export async function anOfficial(
  role: "analyst" | "supervisor",
): Promise<ServiceContext<"credit_office">> {
  const { personId, token } = await signIn(poolOf("admin"), "credit_office", role);
  const actor: ActorOf<"credit_office"> = {
    userId: personId,
    organizationId: "00000000-0000-0000-0000-000000000000",
    party: "credit_office",
    role,
    name: "Zhao",
    isDemo: false,
  };
  return {
    db: committed("office", token),
    actor,
    now: new Date(),
    channel: "page",
    requestId: "test",
  };
}
