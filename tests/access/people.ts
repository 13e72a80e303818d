import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { people } from "@/db/schema";
import { totpStepAt } from "@/domain/accounts/totp";
import type { Actor } from "@/domain/shared/actor";
import { codeOfStep, sealTotpSecret } from "@/server/services/accounts/totp";
import { requestContext } from "@/server/trpc/context";
import { admin, poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";

export type Person = Pick<Actor, "party" | "role"> & {
  name: string;
  userId: string;
  organizationId: string;
  token: string;
  /** Of the authenticator. */
  secret: Buffer;
  /** Codes this person has shown: each is of a later half minute. */
  codes: number;
};

export type Roles = Pick<Actor, "party" | "role">;
export async function aPrincipal({ party, role }: Roles, organizationId: string, name: string) {
  const of = party === "sme" ? { enterpriseId: organizationId } : { bankId: organizationId };
  const { personId, token } = await signIn(
    poolOf("admin"),
    party,
    role,
    party === "credit_office" ? {} : of,
  );
  const secret = randomBytes(20);
  const totpSecret = sealTotpSecret(personId, secret);
  await admin().update(people).set({ totpSecret }).where(eq(people.id, personId));
  return { party, role, name, userId: personId, organizationId, token, secret, codes: 0 } as Person;
}

/** A request as the doors make it: the session's own actor on the login of its persona. */
export async function contextOf(person: Person | null, at = new Date()) {
  const request = { token: person?.token ?? null, requestId: randomUUID(), address: "test" };
  return { ...(await requestContext(request)), now: at };
}

/** The person's next one-time code, and when it is shown. */
export function nextCode(person: Person) {
  const at = new Date(Date.now() + person.codes * 30_000);
  person.codes += 1;
  return { at, code: codeOfStep(person.secret, totpStepAt(at)) };
}
