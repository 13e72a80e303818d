import type { PasskeyView } from "@/domain/passkeys/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { ownPasskeys } from "./own-passkeys";

export async function listPasskeys(context: ServiceContext): Promise<PasskeyView[]> {
  authorize(context.actor, "passkey.manage", {});
  const keys = await ownPasskeys(context);
  return keys.map(({ credentialId, name, transports, isBackedUp, createdAt, lastUsedAt }) => ({
    credentialId,
    name,
    transports,
    isBackedUp,
    createdAt,
    lastUsedAt,
  }));
}
