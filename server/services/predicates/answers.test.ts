import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { ActorOf, Party } from "@/domain/shared/actor";
import { env } from "@/server/env";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";
import { requestConsent } from "@/server/services/consents/request-consent";
import { signConsent } from "@/server/services/consents/sign-consent";
import type { ServiceContext, SystemContext } from "@/server/services/context";
import { readMatchingFacts } from "@/server/services/matches/read-matching-facts";
import { countWaitingAnswers } from "@/server/services/predicates/count-waiting-answers";
import { listWaitingAnswers } from "@/server/services/predicates/list-waiting-answers";
import { releaseAnswer } from "@/server/services/predicates/release-answer";
import { previewProfile } from "@/server/services/profiles/preview-profile";
import { readProfile } from "@/server/services/profiles/read-profile";
import { fetchSource } from "@/server/services/sources/fetch-source";
import { listFetches } from "@/server/services/sources/list-fetches";
import { committed, poolOf } from "@/tests/database";
import { makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";
import { startPowerNode } from "@/tests/power-node";
import { withinOneDay } from "@/tests/within-one-day";

const admin = poolOf("admin");
const node = await startPowerNode();
env.SANDBOX_URL = node.url;
afterAll(() => void node.stop());
beforeEach(withinOneDay);
beforeEach(() => {
  node.asked.length = 0;
  node.unregistered.clear();
});

const worker = (): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "test",
});

const as = <P extends Party>(
  party: P,
  role: ActorOf<P>["role"],
  { personId, token, id }: SignedIn,
): ServiceContext<P> => ({
  db: committed(party === "sme" ? "sme" : "bank", token),
  actor: {
    userId: personId,
    organizationId: id,
    party,
    role,
    name: "Wang",
    isDemo: true,
  } as ActorOf<P>,
  now: new Date(),
  channel: "page",
  requestId: "test",
});

/** A firm that prepared an application for a product which asks for answers about electricity. */
async function aFirm(answer: "yes" | "no" | "unknown") {
  const [enterprise, bank] = [await makeEnterprise(admin), await makeBank(admin)];
  await admin.query("update auth.people set is_demo = true where id = $1", [enterprise.personId]);
  const [productId, needId, applicationId] = [randomUUID(), randomUUID(), randomUUID()];
  const items = [
    {
      item: "electricity_usage",
      granularity: "predicate",
      isRequired: true,
      why: { zh: "了解经营", en: "to see that it runs" },
    },
  ];
  await admin.query(
    `insert into app.products (id, bank_id, code, status, published_at) values ($1::uuid, $2, $1::uuid::text, 'published', clock_timestamp())`,
    [productId, bank.id],
  );
  await admin.query(
    "insert into app.product_versions (product_id, version, content) values ($1, 1, $2)",
    [productId, { items }],
  );
  await admin.query(
    `insert into app.needs (id, enterprise_id, amount, term_months, purpose, status, created_by)
     values ($1, $2, 50000000, 12, 'wages', 'matched', $3)`,
    [needId, enterprise.id, enterprise.personId],
  );
  await admin.query(
    `insert into app.applications (id, need_id, enterprise_id, bank_id, product_id, product_version, amount, term_months, updated_at)
     values ($1, $2, $3, $4, $5, 1, 50000000, 12, clock_timestamp())`,
    [applicationId, needId, enterprise.id, bank.id, productId],
  );
  node.answers.set(enterprise.uscc, answer);
  return { enterprise, bank, applicationId };
}
type Firm = Awaited<ReturnType<typeof aFirm>>;

const sme = ({ enterprise }: Firm) => as("sme", "owner", enterprise);
const codeOf = ({ enterprise }: Firm) =>
  codeOfStep(demoTotpSecret(enterprise.personId), Math.floor(Date.now() / 30_000));

async function sign(firm: Firm, input: Parameters<typeof requestConsent>[1]): Promise<string> {
  const { id, artefactHash } = await requestConsent(sme(firm), input);
  const proof = { method: "totp" as const, code: codeOf(firm) };
  await signConsent(sme(firm), { consentId: id, artefactHash, proof });
  return id;
}

const signApplication = (firm: Firm) =>
  sign(firm, {
    id: randomUUID(),
    purpose: "loan_application",
    language: "zh-CN",
    applicationId: firm.applicationId,
    optionalItems: [],
  });

/** What the worker does with the jobs of a consent. */
async function fetchAll(firm: Firm, consentId: string) {
  for (const { id } of await listFetches(sme(firm), { consentId }))
    await fetchSource(worker(), { fetchId: id }, 9);
  return listFetches(sme(firm), { consentId });
}

/** What the bank's page draws of the case. */
async function bankSees({ bank, applicationId }: Firm) {
  await admin.query(
    "update app.applications set status = 'accepted' where id = $1 and status = 'submitted'",
    [applicationId],
  );
  const { profile, dataAsOf } = await readProfile(as("bank", "officer", bank), { applicationId });
  return { profile, dataAsOf };
}

test("what the dry run showed is what the bank sees after signing, and the dry run kept no answer", async () => {
  const firm = await aFirm("yes");
  const preview = await previewProfile(sme(firm), { applicationId: firm.applicationId });
  const said = preview.profile.sections[0]!;
  expect(said.answers.map(({ question, answer }) => [question, answer])).toEqual([
    ["electricity_active_10_of_12", "yes"],
    ["electricity_no_arrears_12m", "yes"],
    ["electricity_use_kept_80_percent", "yes"],
  ]);
  expect(said.questions.map(({ code }) => code)).toEqual(
    said.answers.map(({ question }) => question),
  );
  const { rows: kept } = await admin.query("select * from vault.facts where enterprise_id = $1", [
    firm.enterprise.id,
  ]);
  expect(kept).toEqual([]);

  const consentId = await signApplication(firm);
  expect(await fetchAll(firm, consentId)).toMatchObject([{ status: "done" }]);
  const { profile } = await bankSees(firm);
  const { asOf: _, ...read } = profile.sections[0]!;
  expect({ ...read, answers: read.answers.map(({ asOf: __, ...answer }) => answer) }).toEqual({
    ...read,
    answers: said.answers.map(({ asOf: __, ...answer }) => answer),
  });
  expect(await countWaitingAnswers(sme(firm))).toEqual([]);
});

test("an answer nobody looked at waits, reads at the bank as one that does not exist, and goes out when let out", async () => {
  const [held, dark] = [await aFirm("no"), await aFirm("unknown")];
  const consents = new Map<Firm, string>();
  for (const firm of [held, dark]) {
    const consentId = await signApplication(firm);
    consents.set(firm, consentId);
    await fetchAll(firm, consentId);
  }
  const withheld = await bankSees(held);
  expect(withheld).toEqual(await bankSees(dark));
  expect(withheld.profile.sections[0]).toMatchObject({ asOf: null, answers: [] });
  expect(withheld.profile.sections[0]!.questions).toHaveLength(3);

  const consentId = consents.get(held)!;
  expect(await countWaitingAnswers(sme(held))).toEqual([{ consentId, waiting: 1 }]);
  expect(await countWaitingAnswers(sme(dark))).toEqual([]);
  expect(await listWaitingAnswers(sme(dark), { consentId })).toEqual([]);
  const [waiting] = await listWaitingAnswers(sme(held), { consentId });
  expect(waiting!.answers.map(({ answer }) => answer)).toEqual(["no", "no", "no"]);
  expect(waiting!.answers[0]!.wording.zh).toContain("用电");

  const { scope, period, digest } = waiting!;
  const answer = { consentId, scope: scope as "electricity_usage:predicate", period, digest };
  const clerk = { ...sme(held), actor: { ...sme(held).actor, role: "clerk" as const } };
  await expect(releaseAnswer(clerk, answer)).rejects.toThrow("answer.release_forbidden");
  await expect(releaseAnswer(sme(dark), answer)).rejects.toThrow("consent_not_found");
  const other = { ...answer, digest: "0".repeat(64) };
  await expect(releaseAnswer(sme(held), other)).rejects.toThrow("answer_changed");
  await releaseAnswer(sme(held), answer);
  const { profile } = await bankSees(held);
  expect(profile.sections[0]!.answers.map((one) => one.answer)).toEqual(["no", "no", "no"]);
});

test("an answer that changed between the dry run and its arrival waits", async () => {
  const firm = await aFirm("yes");
  await previewProfile(sme(firm), { applicationId: firm.applicationId });
  node.answers.set(`${firm.enterprise.uscc} electricity_no_arrears_12m`, "no");
  const consentId = await signApplication(firm);
  await fetchAll(firm, consentId);
  expect((await bankSees(firm)).profile.sections[0]!.answers).toEqual([]);
  expect(await countWaitingAnswers(sme(firm))).toEqual([{ consentId, waiting: 1 }]);
});

test("within a month a source is asked once, also for another recipient", async () => {
  const firm = await aFirm("yes");
  const consentId = await signApplication(firm);
  await fetchAll(firm, consentId);
  expect(node.asked).toHaveLength(3);
  await committed("sme", firm.enterprise.token).call(
    sql`select * from vault.fetch_queue(${firm.enterprise.token}, ${consentId}::uuid)`,
  );
  expect(await fetchAll(firm, consentId)).toHaveLength(2);
  expect(node.asked).toHaveLength(3);

  await admin.query("update auth.people set totp_step = 0 where id = $1", [
    firm.enterprise.personId,
  ]);
  const matching = await sign(firm, {
    id: randomUUID(),
    purpose: "platform_matching",
    language: "en",
    items: ["electricity_usage"],
  });
  await fetchAll(firm, matching);
  expect(node.asked).toHaveLength(3);
  const { facts } = await readMatchingFacts(sme(firm));
  expect(facts.get("electricity_no_arrears_12m")).toBe(true);
});

test("a question the node does not know fails the fetch and says why", async () => {
  const firm = await aFirm("yes");
  node.unregistered.add("electricity_active_10_of_12");
  const consentId = await signApplication(firm);
  expect(await fetchAll(firm, consentId)).toMatchObject([
    { status: "failed", reason: "question_unknown" },
  ]);
});
