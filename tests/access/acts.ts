import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { ZodError, type z } from "zod";
import { can } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { DomainError } from "@/domain/shared/errors";
import { createCallerFactory } from "@/server/trpc/init";
import { appRouter } from "@/server/trpc/root";
import { expectations, type Expectation } from "@/tests/access/expectations";
import { changed, fingerprint } from "@/tests/access/fingerprint";
import { proceduresOf } from "@/tests/access/matrix";
import { withNextCode, withUnsaidCode } from "@/tests/access/codes";
import { aPrincipal, contextOf, type Person } from "@/tests/access/people";
import { exampleOf } from "@/tests/access/shapes";
import { keepRows } from "@/tests/access/rewind";
import { makeSide, type Named, type Side } from "@/tests/access/world";

const createCaller = createCallerFactory(appRouter);
const procedures = new Map(proceduresOf(appRouter));
/** Every procedure with what is expected of it, as a table of tests. */
const acts = Object.entries(expectations).flatMap(([name, expected]) =>
  [expected].flat().map((one, index) => ({
    title: index > 0 ? `${name} (${index + 1})` : name,
    name,
    expected: one,
  })),
);

export type Group = "enterprise" | "bank" | "others";
const groupOf = ({ party }: Expectation): Group =>
  party === "sme" ? "enterprise" : party === "bank" ? "bank" : "others";
/** The same by who acts: a file, and so a database, to each group. */
export const actsOf = (group: Group) => acts.filter(({ expected }) => groupOf(expected) === group);

const analyst = aPrincipal({ party: "credit_office", role: "analyst" }, "", "an analyst");

/** A side, and the way back to how it was made. */
export async function aStage() {
  const office = await analyst;
  const side = await makeSide("the party");
  return { side, rewind: await keepRows([office, ...side.people]) };
}
export type Stage = Awaited<ReturnType<typeof aStage>>;

/** Somebody who may do it on this side's objects; null where visitors do. */
export async function principal(
  { party, permission }: Expectation,
  side: Side,
): Promise<Person | null> {
  if (party === "anyone" || party === "visitor") return null;
  if (party === "credit_office") return analyst;
  const person = side.people.find(
    (one) =>
      (one.party === party || party === "member") &&
      permission !== "public" &&
      can({ ...one, name: "", isDemo: true } as Actor, permission, side.subject as never),
  );
  if (!person) throw new Error(`nobody may ${permission}`);
  return person;
}

function procedureOf(name: string) {
  const { _def: inner } = procedures.get(name)!;
  return inner;
}
export const schemaOf = (name: string): z.ZodType | undefined => procedureOf(name).inputs[0];
export const isMutation = (name: string) => procedureOf(name).type === "mutation";

/** What the right person would send about this side's objects, with ids of their own making. */
export function rightInput(name: string, expected: Expectation, { named }: Side): unknown {
  const schema = schemaOf(name);
  if (!schema) return undefined;
  const from = (names: Record<string, Named> = {}) =>
    Object.entries(names).map(([field, thing]) => [field, named[thing]]);
  const given = Object.fromEntries([
    ...from(expected.ids),
    ...from(expected.narrows),
    ...from(expected.with),
    ...Object.keys(expected.makes ?? {}).map((field) => [field, randomUUID()]),
    ...Object.entries(expected.values?.() ?? {}),
  ]) as Record<string, unknown>;
  return exampleOf(schema, withUnsaidCode(schema, given));
}

/** `says`: the reason, or the fields that are wrong. */
type Answer = { code: string; says: string | null; isOfSchema?: boolean; error?: unknown };

export async function call(name: string, person: Person | null, input: unknown): Promise<Answer> {
  const { at, input: sent } = person ? withNextCode(person, input) : { at: undefined, input };
  let procedure: unknown = createCaller(await contextOf(person, at));
  for (const step of name.split(".")) procedure = (procedure as Record<string, unknown>)[step];
  try {
    await (procedure as (value: unknown) => Promise<unknown>)(sent);
    return { code: "OK", says: null };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { code: refusal, cause } = error;
    if (cause instanceof DomainError)
      return {
        code: refusal,
        says: cause.reason,
        isOfSchema: cause.reason === "text_malformed",
        error,
      };
    const fields =
      cause instanceof ZodError
        ? cause.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`)
        : [];
    return { code: refusal, says: fields.join(", ") || null, isOfSchema: fields.length > 0, error };
  }
}

export const isBroken = ({ code }: Answer) =>
  ["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"].includes(code);

/** Where it broke: the kinds of errors beneath and the place in our own code. */
export function traceOf({ code, error }: Answer): string {
  const causes: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause)
    causes.push(`${at.name} ${at.message.slice(-200)}`);
  return `${code}: ${causes.join(" < ")}`;
}

/** Tables that an act has changed although it was refused; the callers' own chains may say that it was. */
export async function traces({ enterpriseId, bankId }: Side) {
  const callers = [enterpriseId, bankId];
  const before = await fingerprint(callers);
  return async () => changed(before, await fingerprint(callers)).join(", ");
}
