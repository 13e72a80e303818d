import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { refusePassword } from "@/domain/accounts/password";
import type { RegisterEnterpriseInput } from "@/domain/accounts/schema";
import { Conflict, DomainError, Invalid } from "@/domain/shared/errors";
import { parseYuan } from "@/domain/shared/money";
import type { Registration } from "@/server/connectors/market-regulation";
import type { PublicContext } from "@/server/services/context";
import { enrolledSecret } from "./begin-enrolment";
import { hashPassword } from "./password-hash";
import { acceptedStep, sealTotpSecret } from "./totp";
import { provenRegistration } from "./verify-representative";

type Verdict = { refusal: string | null; enterprise_id: string | null };

/**
 * The legal representative becomes the firm's owner here. The code proves that the authenticator
 * works; it is not spent, so that the first sign-in can follow with it.
 */
export async function registerEnterprise(context: PublicContext, input: RegisterEnterpriseInput) {
  const { db, now } = context;
  const registration = provenRegistration(input.proof, now);
  const refusal = refusePassword(input.password, input.username);
  if (refusal) throw new Invalid(refusal, "password");
  const secret = enrolledSecret(input.enrolment, now);
  if (acceptedStep(secret, input.code, now) === null)
    throw new Invalid("signing_code_wrong", "code");

  const personId = randomUUID();
  const passwordHash = await hashPassword(input.password);
  const totpSecret = sealTotpSecret(personId, secret);
  const [verdict] = await db.transaction(async (tx) => {
    await tx.execute(
      sql`select auth.add_registered_enterprise(${JSON.stringify(rowOf(registration))}::jsonb)`,
    );
    const { rows } = await tx.execute<Verdict>(
      sql`select refusal, enterprise_id from auth.register_enterprise_owner(${personId}::uuid, ${registration.uscc}, ${input.username}, ${registration.legalRepresentative}, ${passwordHash}, ${totpSecret})`,
    );
    return rows;
  });
  if (verdict?.refusal) refuse(verdict.refusal);
  if (!verdict?.enterprise_id) throw new DomainError("SERVICE_UNAVAILABLE", "registration_silent");
  return { username: input.username };
}

/** The registry's record as the columns of an enterprise. */
function rowOf(registration: Registration) {
  const { registeredCapital, ...rest } = registration;
  return { ...rest, registeredCapital: parseYuan(registeredCapital)?.toString() ?? null };
}

function refuse(code: string): never {
  if (code === "USERNAME_TAKEN") throw new Invalid("username_taken", "username");
  throw new Conflict("enterprise_taken");
}
