import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consentSubjects, type ConsentSubject } from "@/domain/consents/lifecycle";
import { monthlyViews } from "@/domain/profiles/facts";
import type { ProfileView } from "@/domain/profiles/schema";
import type { ActorOf } from "@/domain/shared/actor";
import { addMonths, firstDayOf, lastDayOf, lastFullMonth } from "@/domain/shared/calendar";
import { defaultCatalogue, type Granularity, type Scope } from "@/domain/sources/catalogue";
import type { ServiceContext, SystemContext } from "@/server/services/context";
import { importRegistry } from "@/server/services/imports/import-registry";
import { readProfile } from "@/server/services/profiles/read-profile";
import { fetchSource } from "@/server/services/sources/fetch-source";
import { item, makeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { open, read, take, type Question } from "@/tests/gate-calls";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, signIn, type SignedIn } from "@/tests/parties";
import { startSandbox } from "@/tests/sandbox";
import { withinOneDay } from "@/tests/within-one-day";

await startSandbox(40);
const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];

/** Every item at every granularity that can be asked for; a new one in the catalogue joins by itself. */
const scopes = defaultCatalogue.flatMap(({ code, granularities }) =>
  granularities.map((one): Scope => `${code}:${one}`),
);
const itemOf = (scope: Scope) => defaultCatalogue.find(({ code }) => scope.startsWith(`${code}:`));
/** Public records are not kept under a consent: the gate has no rows of them to give. */
const isKept = (scope: Scope) => itemOf(scope)?.mode !== "P";

// Sources answer about months that are over: what is consented to and asked about ends with the last.
await withinOneDay();
const last = lastFullMonth(new Date());
/** Long enough for what is asked about two years. */
const covered = { from: firstDayOf(addMonths(last, -33)), to: lastDayOf(last) };
const lookedAt = { from: firstDayOf(addMonths(last, -9)), to: lastDayOf(last) };

let enterprise: SignedIn;
let lender: SignedIn;
let applicationId: string;
/** What is in the vault about the enterprise. */
const vault = new Map<string, number>();

beforeAll(async () => {
  const worker: SystemContext = {
    db: committed("worker", ""),
    actor: null,
    now: new Date(),
    channel: "clock",
    requestId: "test",
  };
  await importRegistry(worker);
  lender = await makeBank(admin);
  const { rows: firms } = await admin.query<{ id: string; uscc: string; name: string }>(
    "select id, uscc, name from app.enterprises where status = 'operating' order by uscc",
  );
  // Not every firm has an account of everything: one that does has the most to leak.
  for (const firm of firms) {
    enterprise = { ...firm, ...(await signIn(admin, "sme", "owner", { enterpriseId: firm.id })) };
    ({ applicationId } = await makeApplication(admin, enterprise, lender));
    for (const subject of consentSubjects) await fetchAll(worker, subject);
    await countVault();
    if (scopes.filter(isKept).every((scope) => vault.has(scope))) return;
  }
}, 120_000);

async function fetchAll(worker: SystemContext, subject: ConsentSubject) {
  const { id } = await consentTo(
    ...scopes.filter((scope) => isKept(scope) && itemOf(scope)?.subject === subject),
  );
  await sme.query("select * from vault.fetch_queue($1, $2)", [enterprise.token, id]);
  const { rows } = await admin.query<{ id: string }>(
    "select id from vault.fetches where consent_id = $1",
    [id],
  );
  for (const fetch of rows) await fetchSource(worker, { fetchId: fetch.id }, 9);
}

async function countVault() {
  const { rows } = await admin.query<{ scope: string; facts: number }>(
    "select scope, count(*)::int as facts from vault.facts where enterprise_id = $1 group by scope",
    [enterprise.id],
  );
  vault.clear();
  for (const { scope, facts } of rows) vault.set(scope, facts);
}

/** A live consent of the enterprise to the bank that covers these scopes and nothing else. */
async function consentTo(...wanted: Scope[]) {
  const consent = await makeConsent(sme, {
    enterprise,
    bank: lender,
    applicationId,
    items: wanted.map((scope) => item(scope, covered)),
    change: { subject: wanted.map(itemOf)[0]?.subject ?? "enterprise" },
  });
  // Answers wait for the enterprise: let out, they are there to leak.
  const { rows: answers } = await admin.query<{ scope: string; period: string; digest: Buffer }>(
    `select scope, period, answer_digest as digest from vault.facts
     where enterprise_id = $1 and scope = any ($2) and answer_digest is not null`,
    [enterprise.id, wanted],
  );
  for (const { scope, period, digest } of answers)
    await sme.query("select gate.answer_release($1, $2, $3, $4, $5)", [
      enterprise.token,
      consent.id,
      scope,
      period,
      digest,
    ]);
  return consent;
}

const questionAbout = (consentId: string): Question => ({
  token: lender.token,
  consentId,
  applicationId,
  ...lookedAt,
});

/** Both steps; the scopes of what came back, or the refusal. */
async function scopesRead(question: Question): Promise<string[] | string> {
  const opened = await open(bank, question);
  if (opened.refusal) return opened.refusal;
  const taken = await take(bank, question.token, opened.ticket);
  return taken[0]?.refusal ?? taken.map(({ scope }) => scope);
}

/** Every way in which a consent to one scope could let out another; empty where it does not. */
async function leaksOf(scope: Scope): Promise<string[]> {
  const question = questionAbout((await consentTo(scope)).id);
  const released = await scopesRead({ ...question, scopes: [scope] });
  const leaks = Array.isArray(released)
    ? released.filter((one) => one !== scope).map((one) => `${one} came with ${scope}`)
    : [released];
  if (isKept(scope) && released.length === 0) leaks.push(`${scope} itself was not given`);
  for (const other of scopes.filter((one) => one !== scope))
    for (const asked of [[other], [scope, other]])
      if ((await read(bank, { ...question, scopes: asked })) !== "ITEM_NOT_COVERED")
        leaks.push(`${asked.join(" and ")} was served under ${scope}`);
  return leaks;
}

async function profileUnder(scope: Scope): Promise<ProfileView> {
  const { id } = await consentTo(scope);
  await admin.query(
    "update app.applications set status = 'submitted', submitted_at = clock_timestamp(), consent_id = $2 where id = $1 and status = 'prepared'",
    [applicationId, id],
  );
  await admin.query(
    "update app.applications set status = case status when 'submitted' then 'accepted' else status end, consent_id = $2 where id = $1",
    [applicationId, id],
  );
  const actor: ActorOf<"bank"> = {
    userId: lender.personId,
    organizationId: lender.id,
    party: "bank",
    role: "officer",
    name: "Li",
    isDemo: false,
  };
  const db = committed("bank", lender.token);
  const officer: ServiceContext<"bank"> = {
    db,
    actor,
    now: new Date(),
    channel: "page",
    requestId: randomUUID(),
  };
  return (await readProfile(officer, { applicationId })).profile;
}

/** Which parts of a section an item may fill at a granularity; all others must be empty. */
const filledBy: Record<Granularity, readonly string[]> = {
  raw: ["invoices"],
  monthly: ["columns", "rows"],
  indicator: ["indicators"],
  band: ["bands"],
  predicate: ["answers", "questions"],
};

/** Walks the whole view: the path of every value that the scope does not account for. */
function strayFields(profile: ProfileView, scope: Scope): string[] {
  const [code, granularity] = scope.split(":") as [string, Granularity];
  return profile.sections.flatMap((section, nth) =>
    Object.entries(section).flatMap(([key, value]) => {
      const path = `sections.${nth}.${key}`;
      if (key === "item") return value === code ? [] : [path];
      if (key === "granularities")
        return JSON.stringify(value) === `["${granularity}"]` ? [] : [path];
      if (key === "asOf" || filledBy[granularity].includes(key)) return [];
      return Array.isArray(value) && value.length === 0 ? [] : [path];
    }),
  );
}

let refused = 0;

describe.each(scopes)("under a consent to %s alone", (scope) => {
  test("the gate gives that and nothing else", async () => {
    expect(vault.has(scope)).toBe(isKept(scope));
    expect(await leaksOf(scope)).toEqual([]);
    refused += 2 * (scopes.length - 1);
  });

  test("the bank's page has no field of anything else", async () => {
    const profile = await profileUnder(scope);
    expect(strayFields(profile, scope)).toEqual([]);
    expect(profile.sections.map(({ item: code }) => code)).toEqual([scope.split(":")[0]]);
    // Not vacuous: what is consented to and kept is there.
    const [section] = profile.sections;
    const values = Object.values(section!).filter(
      (value) => Array.isArray(value) && value.length > 0,
    );
    expect(values.length > 1).toBe(isKept(scope));
  });
});

test("every scope was tried under every other, and all that is kept was there to leak", () => {
  expect(refused).toBeGreaterThanOrEqual(2 * scopes.length * (scopes.length - 1));
  expect([...vault.keys()].toSorted()).toEqual(scopes.filter(isKept).toSorted());
  for (const code of Object.keys(monthlyViews))
    expect(vault.get(`${code}:monthly`)).toBeGreaterThan(1);
});

describe("a gate that forgets the scope is noticed", () => {
  afterAll(() => restoreGate(poolOf("migrator")));

  test.each([
    ["what it releases", "facts.scope = any (held.scopes)", "true"],
    ["what it is asked", "covered <> cardinality(p_scopes)", "false"],
    ["one of several", "covered <> cardinality(p_scopes)", "covered = 0"],
  ])("%s", async (_what, from, to) => {
    await mutateGate(poolOf("migrator"), "40", from, to);
    expect(await leaksOf("tax_declarations:band")).not.toEqual([]);
    await restoreGate(poolOf("migrator"));
    expect(await leaksOf("tax_declarations:band")).toEqual([]);
  });

  test("and a page that shows more than it was given", async () => {
    const profile = await profileUnder("tax_declarations:indicator");
    expect(strayFields(profile, "tax_declarations:band")).not.toEqual([]);
    expect(strayFields(profile, "social_insurance:indicator")).not.toEqual([]);
  });
});
