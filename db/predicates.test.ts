import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { gateFiles } from "@/db/install-gate";
import { audiencesOf } from "@/domain/notifications/audience";
import { addMonths, lastFullMonth } from "@/domain/shared/calendar";
import {
  askedFirm,
  beginFetch,
  digestOf,
  electricity,
  month,
  powerItem,
  storeAnswers,
} from "@/tests/answers";
import { draftArtefact, item, makeConsent, requestConsent, revokeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { read } from "@/tests/gate-calls";
import { mutateGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, makeEnterprise, signIn } from "@/tests/parties";

const [admin, sme, bank, worker] = [
  poolOf("admin"),
  poolOf("sme"),
  poolOf("bank"),
  poolOf("worker"),
];
const pools = { admin, sme, worker };
type Stage = Awaited<ReturnType<typeof askedFirm>>;

/** How many answers the bank gets in one permitted read. */
const served = ({ bank: lender, consentId, applicationId }: Stage) =>
  read(bank, {
    token: lender.token,
    consentId,
    applicationId,
    scopes: [electricity],
    from: powerItem.from,
    to: powerItem.to,
  });

const ask = async (fetchId: string, code: string) =>
  (await worker.query("select * from vault.predicate_call($1, $2)", [fetchId, code])).rows[0];
const askOwn = async (token: string, code: string) =>
  (await sme.query("select refusal from vault.predicate_own_call($1, $2)", [token, code])).rows[0]
    .refusal as string | null;

const show = (stage: Pick<Stage, "enterprise" | "applicationId">, answers: string) =>
  sme.query("select * from vault.answer_shown($1, $2, $3, $4, $5)", [
    stage.enterprise.token,
    stage.applicationId,
    electricity,
    month,
    digestOf(answers),
  ]);
const release = async (
  { enterprise, consentId }: Stage,
  answers: string,
  { token = enterprise.token, period = month } = {},
) =>
  (
    await sme.query("select refusal from gate.answer_release($1, $2, $3, $4, $5)", [
      token,
      consentId,
      electricity,
      period,
      digestOf(answers),
    ])
  ).rows[0].refusal as string | null;
const waiting = async ({ enterprise, consentId }: Stage) =>
  (
    await sme.query("select scope, period::text from gate.answers_waiting($1, $2)", [
      enterprise.token,
      consentId,
    ])
  ).rows;
const linesOf = async (chain: string, action: string) =>
  (
    await admin.query<{ code: string }>(
      "select code from ledger.entries where chain = $1 and action = $2 order by seq",
      [chain, action],
    )
  ).rows.map(({ code }) => code);

/** A second question about the same figure, for this test file's own database. */
const otherThreshold = "electricity_use_kept_60_percent";
await admin.query(
  `insert into app.predicates (code, version, item, wording_zh, wording_en, threshold, unit, window_months, min_months, state)
   values ($1, 1, 'electricity_usage', '60', '60', 60, 'percent', 24, 24, 'active')`,
  [otherThreshold],
);

describe("asking", () => {
  test("a question is asked once a month; the same again reuses what is stored", async () => {
    const stage = await askedFirm(pools);
    const first = await beginFetch(pools, stage.enterprise, stage.consentId);
    const code = "electricity_no_arrears_12m";
    expect(await ask(first, code)).toEqual({ refusal: null, is_stored: false });
    await worker.query("select vault.fetch_fail($1, 'x', false)", [first]);
    await storeAnswers(pools, stage, "yes");
    const later = await beginFetch(pools, stage.enterprise, stage.consentId);
    expect(await ask(later, code)).toEqual({ refusal: null, is_stored: true });
    expect(await askOwn(stage.enterprise.token, code)).toBeNull();
    const { rows } = await admin.query(
      "select code, period::text from vault.predicate_calls where enterprise_id = $1",
      [stage.enterprise.id],
    );
    expect(rows).toEqual([{ code, period: month }]);
    // A question first asked after the answers were stored is not among them.
    expect(await ask(later, "electricity_active_10_of_12")).toEqual({
      refusal: null,
      is_stored: false,
    });
  });

  test("a second threshold of the same figure is refused to whoever asks, and noted", async () => {
    const stage = await askedFirm(pools);
    const fetchId = await beginFetch(pools, stage.enterprise, stage.consentId);
    expect((await ask(fetchId, "electricity_use_kept_80_percent")).refusal).toBeNull();
    expect((await ask(fetchId, otherThreshold)).refusal).toBe("PROBING_REFUSED");
    expect(await askOwn(stage.enterprise.token, otherThreshold)).toBe("PROBING_REFUSED");
    expect((await ask(fetchId, "electricity_active_10_of_12")).refusal).toBeNull();
    expect(await linesOf(stage.enterprise.id, "predicate.ask")).toEqual([
      "PROBING_REFUSED",
      "PROBING_REFUSED",
    ]);
    const other = await askedFirm(pools);
    expect(await askOwn(other.enterprise.token, otherThreshold)).toBeNull();
  });

  test("two thresholds at the same moment: one is asked", async () => {
    const { enterprise } = await askedFirm(pools);
    const codes = ["electricity_use_kept_80_percent", otherThreshold];
    const answers = await Promise.all(
      [...codes, ...codes, ...codes].map((code) => askOwn(enterprise.token, code)),
    );
    expect(answers.filter((refusal) => refusal === null)).toHaveLength(3);
    expect(answers.filter((refusal) => refusal === "PROBING_REFUSED")).toHaveLength(3);
  });

  test("what is not registered, or no longer, is not asked", async () => {
    const stage = await askedFirm(pools);
    const fetchId = await beginFetch(pools, stage.enterprise, stage.consentId);
    expect((await ask(fetchId, "electricity_bill_above_5000")).refusal).toBe("PREDICATE_UNKNOWN");
    expect((await ask(fetchId, "representative_insured_6m")).refusal).toBe("PREDICATE_UNKNOWN");
    expect((await ask(randomUUID(), "electricity_no_arrears_12m")).refusal).toBe("NO_SUCH_FETCH");
    expect(await askOwn("nobody", "electricity_no_arrears_12m")).toBe("NO_SESSION");
  });
});

/** What the bank may know of its fetches. */
const fetched = async ({ bank: lender, consentId }: Stage) =>
  (
    await bank.query("select item, status, reason from vault.fetch_status($1, $2)", [
      lender.token,
      consentId,
    ])
  ).rows;

describe("letting out", () => {
  test("an answer waits until the enterprise lets it out, and looks like none", async () => {
    const [held, empty] = [await askedFirm(pools), await askedFirm(pools)];
    await storeAnswers(pools, held, "yes");
    await storeAnswers(pools, empty, null);
    expect([await served(held), await served(empty)]).toEqual([0, 0]);
    const linesFor = async ({ bank: lender }: Stage) =>
      (
        await admin.query(
          `select action, code, scopes from ledger.entries
           where recipient_id = $1 and action not like 'consent.%' order by seq`,
          [lender.id],
        )
      ).rows;
    expect(await linesFor(held)).toEqual(await linesFor(empty));
    expect(await fetched(held)).toEqual(await fetched(empty));

    expect(await waiting(held)).toEqual([{ scope: electricity, period: month }]);
    expect(await waiting(empty)).toEqual([]);
    const { rows: told } = await admin.query(
      "select name from app.events where subject_id = $1 and name like 'answer.%'",
      [held.consentId],
    );
    expect(told).toEqual([{ name: "answer.waiting" }]);
    expect(audiencesOf("answer.waiting")).toEqual(["enterprise"]);

    expect(await release(held, "yes")).toBeNull();
    expect(await served(held)).toBe(1);
    expect(await waiting(held)).toEqual([]);
    expect(await linesOf(held.enterprise.id, "predicate.release")).toEqual(["RELEASED"]);
  });

  test("only the owner, only one's own, only what was on the screen, only while it lives", async () => {
    const stage = await askedFirm(pools);
    await storeAnswers(pools, stage, "yes");
    const { enterprise, consentId } = stage;
    const clerk = await signIn(admin, "sme", "clerk", { enterpriseId: enterprise.id });
    const stranger = await makeEnterprise(admin);
    expect(await release(stage, "yes", { token: clerk.token })).toBe("SIGNER_FORBIDDEN");
    expect(await release(stage, "yes", { token: stranger.token })).toBe("NO_SUCH_CONSENT");
    expect(await release(stage, "no")).toBe("ANSWER_CHANGED");
    expect(await release(stage, "yes", { period: "2020-01-01" })).toBe("ITEM_NOT_COVERED");
    await revokeConsent(sme, enterprise, consentId);
    expect(await release(stage, "yes")).toBe("CONSENT_REVOKED");
    expect(await waiting(stage)).toEqual([]);
    const { rows } = await admin.query("select from vault.answer_releases where consent_id = $1", [
      consentId,
    ]);
    expect(rows).toHaveLength(0);
  });

  test("an answer that was corrected waits again", async () => {
    const stage = await askedFirm(pools);
    await storeAnswers(pools, stage, "yes");
    await release(stage, "yes");
    await storeAnswers(pools, stage, "no");
    expect(await served(stage)).toBe(0);
    await storeAnswers(pools, stage, "yes");
    expect(await served(stage)).toBe(1);
  });

  test("what the dry run showed within the day before signing goes out with the signature", async () => {
    const shown = await askedFirm(pools, async (firm) => void (await show(firm, "yes")));
    await storeAnswers(pools, shown, "yes");
    expect(await served(shown)).toBe(1);

    const changed = await askedFirm(pools, async (firm) => void (await show(firm, "yes")));
    await storeAnswers(pools, changed, "no");
    expect(await served(changed)).toBe(0);

    const after = await askedFirm(pools);
    await show(after, "yes");
    await storeAnswers(pools, after, "yes");
    expect(await served(after)).toBe(0);

    const stale = await askedFirm(pools, async (firm) => {
      await show(firm, "yes");
      await admin.query(
        "update vault.shown_answers set shown_at = shown_at - interval '25 hours' where application_id = $1",
        [firm.applicationId],
      );
    });
    await storeAnswers(pools, stale, "yes");
    expect(await served(stale)).toBe(0);
  });

  test("one application's dry run says nothing for another's", async () => {
    const stage = await askedFirm(pools, async ({ enterprise, bank: lender }) => {
      const other = await makeApplication(admin, enterprise, lender);
      await show({ enterprise, applicationId: other.applicationId }, "yes");
    });
    await storeAnswers(pools, stage, "yes");
    expect(await served(stage)).toBe(0);
    const stranger = await makeEnterprise(admin);
    const { rows } = await sme.query("select refusal from vault.answer_shown($1, $2, $3, $4, $5)", [
      stranger.token,
      stage.applicationId,
      electricity,
      month,
      digestOf("yes"),
    ]);
    expect(rows).toEqual([{ refusal: "NO_SUCH_APPLICATION" }]);
  });

  test("month by month the same answer goes out by itself, another one waits", async () => {
    const before = `${addMonths(lastFullMonth(new Date()), -1)}-01`;
    const [same, other] = [await askedFirm(pools), await askedFirm(pools)];
    for (const stage of [same, other]) {
      await storeAnswers(pools, stage, "yes", before);
      expect(await release(stage, "yes", { period: before })).toBeNull();
    }
    await storeAnswers(pools, same, "yes");
    await storeAnswers(pools, other, "no");
    expect([await served(same), await served(other)]).toEqual([2, 1]);
    expect(await waiting(other)).toEqual([{ scope: electricity, period: month }]);
  });

  test("a release is one consent's: another bank's waits for its own", async () => {
    const stage = await askedFirm(pools);
    await storeAnswers(pools, stage, "yes");
    await release(stage, "yes");
    const lender = await makeBank(admin);
    const { applicationId } = await makeApplication(admin, stage.enterprise, lender);
    const { id: consentId } = await makeConsent(sme, {
      enterprise: stage.enterprise,
      bank: lender,
      applicationId,
      items: [powerItem],
    });
    const second = { ...stage, bank: lender, applicationId, consentId };
    await storeAnswers(pools, second, null);
    expect([await served(stage), await served(second)]).toEqual([1, 0]);
    expect(await waiting(second)).toHaveLength(1);
  });

  test("matching by the platform needs no release", async () => {
    const enterprise = await makeEnterprise(admin);
    const { id: consentId } = await makeConsent(sme, { enterprise, items: [powerItem] });
    await storeAnswers(pools, { enterprise, consentId }, "yes");
    const asked = {
      token: enterprise.token,
      consentId,
      purpose: "platform_matching",
      scopes: [electricity],
      from: powerItem.from,
      to: powerItem.to,
    };
    expect(await read(sme, asked)).toBe(1);
  });
});

test("answers are shown only after the enterprise's look was committed", async () => {
  const stage = await askedFirm(pools);
  await storeAnswers(pools, stage, "yes");
  const { enterprise, consentId } = stage;
  const look = "select seq from gate.own_view($1, $2, $3, $3)";
  const shown = "select refusal, scope from gate.answers_show($1, $2, $3)";
  const client = await sme.connect();
  await client.query("begin");
  const early = await client.query<{ seq: string }>(look, [enterprise.token, [electricity], month]);
  const { rows: refused } = await client.query(shown, [
    enterprise.token,
    consentId,
    early.rows[0]!.seq,
  ]);
  await client.query("rollback");
  client.release();
  expect(refused).toEqual([{ refusal: "OPEN_NOT_COMMITTED", scope: null }]);

  const { rows: looked } = await sme.query<{ seq: string }>(look, [
    enterprise.token,
    [electricity],
    month,
  ]);
  const { seq } = looked[0]!;
  expect((await sme.query(shown, [enterprise.token, consentId, seq])).rows).toEqual([
    { refusal: null, scope: electricity },
  ]);
  const stranger = await makeEnterprise(admin);
  expect((await sme.query(shown, [stranger.token, consentId, seq])).rows).toEqual([
    { refusal: "NO_SUCH_TICKET", scope: null },
  ]);
});

const person = item("representative_insurance:predicate", powerItem);
const askedAbout = async (
  items: ReturnType<typeof item>[],
  subject: "enterprise" | "legal_representative",
) => {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  const wanted = { enterprise, bank: lender, applicationId, items, change: { subject } };
  return requestConsent(sme, wanted, draftArtefact(wanted));
};

describe("the representative's facts", () => {
  test("are asked for in a consent of their own", async () => {
    expect(await askedAbout([person], "legal_representative")).toBeNull();
    expect(await askedAbout([powerItem], "enterprise")).toBeNull();
    expect(await askedAbout([person], "enterprise")).toBe("PERSON_ITEM_SEPARATE");
    expect(await askedAbout([powerItem, person], "enterprise")).toBe("PERSON_ITEM_SEPARATE");
    expect(await askedAbout([powerItem, person], "legal_representative")).toBe(
      "PERSON_ITEM_SEPARATE",
    );
  });
});

describe("planted", () => {
  const migrator = poolOf("migrator");
  afterEach(async () => {
    for (const { name, text } of gateFiles())
      if (name.startsWith("41") || name.startsWith("40"))
        await migrator.query(`begin; ${text}; commit`);
  });

  test("a gate that withholds nothing is noticed", async () => {
    await mutateGate(
      migrator,
      "40",
      "or not gate.answer_is_withheld(held.consent_id, facts)",
      "or true",
    );
    const stage = await askedFirm(pools);
    await storeAnswers(pools, stage, "yes");
    expect(await served(stage)).toBe(1);
  });

  test("a release that does not look at the answer is noticed", async () => {
    await mutateGate(migrator, "41", "        and released.digest = p_fact.answer_digest\n", "");
    const stage = await askedFirm(pools);
    await storeAnswers(pools, stage, "yes");
    await release(stage, "yes");
    await storeAnswers(pools, stage, "no");
    expect(await served(stage)).toBe(1);
  });

  test("a register that lets thresholds bracket a figure is noticed", async () => {
    await mutateGate(migrator, "41", "return 'PROBING_REFUSED'", "null");
    const { enterprise } = await askedFirm(pools);
    expect(await askOwn(enterprise.token, "electricity_use_kept_80_percent")).toBeNull();
    expect(await askOwn(enterprise.token, otherThreshold)).toBeNull();
  });
});
