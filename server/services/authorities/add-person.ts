import { sql } from "drizzle-orm";
import { refusePassword } from "@/domain/accounts/password";
import type { AddPersonInput } from "@/domain/authorities/schema";
import { authorize } from "@/domain/policy";
import { Conflict, Invalid } from "@/domain/shared/errors";
import { hashPassword } from "@/server/services/accounts/password-hash";
import type { ServiceContext } from "@/server/services/context";

/** A colleague with a first password. At the first sign-in they set up an authenticator of their own. */
export async function addPerson(
  { db, actor }: ServiceContext<"sme">,
  { id, username, name, password }: AddPersonInput,
) {
  authorize(actor, "authority.manage", { enterpriseId: actor.organizationId });
  const refusal = refusePassword(password, username);
  if (refusal) throw new Invalid(refusal, "password");
  const passwordHash = await hashPassword(password);
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.add_clerk(${db.token}, ${id}::uuid, ${username}, ${name}, ${passwordHash})`,
  );
  if (verdict?.refusal === "USERNAME_TAKEN") throw new Invalid("username_taken", "username");
  if (verdict?.refusal !== null)
    throw new Conflict(verdict?.refusal.toLowerCase() ?? "gate_silent");
  return { personId: id };
}
