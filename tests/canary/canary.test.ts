import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterprises } from "@/db/schema";
import type { ProductContent } from "@/domain/products/schema";
import { openWith } from "@/server/connectors/sealing";
import { env } from "@/server/env";
import { logger } from "@/server/observability/logger";
import { metricsText } from "@/server/observability/metrics";
import { deliverEvents } from "@/server/services/notifications/deliver-events";
import { appRouter, createCaller } from "@/server/trpc/root";
import { expectations } from "@/tests/access/expectations";
import { inputFor, proceduresOf } from "@/tests/access/matrix";
import { aPrincipal, contextOf, nextCode, type Person } from "@/tests/access/people";
import { makeSide, type Side } from "@/tests/access/world";
import { knock } from "@/tests/canary/door";
import { answerFetches } from "@/tests/canary/marked-facts";
import { startNode } from "@/tests/canary/marked-node";
import { Recorder } from "@/tests/canary/recorder";
import { admin, committed, poolOf } from "@/tests/database";
import { aNeed, aProductSaying } from "@/tests/enterprise-factories";
import { byCode } from "@/tests/signing";

const recorder = new Recorder();
const worker = committed("worker", "");
const streamOf = logger as unknown as Record<symbol, unknown>;
let lines = 0;
streamOf[pino.symbols.streamSym] = {
  write(line: string) {
    lines += 1;
    recorder.overhear("log", line);
  },
};
logger.level = "debug";

const why = { zh: "审查", en: "to decide" };
const items = (...scopes: string[]) =>
  scopes.map((scope) => {
    const [item, granularity] = scope.split(":");
    return { item, granularity, why, isRequired: true };
  }) as ProductContent["items"];
const wide = items(
  "tax_declarations:monthly",
  "vat_invoices:raw",
  "social_insurance:band",
  "electricity_usage:predicate",
);
const narrow = items("tax_declarations:band");
const rule = { fact: "established_months", operator: "gte", value: 1 } as const;

type Told = Side & { applications: Record<"wide" | "narrow", string>; draft: string };
const roleOf = ({ people }: Side, role: Person["role"]) => people.find((p) => p.role === role)!;
const asOwner = async (side: Side, at?: Date) =>
  createCaller(await contextOf(roleOf(side, "owner"), at));

/** Applies for a product: the owner signs for its items, and its bank takes the application up. */
async function apply(side: Side, asked: ProductContent["items"]): Promise<string> {
  const productId = await aProductSaying(admin(), side.bankId, { items: asked, eligibility: rule });
  const need = await aNeed(admin(), side.enterpriseId);
  const id = randomUUID();
  const api = await asOwner(side);
  await api.enterpriseApplications.prepare({ id, needId: need.id, productId });
  const consent = await api.consents.request({
    id: randomUUID(),
    purpose: "loan_application",
    language: "en",
    applicationId: id,
    optionalItems: [],
  });
  const { at, code } = nextCode(roleOf(side, "owner"));
  const signed = { consentId: consent.id, artefactHash: consent.artefactHash, proof: byCode(code) };
  await (await asOwner(side, at)).enterpriseApplications.submit({ applicationId: id, ...signed });
  const officer = createCaller(await contextOf(roleOf(side, "officer")));
  await officer.bankApplications.accept({ applicationId: id });
  return id;
}

async function makeToldSide(label: string): Promise<Told> {
  const side = await makeSide(label);
  const { at, code } = nextCode(roleOf(side, "owner"));
  const { allowing, allowingHash } = side.named;
  await (
    await asOwner(side, at)
  ).consents.sign({ consentId: allowing, artefactHash: allowingHash, proof: byCode(code) });
  const applications = { wide: await apply(side, wide), narrow: await apply(side, narrow) };
  const productId = await aProductSaying(admin(), side.bankId, { items: wide, eligibility: rule });
  const draft = randomUUID();
  const needId = side.named.idle;
  await (await asOwner(side)).enterpriseApplications.prepare({ id: draft, needId, productId });
  return { ...side, applications, draft };
}

let sides: [Told, Told];
let everybody: (Person | null)[];
let answered = 0;
let node: Awaited<ReturnType<typeof startNode>>;
beforeAll(async () => {
  sides = [await makeToldSide("one"), await makeToldSide("two")];
  const office = await aPrincipal({ party: "credit_office", role: "analyst" }, "", "an analyst");
  everybody = [null, office, ...sides.flatMap(({ people }) => people)];
  answered = await answerFetches(worker, recorder);
  const firms = await admin().select().from(enterprises);
  node = await startNode(recorder, new Map(firms.map(({ uscc, id }) => [uscc, id])));
  Object.assign(env, { SANDBOX_URL: node.url });
}, 60_000);
afterAll(() => node.stop());

/** The owner looks at every answer that waits, and lets it out. */
async function letOut(side: Side) {
  const api = await asOwner(side);
  for (const { consentId } of await api.predicates.waiting())
    for (const { scope, ...answer } of await api.predicates.waitingOf({ consentId }))
      await api.predicates.release({
        consentId,
        scope,
        period: answer.period,
        digest: answer.digest,
      });
}

const read = (person: Person, applicationId: string) =>
  recorder.during("profiles.read", person, () =>
    knock(person, { name: "profiles.read", type: "mutation" }, { applicationId }),
  );
const seen = (where: string, who: string) =>
  [
    ...new Set(
      recorder.permitted
        .filter((sighting) => sighting.where === where && sighting.who === who)
        .map(({ scope }) => scope),
    ),
  ].toSorted((a, b) => a.localeCompare(b));

test("a bank sees what was signed for, at that granularity, and each value is in the ledger first", async () => {
  const [one, two] = sides;
  await read(roleOf(one, "officer"), one.applications.wide);
  // Nobody let the answers out yet.
  expect(seen("profiles.read", "the officer of one")).not.toContain("electricity_usage:predicate");
  await letOut(one);
  await read(roleOf(one, "officer"), one.applications.wide);
  await read(roleOf(two, "officer"), two.applications.narrow);
  await read(roleOf(two, "officer"), one.applications.wide);
  expect(recorder.leaks).toEqual([]);
  expect(seen("profiles.read", "the officer of one")).toEqual([
    "electricity_usage:predicate",
    "social_insurance:band",
    "tax_declarations:monthly",
    "vat_invoices:raw",
  ]);
  expect(seen("profiles.read", "the officer of two")).toEqual(["tax_declarations:band"]);
});

test("the dry run shows the firm its own, in its ledger, and keeps nothing of it", async () => {
  const [one] = sides;
  const owner = roleOf(one, "owner");
  const preview = { name: "profiles.preview", type: "query" };
  await recorder.during("profiles.preview", owner, () =>
    knock(owner, preview, { applicationId: one.draft }),
  );
  expect(recorder.leaks).toEqual([]);
  expect(seen("profiles.preview", "the owner of one")).toEqual([
    "tax_declarations:monthly",
    "vat_invoices:raw",
  ]);
});

test("everything everybody can ask, of one's own and of others', tells nobody anything else", async () => {
  const { rows: jobs } = await poolOf("admin").query("select from graphile_worker._private_jobs");
  expect(jobs.length).toBeGreaterThan(0);
  await deliverEvents({
    db: worker,
    actor: null,
    now: new Date(),
    channel: "clock",
    requestId: "-",
  });

  expect(answered).toBeGreaterThanOrEqual(10);

  const before = recorder.heard;
  const statuses = new Map<string, number>();
  for (const [name, procedure] of proceduresOf(appRouter)) {
    const { _def: inner } = procedure;
    // Whoever shows a wrong code five times has to wait, and would learn nothing more.
    await admin().execute(sql`delete from auth.throttles`);
    for (const expected of [expectations[name] ?? []].flat())
      for (const person of everybody)
        for (const [right, other] of [sides, sides.toReversed()] as [Told, Told][]) {
          const choose = { ids: right, makes: null };
          const value = inputFor(procedure, expected, { right, other, choose });
          const got = await recorder.during(name, person, () =>
            knock(person, { name, type: inner.type }, value),
          );
          const status = got.slice(0, 3);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
  }
  recorder.overhear("metrics", (await metricsText()).body);
  await recorder.overhearDatabase();

  expect(recorder.leaks).toEqual([]);
  expect(new Set(recorder.kept.map(({ scope }) => scope))).toEqual(
    new Set(["tax_declarations:indicator"]),
  );
  // A call that is malformed, one too many or broken would have told nothing, whatever it might tell.
  expect([...statuses.keys()].filter((status) => /^(400|413|429|5..)$/.test(status))).toEqual([]);
  expect(statuses.get("200")).toBeGreaterThan(300);
  expect(recorder.heard - before).toBeGreaterThan(1_500);
  expect(lines).toBeGreaterThan(100);
  expect(seen("matches.list", "the owner of one")).toEqual(["tax_declarations:indicator"]);
  // Five thousand calls, one after the other: how long they take is the machine's affair.
}, 900_000);

/** What any code could do that is handed the superuser and the key. */
async function readAround({ enterpriseId }: Side, scope: string): Promise<string> {
  const { rows } = await poolOf("admin").query<{
    period: string;
    body: Buffer;
    suite: number;
    key_id: string;
  }>(
    `select period::text, body, suite, key_id from vault.facts where enterprise_id = $1 and scope = $2`,
    [enterpriseId, scope],
  );
  const facts = rows.map(({ period, body, suite, key_id }) =>
    openWith(key_id, suite, { enterpriseId, scope, period }, body),
  );
  return JSON.stringify(facts);
}
const leaked = () =>
  recorder.leaks.splice(0).map(({ where, who, scope }) => `${where} ${who} ${scope}`);

test("planted: a service that reads around the gate is heard", async () => {
  const [one, two] = sides;
  const officer = roleOf(two, "officer");
  await recorder.during("planted", officer, () => readAround(one, "tax_declarations:band"));
  expect(leaked()).toContain("planted the officer of two tax_declarations:band");
});

test("planted: a permitted read that gives a finer granularity than was signed for is heard", async () => {
  const [one] = sides;
  const officer = roleOf(one, "officer");
  await recorder.during("planted", officer, async () => {
    await read(officer, one.applications.narrow);
    return readAround(one, "tax_declarations:monthly");
  });
  expect(leaked()).toContain("planted the officer of one tax_declarations:monthly");
});

test("planted: a fact in a log, and one in a row, are heard", async () => {
  const [one] = sides;
  const facts = await readAround(one, "vat_invoices:raw");
  logger.info({ facts }, "seen");
  expect(leaked()).toContain("log nobody vat_invoices:raw");
  await poolOf("admin").query("update app.notifications set params = $1 where enterprise_id = $2", [
    JSON.stringify({ facts }),
    one.enterpriseId,
  ]);
  await recorder.overhearDatabase();
  expect(leaked()).toContain("app.notifications nobody vat_invoices:raw");
});

test("planted: an indicator kept for matching that no consent names is heard", async () => {
  const [one] = sides;
  const facts = await readAround(one, "social_insurance:band");
  const [figure] = facts.match(/7799\d{9}/) ?? [];
  await poolOf("admin").query(
    "update vault.matching_facts set insurance_arrears = $1 where enterprise_id = $2",
    [figure, one.enterpriseId],
  );
  await recorder.overhearDatabase();
  expect(leaked()).toContain("vault.matching_facts nobody social_insurance:band");
});

test("planted: bytes that are no ciphertext are heard", async () => {
  const [one] = sides;
  const facts = Buffer.from(await readAround(one, "vat_invoices:raw"));
  await poolOf("admin").query(
    "update vault.facts set body = $1 where enterprise_id = $2 and scope = 'vat_invoices:raw'",
    [facts, one.enterpriseId],
  );
  await recorder.overhearDatabase();
  expect(leaked()).toContain("vault.facts nobody vat_invoices:raw");
});
