import { randomUUID } from "node:crypto";
import { TRPCError, type AnyRouter } from "@trpc/server";
import superjson from "superjson";
import type { z } from "zod";
import { can } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { DomainError } from "@/domain/shared/errors";
import { cursorOf } from "@/server/services/bank-lists";
import { createCallerFactory, type ProcedureMeta } from "@/server/trpc/init";
import type { Expectation } from "@/tests/access/expectations";
import { changed, fingerprint, watch } from "@/tests/access/fingerprint";
import { exampleOf, looseParts, uuidsIn } from "@/tests/access/shapes";
import { withNextCode, withUnsaidCode } from "@/tests/access/codes";
import { contextOf, type Person } from "@/tests/access/people";
import type { Named, Side } from "@/tests/access/world";

type Procedure = {
  _def: { type: string; inputs: z.ZodType[]; output?: z.ZodType; meta?: ProcedureMeta };
};
export function proceduresOf({ _def: inner }: AnyRouter) {
  return Object.entries(inner.procedures as Record<string, Procedure>);
}

/** Values of any kind on their way out: what an agency published, as it published it. */
const published = /(^|[ .])records\.\[\]\.content\.\[\]: unknown$/;

/** What is wrong with a procedure before it is called. */
export function flawsOf(
  name: string,
  { _def: { meta, inputs, output } }: Procedure,
  expected: Expectation[],
): string[] {
  const [input] = inputs;
  if (expected.length === 0) return [`${name} is not listed in expectations.ts`];
  const flaws = inputs.length > 1 ? ["more than one input schema"] : [];
  for (const { permission, ids, narrows, makes, with: right, values } of expected) {
    if (meta?.permission !== permission) flaws.push(`permission ${meta?.permission}`);
    const named = Object.keys({ ...ids, ...narrows, ...makes });
    const given = [...named, ...Object.keys({ ...right, ...values?.() })];
    if (given.length > 0 && !input) flaws.push("takes input without a schema");
    if (expected.length > 1) continue;
    for (const field of input ? uuidsIn(input) : [])
      if (!given.includes(field)) flaws.push(`${field} names nobody knows what`);
  }
  if (!output) flaws.push("no output schema");
  const loose = [
    ...(input ? looseParts(input).map((part) => `input ${part}`) : []),
    ...(output ? looseParts(output).map((part) => `output ${part}`) : []),
  ];
  return [...flaws, ...loose.filter((part) => !published.test(part))].map(
    (flaw) => `${name}: ${flaw}`,
  );
}

type Answer = { code: string; reason: string | null; text: string };

type Call = { name: string; person: Person | null; input: unknown; at: Date };

/** Calls one procedure as one person and gives what they would see; whoever shows a code does it later. */
async function answer(router: AnyRouter, { name, person, input, at }: Call): Promise<Answer> {
  const { at: shownAt, input: sent } = person
    ? withNextCode(person, input)
    : { at: undefined, input };
  const context = await contextOf(person, shownAt ?? at);
  let procedure: unknown = createCallerFactory(router)(context);
  for (const step of name.split(".")) procedure = (procedure as Record<string, unknown>)[step];
  try {
    const seen = await (procedure as (value: unknown) => Promise<unknown>)(sent);
    return { code: "OK", reason: null, text: superjson.stringify(seen) };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    // As the error formatter lets it out.
    const reason = error.cause instanceof DomainError ? error.cause.reason : null;
    return { code: error.code, reason, text: `${error.code} ${reason}` };
  }
}

/** An id that is nobody's and stands beside somebody's in any order. */
const nothing = (named: Named, { named: ids }: Side) => {
  if (named !== "cursor") return besides(ids[named]);
  return cursorOf({ position: new Date(0), id: besides(ids.submitted) });
};
const besides = (id: string) => `${id.slice(0, 24)}${randomUUID().slice(24)}`;

type Choice = { ids: Side | null; makes: Side | null; but?: string };

/** An input in which every id is some side's, or nobody's, and one of them perhaps the other's. */
export function inputFor(
  { _def: inner }: Procedure,
  expected: Expectation,
  { right, other, choose }: { right: Side; other: Side; choose: Choice },
): unknown {
  const [schema] = inner.inputs;
  if (!schema) return undefined;
  const from = (names: Record<string, Named> | undefined, side: Side | null) =>
    Object.entries(names ?? {}).map(([field, named]) => {
      if (field === choose.but) return [field, other.named[named]];
      return [field, side ? side.named[named] : nothing(named, right)];
    });
  const given = Object.fromEntries([
    ...from(expected.ids, choose.ids),
    ...from(expected.narrows, choose.ids),
    ...from(expected.makes, choose.makes),
    ...from(expected.with, right),
    ...Object.entries(expected.values?.() ?? {}),
  ]) as Record<string, unknown>;
  return exampleOf(schema, withUnsaidCode(schema, given));
}

type Stage = { router: AnyRouter; right: Side; other: Side; office: Person[] };

const isRefusal = (code: string) => ["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND"].includes(code);
const isBroken = (code: string) => ["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"].includes(code);
const told = ({ code, reason }: Answer) => `${code} ${reason}`;

/** What an answer gives away of a side. */
const holds = ({ secrets }: Side, { text }: Answer) => secrets.find((word) => text.includes(word));

/** Who may, by the policy alone: on the objects of a side, as one of its people or of the office. */
const mayDo = (person: Person, { permission }: Expectation, { subject }: Side) =>
  permission === "public" ||
  can({ ...person, name: "", isDemo: true } as Actor, permission, subject as never);

/** Everything that is wrong with one procedure; empty when everybody got what they should. */
export async function judge(
  { router, right, other, office }: Stage,
  name: string,
  procedure: Procedure,
  expected: Expectation,
): Promise<string[]> {
  const wrong: string[] = [];
  const { party, ids, narrows, makes } = expected;
  const { _def: inner } = procedure;
  const isOpen = party === "anyone" || party === "visitor";
  const callers = [other.enterpriseId, other.bankId];
  const say = (who: Person | null, what: string) =>
    wrong.push(`${name}, ${who?.name ?? "a visitor"}: ${what}`);
  const send = (person: Person | null, choose: Choice, at = new Date()) =>
    answer(router, {
      name,
      person,
      input: inputFor(procedure, expected, { right, other, choose }),
      at,
    });

  // Everybody else, naming what is there and not theirs, and then what is not there at all.
  for (const person of [null, ...other.people, ...office]) {
    if (party === "credit_office" && person?.party === party) continue;
    const isInside = isOpen || person?.party === party || (party === "member" && person !== null);
    const onlyMakes = makes && !ids && !narrows;
    const before = await fingerprint(callers);
    // One moment for both questions: between two, a day may be over.
    const at = new Date();
    const foreign = await send(person, { ids: right, makes: right }, at);
    const touched = changed(before, await fingerprint(callers));
    const leaked = holds(right, foreign);
    if (leaked) say(person, `was told ${leaked}`);
    if (isBroken(foreign.code)) say(person, told(foreign));

    if (!isInside) {
      const due = person ? "FORBIDDEN null" : "UNAUTHORIZED null";
      if (told(foreign) !== due) say(person, `${told(foreign)} instead of ${due}`);
    } else if (ids && !isOpen && !isRefusal(foreign.code)) say(person, told(foreign));
    else if (onlyMakes && foreign.code === "OK") say(person, "took another's id");
    if (touched.length > 0 && (!isInside || foreign.code !== "OK"))
      say(person, `refused, and ${touched.join(", ")} changed`);
    if (!isInside || onlyMakes) continue;
    const absent = await send(person, { ids: null, makes: null }, at);
    if (told(absent) !== told(foreign))
      say(person, `${told(foreign)} for another's, ${told(absent)} for nobody's`);
    if (narrows && absent.text !== foreign.text) say(person, "another's narrows differently");
  }

  // The right party: first those the policy keeps out, then those it lets in.
  const inside =
    party === "credit_office"
      ? office
      : right.people.filter((one) => party === "member" || one.party === party);
  for (const person of inside.filter((one) => !mayDo(one, expected, right))) {
    const before = await fingerprint([]);
    const own = await send(person, { ids: right, makes: null });
    const due = `FORBIDDEN ${expected.permission}_forbidden`;
    if (told(own) !== due) say(person, `${told(own)} instead of ${due}`);
    if (changed(before, await fingerprint([])).length > 0) say(person, "refused, and rows changed");
  }
  const allowed: (Person | null)[] = isOpen
    ? [null, ...(party === "anyone" ? right.people : [])]
    : inside.filter((one) => mayDo(one, expected, right));
  if (allowed.length === 0) wrong.push(`${name}: nobody may`);

  const meddled = await watch(other.secrets);
  for (const [field] of allowed.length > 0 && !isOpen ? mixed(expected) : []) {
    const [person] = allowed as Person[];
    const got = await send(person!, { ids: right, makes: null, but: field });
    const leaked = holds(other, got);
    if (leaked) say(person!, `with another's ${field} was told ${leaked}`);
    if (isBroken(got.code)) say(person!, `with another's ${field}: ${told(got)}`);
    if (got.code === "OK" && !narrows?.[field]) say(person!, `with another's ${field}: done`);
  }
  for (const [index, person] of allowed.entries()) {
    const own = await send(person, { ids: right, makes: null });
    const isDone = own.code === "OK" || own.reason === expected.stopsAt;
    // Whoever comes second may find it done: what the state allows is not this test's question.
    const isLate = index > 0 && inner.type === "mutation";
    const isStopped = isBroken(own.code) || isRefusal(own.code);
    if (!isDone && !(isLate && !isStopped)) say(person, `may, and got ${told(own)}`);
  }
  const touched = await meddled();
  if (touched.length > 0) wrong.push(`${name}: changed another's ${touched.join(", ")}`);
  return wrong;
}

/** The fields that can name another's object beside one's own. */
const mixed = ({ ids, narrows, makes }: Expectation) => {
  const fields = Object.entries({ ...ids, ...narrows, ...makes });
  return fields.length > 1 || makes ? fields : [];
};
