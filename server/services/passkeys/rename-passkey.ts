import { sql } from "drizzle-orm";
import type { RenamePasskeyInput } from "@/domain/passkeys/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

export async function renamePasskey(
  { db, actor }: ServiceContext,
  { credentialId, name }: RenamePasskeyInput,
) {
  authorize(actor, "passkey.manage", {});
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.passkey_rename(${db.token}, ${credentialId}, ${name})`,
  );
  if (verdict?.refusal !== null) throw new NotFound("passkey");
  return { credentialId };
}
