import { Invalid } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { ownTotp } from "./own-totp";
import { spendStep } from "./spend-step";
import { countAttempt, forgiveAttempts, throttleKey } from "./throttle";
import { acceptedStep } from "./totp";

/**
 * Proves that whoever signs holds the authenticator now. The code is spent whatever becomes of the
 * signature: it commits on its own, and a second use is refused.
 */
export async function verifySigningCode(context: ServiceContext, code: string): Promise<void> {
  const { db, actor, now } = context;
  const keys = [throttleKey("signing", "account", actor.userId)];
  await countAttempt(db, keys, "signing_code_wait");

  const totp = await ownTotp(context);
  const step = totp && acceptedStep(totp.secret, code, now);
  if (step === null || !(await spendStep(db, actor.userId, step)))
    throw new Invalid("signing_code_wrong", "code");
  await forgiveAttempts(db, keys);
}
