import { afterEach, expect, test } from "vitest";
import {
  defaultScopes,
  draftArtefact,
  makeConsent,
  requestConsent,
  revokeConsent,
  signConsent,
} from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { open, read, take } from "@/tests/gate-calls";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
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

/** Opens and takes in one transaction that was begun while the consent was alive. */
async function readAcrossExpiry() {
  const { question } = await stage({ to: 300 });
  const client = await bank.connect();
  await client.query("begin");
  await client.query("select 1");
  await new Promise((resolve) => setTimeout(resolve, 400));
  const { refusal } = await open(client, question);
  await client.query("rollback");
  client.release();
  return refusal;
}

/** Each is true of the gate as it stands. */
const promises = {
  "a live consent is served": async () => (await read(bank, (await stage()).question)) === 1,
  "a revoked one is not": async () => {
    const { question, enterprise, consent } = await stage();
    await revokeConsent(sme, enterprise, consent.id);
    return (await read(bank, question)) === "CONSENT_REVOKED";
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

const mutants: [string, file: string, from: string, to: string][] = [
  [
    "revoked counts as active",
    "40",
    "if status <> 'active' then",
    "if status not in ('active', 'revoked') then",
  ],
  ["no expiry", "30", "p_at >= upper(p_consent.valid) then 'expired'", "false then 'expired'"],
  [
    "the transaction's clock",
    "40",
    "gate.consent_effective_status(p_consent, clock_timestamp())",
    "gate.consent_effective_status(p_consent, now())",
  ],
  ["any purpose", "40", "if p_purpose is distinct from p_consent.purpose then", "if false then"],
  [
    "any application",
    "40",
    "if p_application is distinct from p_consent.application_id then",
    "if false then",
  ],
  ["any bank", "40", "recipient_id = who.bank_id\n", "who.bank_id is not null\n"],
  ["some scope covered is enough", "40", "covered <> cardinality(p_scopes)", "covered = 0"],
  [
    "dropped items count",
    "40",
    "scope = any (p_scopes) and dropped_at is null",
    "scope = any (p_scopes)",
  ],
  ["any period", "40", "if inside < covered or", "if"],
  ["no quota", "40", "if refusal is null and not gate.quota_left(consent) then", "if false then"],
  [
    "tickets for ever used",
    "40",
    "where id = p_ticket and used_at is null;",
    "where id = p_ticket;",
  ],
  ["tickets for ever young", "40", "interval '30 seconds'", "interval '30 years'"],
  [
    "read and roll back",
    "40",
    "elsif held.opened_in = pg_current_xact_id_if_assigned() then",
    "elsif false then",
  ],
  [
    "no second look",
    "40",
    "refusal := gate.why_not(consent, held.purpose, held.application_id, held.scopes, held.data_from, held.data_to);",
    "refusal := null;",
  ],
  [
    "permits without a line",
    "20",
    "insert into ledger.entries select entry.*;",
    "if p_code <> 'PERMITTED' then insert into ledger.entries select entry.*; end if;",
  ],
  [
    "refusals without a line",
    "20",
    "insert into ledger.entries select entry.*;",
    "if p_code = 'PERMITTED' then insert into ledger.entries select entry.*; end if;",
  ],
  ["any login", "10", "if session_user = 'xyd_' || who.persona then", "if true then"],
  [
    "any bytes signed",
    "46",
    "elsif p_artefact_hash is distinct from consent.artefact_hash then",
    "elsif false then",
  ],
];

const broken = async () => {
  for (const [promise, holds] of Object.entries(promises)) if (!(await holds())) return promise;
  return null;
};

afterEach(() => restoreGate(poolOf("migrator")));

test("the gate as it stands keeps every promise", async () => {
  expect(await broken()).toBeNull();
});

test.each(mutants)("%s: noticed", async (_name, file, from, to) => {
  await mutateGate(poolOf("migrator"), file, from, to);
  expect(await broken().catch((error: Error) => error.message)).not.toBeNull();
});
