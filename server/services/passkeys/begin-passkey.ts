import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { BeginPasskeyInput, PasskeyChallenge } from "@/domain/passkeys/schema";
import { authorize } from "@/domain/policy";
import { DomainError } from "@/domain/shared/errors";
import { verifySigningCode } from "@/server/services/accounts/verify-signing-code";
import type { ServiceContext } from "@/server/services/context";
import { ownPasskeys } from "./own-passkeys";
import { relyingParty } from "./relying-party";

const challengeMinutes = 10;

/** A code first: whoever only found a session open must not leave a key of their own behind. */
export async function beginPasskey(
  context: ServiceContext,
  { code }: BeginPasskeyInput,
): Promise<PasskeyChallenge> {
  const { db, actor } = context;
  authorize(actor, "passkey.manage", {});
  await verifySigningCode(context, code);

  const challenge = randomBytes(32);
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.challenge_begin(${db.token}, ${challenge}, clock_timestamp() + make_interval(mins => ${challengeMinutes}))`,
  );
  if (verdict?.refusal !== null) throw new DomainError("TOO_MANY_REQUESTS", "too_many_challenges");
  return {
    challenge: challenge.toString("base64url"),
    rp: { id: relyingParty.id, name: relyingParty.name },
    user: {
      id: Buffer.from(actor.userId.replaceAll("-", ""), "hex").toString("base64url"),
      name: actor.name,
    },
    exclude: (await ownPasskeys(context)).map(({ credentialId: id, transports }) => ({
      id,
      transports,
    })),
  };
}
