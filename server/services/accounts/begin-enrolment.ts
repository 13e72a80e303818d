import { z } from "zod";
import type { BeginEnrolmentInput } from "@/domain/accounts/schema";
import { openMessage, sealMessage } from "./sealed-message";
import { enrolmentOf, newTotpSecret } from "./totp";

const purpose = "totp-enrolment";
const Content = z.strictObject({ secret: z.string() });

/** A fresh secret for an authenticator. Nothing is written, nobody is looked up. */
export function beginEnrolment({ now }: { now: Date }, { username }: BeginEnrolmentInput) {
  const secret = newTotpSecret();
  return {
    ...enrolmentOf(secret, username),
    enrolment: sealMessage(purpose, { secret: secret.toString("base64") }, now),
  };
}

/** The secret that was handed out; throws `step_expired` when it is not one, or too old. */
export function enrolledSecret(enrolment: string, now: Date): Buffer {
  const { secret } = openMessage(purpose, enrolment, Content, now, "enrolment");
  return Buffer.from(secret, "base64");
}
