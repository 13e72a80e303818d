import { randomUUID } from "node:crypto";
import { shippedVersion } from "@/db/seed/purpose-templates";
import {
  defaultScopes,
  draftArtefact,
  expireConsent,
  item,
  makeConsent,
  requestConsent,
  revokeConsent,
  signConsent,
} from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { open, read, take } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, makeFacts } from "@/tests/parties";

const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];

async function stage(wanted: Partial<Parameters<typeof makeConsent>[1]> = {}) {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  await makeFacts(admin, enterprise, [...defaultScopes, "vat_invoices:raw"], ["2026-09-01"]);
  const consent = await makeConsent(sme, { enterprise, bank: lender, applicationId, ...wanted });
  const question = { token: lender.token, consentId: consent.id, applicationId };
  return { enterprise, lender, applicationId, consent, question };
}

/**
 * Opens in a transaction that was begun while the consent was alive. The end comes to the consent, and
 * nobody waits for a clock: a life of moments might be over before it is signed.
 */
async function readAcrossExpiry() {
  const { question, consent } = await stage();
  const client = await bank.connect();
  await client.query("begin");
  await client.query("select 1");
  await expireConsent(admin, consent.id);
  const { refusal } = await open(client, question);
  await client.query("rollback");
  client.release();
  return refusal;
}

const predicate = "electricity_usage:predicate";

/** A report of an enterprise, shared with a bank, and the question that opens it. */
async function stageReport() {
  const [enterprise, lender] = [await makeEnterprise(admin), await makeBank(admin)];
  const report = randomUUID();
  const scopes = ["tax_declarations:indicator"];
  const period = { from: "2026-01-01", to: "2026-09-30" };
  await makeFacts(admin, enterprise, scopes, ["2026-09-01"]);
  const { rows } = await sme.query<{ refusal: string | null }>(
    "select refusal from gate.report_make($1, $2, $3, $4, $5, $6, sha256('1'), 'attested', $7, 1::smallint, 'body')",
    [
      enterprise.token,
      report,
      `XYD-20261122-${report.slice(0, 8).toUpperCase()}`,
      scopes,
      period.from,
      period.to,
      (
        await admin.query("select id from vault.data_keys where enterprise_id = $1", [
          enterprise.id,
        ])
      ).rows[0].id,
    ],
  );
  if (rows[0]?.refusal) throw new Error(rows[0].refusal);
  const { id: consentId } = await makeConsent(sme, {
    enterprise,
    bank: lender,
    items: scopes.map((scope) => item(scope, period)),
    change: {
      purpose: "report_share",
      template: {
        code: "report_share",
        version: shippedVersion("report_share"),
        wording: "wording",
      },
      report,
      readsPer: { unit: "day", count: 10 },
      maxFetches: 1,
    },
  });
  return { token: lender.token, consentId, purpose: "report_share", scopes, ...period };
}

/** Each is true of the gate as it stands, and answers whether it still is. */
export const promises = {
  "a live consent is served": async () => (await read(bank, (await stage()).question)) === 1,
  "a revoked one is not": async () => {
    const { question, enterprise, consent } = await stage();
    await revokeConsent(sme, enterprise, consent.id);
    return (await read(bank, question)) === "CONSENT_REVOKED";
  },
  "a paused one is not": async () => {
    const { question, enterprise, consent } = await stage();
    await sme.query("select gate.consent_pause($1, $2)", [enterprise.token, consent.id]);
    return (await read(bank, question)) === "CONSENT_PAUSED";
  },
  "one name of two permits nothing": async () => {
    const enterprise = await makeEnterprise(admin);
    const lender = await makeBank(admin);
    const { applicationId } = await makeApplication(admin, enterprise, lender);
    await sme.query("select gate.rule_set($1, 1)", [enterprise.token]);
    const { id } = await makeConsent(sme, { enterprise, bank: lender, applicationId });
    const question = { token: lender.token, consentId: id, applicationId };
    return (await read(bank, question)) === "CONSENT_AWAITING_COSIGN";
  },
  "what was narrowed away is not served": async () => {
    const { question, enterprise, consent } = await stage();
    await sme.query("select gate.consent_narrow($1, $2, $3)", [
      enterprise.token,
      consent.id,
      ["tax_declarations:indicator"],
    ]);
    return (await read(bank, question)) === "ITEM_NOT_COVERED";
  },
  "an answer waits until it is let out": async () => {
    const { question, enterprise } = await stage({ items: [item(predicate)] });
    await makeFacts(admin, enterprise, [predicate], ["2026-09-01"]);
    return (await read(bank, { ...question, scopes: [predicate] })) === 0;
  },
  "a report is read whole, as it was made": async () => {
    const question = await stageReport();
    const part = { ...question, from: "2026-05-01" };
    return (await read(bank, question)) === 1 && (await read(bank, part)) === "PERIOD_NOT_COVERED";
  },
  "a ticket in hand is not served after it": async () => {
    const { question, enterprise, consent, lender } = await stage();
    const { ticket } = await open(bank, question);
    await revokeConsent(sme, enterprise, consent.id);
    return (await take(bank, lender.token, ticket))[0]?.refusal === "CONSENT_REVOKED";
  },
  "expiry is noticed inside a transaction": async () =>
    (await readAcrossExpiry()) === "CONSENT_EXPIRED",
  "another purpose is refused": async () =>
    (await read(bank, { ...(await stage()).question, purpose: "report_share" })) ===
    "PURPOSE_MISMATCH",
  "another application is refused": async () =>
    (await read(bank, { ...(await stage()).question, applicationId: null })) ===
    "APPLICATION_MISMATCH",
  "another bank is refused": async () => {
    const stranger = await makeBank(admin);
    return (
      (await read(bank, { ...(await stage()).question, token: stranger.token })) ===
      "NO_SUCH_CONSENT"
    );
  },
  "every scope must be covered": async () =>
    (await read(bank, {
      ...(await stage()).question,
      scopes: ["tax_declarations:indicator", "vat_invoices:raw"],
    })) === "ITEM_NOT_COVERED",
  "a dropped item is not covered": async () => {
    const { question, consent } = await stage();
    await admin.query(
      "update app.consent_items set dropped_at = clock_timestamp() where consent_id = $1",
      [consent.id],
    );
    return (await read(bank, question)) === "ITEM_NOT_COVERED";
  },
  "the period must be covered": async () =>
    (await read(bank, { ...(await stage()).question, from: "2020-01-01" })) ===
    "PERIOD_NOT_COVERED",
  "the quota is counted": async () => {
    const { question } = await stage({ change: { maxReads: 1 } });
    await read(bank, question);
    return (await read(bank, question)) === "QUOTA_EXHAUSTED";
  },
  "a ticket is single": async () => {
    const { question, lender } = await stage();
    const { ticket } = await open(bank, question);
    await take(bank, lender.token, ticket);
    return (await take(bank, lender.token, ticket))[0]?.refusal === "TICKET_USED";
  },
  "a ticket grows old": async () => {
    const { question, lender } = await stage();
    const { ticket } = await open(bank, question);
    await admin.query(
      "update auth.tickets set opened_at = opened_at - interval '31 seconds' where id = $1",
      [ticket],
    );
    return (await take(bank, lender.token, ticket))[0]?.refusal === "TICKET_EXPIRED";
  },
  "what could be rolled back is not served": async () => {
    const { question, lender } = await stage();
    const client = await bank.connect();
    await client.query("begin");
    const { ticket } = await open(client, question);
    const [first] = await take(client, lender.token, ticket);
    await client.query("rollback");
    client.release();
    return first?.refusal === "OPEN_NOT_COMMITTED";
  },
  "every answer has its line": async () => {
    const { question, enterprise } = await stage();
    await read(bank, question);
    await read(bank, { ...question, purpose: "report_share" });
    const { rows } = await admin.query<{ code: string }>(
      "select code from ledger.entries where chain = $1 and action = 'gate.open' order by seq",
      [enterprise.id],
    );
    return rows.map(({ code }) => code).join() === "PERMITTED,PURPOSE_MISMATCH";
  },
  "a token counts on its own login only": async () => {
    const { question } = await stage();
    return (await read(sme, question)) === "NO_SESSION";
  },
  "only the bytes that were shown are signed": async () => {
    const enterprise = await makeEnterprise(admin);
    const text = draftArtefact({ enterprise });
    await requestConsent(sme, { enterprise }, text);
    return (
      (await signConsent(sme, enterprise, text.id, Buffer.alloc(32, 1))) === "ARTEFACT_CHANGED"
    );
  },
};
