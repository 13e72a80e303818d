import { sql } from "drizzle-orm";
import { z } from "zod";
import type { SignInInput } from "@/domain/accounts/schema";
import { DomainError } from "@/domain/shared/errors";
import { env } from "@/server/env";
import type { PublicContext } from "@/server/services/context";
import { enrolledSecret } from "./begin-enrolment";
import { endSession } from "./end-session";
import { openSession } from "./open-session";
import { verifyPassword } from "./password-hash";
import { spendStep } from "./spend-step";
import { countAttempt, forgiveAttempts, throttleKey } from "./throttle";
import { acceptedStep, demoTotpSecret, openTotpSecret, sealTotpSecret } from "./totp";

const Material = z.object({
  person_id: z.uuid(),
  password_hash: z.string(),
  totp_secret: z.instanceof(Buffer).nullable(),
  is_demo: z.boolean(),
  disabled_at: z.unknown(),
});
type Material = z.infer<typeof Material>;

/**
 * Password and code together open a session; its token is the answer. Unknown, dismissed, wrong
 * password, wrong or used code: one refusal, after the same work.
 */
export async function signIn(context: PublicContext, input: SignInInput, address: string) {
  const { db, now } = context;
  const username = input.username.normalize("NFKC").trim().toLowerCase();
  const keys = [
    throttleKey("sign-in", "account", username),
    throttleKey("sign-in", "address", address),
  ];
  await countAttempt(db, keys, "sign_in_wait");

  const [row] = await db.call(sql`select * from auth.sign_in_material(${username})`);
  const material = row ? Material.parse(row) : null;
  const isRight = await verifyPassword(input.password, material?.password_hash ?? null);
  const person = isRight && material && mayEnter(material) ? material : null;
  if (!person) return refuse(context, material?.person_id ?? null);

  const secret = secretOf(person);
  if (!secret && !input.enrolment) {
    await forgiveAttempts(db, keys);
    throw new DomainError("UNAUTHORIZED", "totp_enrolment_required");
  }
  const checked = secret ?? enrolledSecret(input.enrolment ?? "", now);
  const step = input.code ? acceptedStep(checked, input.code, now) : null;
  if (step === null || !(await spendStep(db, person.person_id, step)))
    return refuse(context, person.person_id);

  const token = await openSession(context, person.person_id);
  if (!secret) await enrol(context, token, person.person_id, checked);
  await forgiveAttempts(db, keys);
  return token;
}

function mayEnter(person: Material): boolean {
  return person.disabled_at === null && (env.DEMO || !person.is_demo);
}

function secretOf(person: Material): Buffer | null {
  if (person.totp_secret) return openTotpSecret(person.person_id, person.totp_secret);
  return person.is_demo ? demoTotpSecret(person.person_id) : null;
}

/** Only one of two racing first sign-ins sets the authenticator up; the other is out again. */
async function enrol(context: PublicContext, token: string, personId: string, secret: Buffer) {
  const [row] = await context.db.call<{ enrolled: boolean }>(
    sql`select auth.totp_enrol(${token}, ${sealTotpSecret(personId, secret)}) as enrolled`,
  );
  if (row?.enrolled) return;
  await endSession(context, token);
  await refuse(context, personId);
}

async function refuse({ db, requestId }: PublicContext, personId: string | null): Promise<never> {
  await db.call(
    sql`select auth.security_event('SIGN_IN_REFUSED', ${personId}::uuid, ${requestId}, null)`,
  );
  throw new DomainError("UNAUTHORIZED", "sign_in_refused");
}
