import { sql } from "drizzle-orm";
import type { RemovePasskeyInput } from "@/domain/passkeys/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { verifySigningCode } from "@/server/services/accounts/verify-signing-code";
import type { ServiceContext } from "@/server/services/context";

/** It signs nothing from here on; what it signed can still be checked. */
export async function removePasskey(
  context: ServiceContext,
  { credentialId, code }: RemovePasskeyInput,
) {
  const { db, actor } = context;
  authorize(actor, "passkey.manage", {});
  await verifySigningCode(context, code);
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.passkey_remove(${db.token}, ${credentialId})`,
  );
  if (verdict?.refusal !== null) throw new NotFound("passkey");
  return { credentialId };
}
