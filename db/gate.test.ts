import { expect, test } from "vitest";
import { defaultScopes, expireConsent, makeConsent, revokeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { open, read, take } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, makeFacts, signIn } from "@/tests/parties";

const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];
const months = ["2026-08-01", "2026-09-01", "2026-10-01"];

/** An enterprise, a bank, an application and a live consent, committed. */
async function stage(wanted: Partial<Parameters<typeof makeConsent>[1]> = {}) {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  await makeFacts(admin, enterprise, [...defaultScopes, "tax_declarations:monthly"], months);
  const consent = await makeConsent(sme, { enterprise, bank: lender, applicationId, ...wanted });
  const question = { token: lender.token, consentId: consent.id, applicationId };
  return { enterprise, lender, applicationId, consent, question };
}

const codesOf = async (chain: string) => {
  const { rows } = await admin.query<{ line: string }>(
    "select action || ' ' || code as line from ledger.entries where chain = $1 order by seq",
    [chain],
  );
  return rows.map(({ line }) => line);
};

test("what is covered is released, and only that", async () => {
  const { question, enterprise } = await stage();
  expect(await read(bank, question)).toBe(3);
  expect(await read(bank, { ...question, from: "2026-09-01" })).toBe(2);
  expect(await read(bank, { ...question, scopes: defaultScopes })).toBe(6);
  expect(await codesOf(enterprise.id)).toEqual([
    "consent.request REQUESTED",
    "consent.sign SIGNED",
    ...Array.from({ length: 3 }, () => "gate.open PERMITTED"),
  ]);
});

test.each([
  ["PURPOSE_MISMATCH", { purpose: "post_loan_monitoring" }],
  ["APPLICATION_MISMATCH", { applicationId: null }],
  ["ITEM_NOT_COVERED", { scopes: ["tax_declarations:monthly"] }],
  ["ITEM_NOT_COVERED", { scopes: [] }],
  ["ITEM_NOT_COVERED", { scopes: ["tax_declarations:indicator", "tax_declarations:indicator"] }],
  ["ITEM_NOT_COVERED", { scopes: ["tax_declarations:indicator", "vat_invoices:raw"] }],
  ["PERIOD_NOT_COVERED", { from: "2025-12-31" }],
  ["PERIOD_NOT_COVERED", { to: "2026-11-01" }],
  ["PERIOD_NOT_COVERED", { from: "2026-10-31", to: "2026-01-01" }],
  ["PERIOD_NOT_COVERED", { to: "infinity" }],
])("%s for %o, with its line in the enterprise's chain", async (code, change) => {
  const { question, enterprise } = await stage();
  expect(await read(bank, { ...question, ...change })).toBe(code);
  expect((await codesOf(enterprise.id)).at(-1)).toBe(`gate.open ${code}`);
});

test("a foreign consent is an unknown one: same answer, a line in the asker's own chain", async () => {
  const { question, enterprise } = await stage();
  const stranger = await makeBank(admin);
  const unknown = "00000000-0000-4000-8000-000000000000";
  for (const consentId of [question.consentId, unknown])
    expect(await read(bank, { ...question, token: stranger.token, consentId })).toBe(
      "NO_SUCH_CONSENT",
    );
  expect(await codesOf(stranger.id)).toEqual(Array(2).fill("gate.open NO_SUCH_CONSENT"));
  expect(await codesOf(enterprise.id)).toHaveLength(2);
});

test("a consent to a bank is not open to the enterprise's own login, nor the reverse", async () => {
  const { question, enterprise } = await stage();
  expect(await read(sme, { ...question, token: enterprise.token })).toBe("NO_SUCH_CONSENT");
  // A token is worth nothing on another persona's login.
  expect(await read(bank, { ...question, token: enterprise.token })).toBe("NO_SESSION");
  expect(await read(sme, question)).toBe("NO_SESSION");
  expect(await read(bank, { ...question, token: "guessed" })).toBe("NO_SESSION");
});

test("the platform reads for matching at the enterprise's request", async () => {
  const enterprise = await makeEnterprise(admin);
  await makeFacts(admin, enterprise, defaultScopes, months);
  const { id: consentId } = await makeConsent(sme, { enterprise });
  const question = { token: enterprise.token, consentId, purpose: "platform_matching" };
  expect(await read(sme, question)).toBe(3);
  const other = await makeEnterprise(admin);
  expect(await read(sme, { ...question, token: other.token })).toBe("NO_SUCH_CONSENT");
});

test("a ticket is single, its opener's, and not for its own transaction", async () => {
  const { question, lender, enterprise } = await stage();
  const opened = await open(bank, question);
  const colleague = await signIn(admin, "bank", "officer", { bankId: lender.id });
  expect((await take(bank, colleague.token, opened.ticket))[0]?.refusal).toBe("NO_SUCH_TICKET");
  expect(await take(bank, lender.token, opened.ticket)).toHaveLength(3);
  expect((await take(bank, lender.token, opened.ticket))[0]?.refusal).toBe("TICKET_USED");

  const client = await bank.connect();
  await client.query("begin");
  const held = await open(client, question);
  expect((await take(client, lender.token, held.ticket))[0]?.refusal).toBe("OPEN_NOT_COMMITTED");
  await client.query("rollback");
  client.release();
  expect((await take(bank, lender.token, held.ticket))[0]?.refusal).toBe("NO_SUCH_TICKET");
  expect((await codesOf(enterprise.id)).at(-1)).toBe("gate.take TICKET_USED");
});

test("a ticket lives for thirty seconds", async () => {
  const { question, lender } = await stage();
  const { ticket } = await open(bank, question);
  await admin.query(
    "update auth.tickets set opened_at = opened_at - interval '30 seconds' where id = $1",
    [ticket],
  );
  expect((await take(bank, lender.token, ticket))[0]?.refusal).toBe("TICKET_EXPIRED");
});

const shanghaiDay = async () =>
  (
    await admin.query<{ day: string }>(
      "select (clock_timestamp() at time zone 'Asia/Shanghai')::date::text as day",
    )
  ).rows[0]!.day;

test("so many reads a day, counted when they are opened", async () => {
  const readsPer = { unit: "day", count: 2 } as const;
  let before: string;
  let answers: unknown[];
  // Reads that midnight in Shanghai came between are of two days: others are counted then.
  do {
    const { question } = await stage({ change: { readsPer } });
    before = await shanghaiDay();
    answers = await Promise.all([1, 2, 3, 4].map(() => read(bank, question)));
  } while (before !== (await shanghaiDay()));
  expect(answers.filter((answer) => answer === 3)).toHaveLength(2);
  expect(answers.filter((answer) => answer === "QUOTA_EXHAUSTED")).toHaveLength(2);
  const all = await stage({ change: { maxReads: 1 } });
  expect(await read(bank, all.question)).toBe(3);
  expect(await read(bank, all.question)).toBe("QUOTA_EXHAUSTED");
});

test("a dropped item is gone at once, also for a ticket in hand", async () => {
  const { question, lender, consent } = await stage();
  const { ticket } = await open(bank, question);
  await admin.query(
    "update app.consent_items set dropped_at = clock_timestamp() where consent_id = $1 and item = 'tax_declarations'",
    [consent.id],
  );
  expect((await take(bank, lender.token, ticket))[0]?.refusal).toBe("ITEM_NOT_COVERED");
  expect(await read(bank, question)).toBe("ITEM_NOT_COVERED");
});

test("revoking bites at once, once, and takes the application with it", async () => {
  const { question, lender, enterprise, consent, applicationId } = await stage();
  await admin.query(
    "update app.applications set status = 'submitted', submitted_at = clock_timestamp(), consent_id = $1 where id = $2",
    [consent.id, applicationId],
  );
  const { ticket } = await open(bank, question);
  const first = await revokeConsent(sme, enterprise, consent.id);
  expect(first.refusal).toBeNull();
  expect((await take(bank, lender.token, ticket))[0]?.refusal).toBe("CONSENT_REVOKED");
  expect(await read(bank, question)).toBe("CONSENT_REVOKED");
  expect(await revokeConsent(sme, enterprise, consent.id)).toEqual(first);
  const { rows } = await admin.query(
    `select status, (select array_agg(name order by id) from app.events where enterprise_id = $2) as events,
       (select "to" from app.application_events where application_id = $1) as moved
     from app.applications where id = $1`,
    [applicationId, enterprise.id],
  );
  expect(rows).toEqual([
    {
      status: "consent_lost",
      moved: "consent_lost",
      events: ["erasure.started", "consent.revoked", "application.consent_lost"],
    },
  ]);
  expect((await codesOf(enterprise.id)).filter((line) => line.endsWith(" REVOKED"))).toHaveLength(
    1,
  );
});

test("nobody revokes another's consent", async () => {
  const { consent, question } = await stage();
  const other = await makeEnterprise(admin);
  expect((await revokeConsent(sme, other, consent.id)).refusal).toBe("NO_SUCH_CONSENT");
  expect(await read(bank, question)).toBe(3);
});

test("a bank may give its consent back", async () => {
  const { consent, question, lender } = await stage();
  const give = () =>
    bank.query("select refusal from gate.consent_relinquish($1, $2, 'declined')", [
      lender.token,
      consent.id,
    ]);
  expect((await give()).rows).toEqual([{ refusal: null }]);
  expect((await give()).rows).toEqual([{ refusal: null }]);
  expect(await read(bank, question)).toBe("CONSENT_RELINQUISHED");
});

test("expiry is noticed inside a transaction that was begun before it", async () => {
  const { question, lender, consent } = await stage();
  const early = await open(bank, question);
  expect(early.refusal).toBeNull();
  const client = await bank.connect();
  await client.query("begin");
  await client.query("select 1");
  await expireConsent(admin, consent.id);
  expect((await take(client, lender.token, early.ticket))[0]?.refusal).toBe("CONSENT_EXPIRED");
  expect((await open(client, question)).refusal).toBe("CONSENT_EXPIRED");
  await client.query("commit");
  client.release();
});

test("not before it begins", async () => {
  const { question } = await stage({ from: 60_000 });
  expect(await read(bank, question)).toBe("CONSENT_SCHEDULED");
});

test("an application that is over is not read, whoever forgot to end the consent", async () => {
  const { question, applicationId } = await stage();
  await admin.query("update app.applications set status = 'withdrawn' where id = $1", [
    applicationId,
  ]);
  expect(await read(bank, question)).toBe("APPLICATION_CLOSED");
});

test("once the loan is drawn there is nothing left to decide, and nothing left to read", async () => {
  const { question, applicationId, consent } = await stage();
  const walk = [
    "submitted",
    "accepted",
    "under_review",
    "offered",
    "accepted_by_enterprise",
    "contracted",
  ];
  const move = (status: string) =>
    admin.query(
      "update app.applications set status = $2, submitted_at = clock_timestamp(), consent_id = $3 where id = $1",
      [applicationId, status, consent.id],
    );
  for (const status of walk) await move(status);
  expect(await read(bank, question)).toBe(3);
  await move("disbursed");
  expect(await read(bank, question)).toBe("APPLICATION_CLOSED");
});

test("a pinned snapshot is refused", async () => {
  const { question } = await stage();
  const client = await bank.connect();
  await client.query("begin isolation level repeatable read");
  await expect(open(client, question)).rejects.toMatchObject({ code: "25001" });
  await client.query("rollback");
  client.release();
});

test("whoever is dismissed or signed out is out at the next statement", async () => {
  const { question, lender } = await stage();
  const { ticket } = await open(bank, question);
  await admin.query("update auth.people set disabled_at = clock_timestamp() where id = $1", [
    lender.personId,
  ]);
  expect((await take(bank, lender.token, ticket))[0]?.refusal).toBe("NO_SESSION");
  const again = await stage();
  await poolOf("public").query("select auth.session_end($1)", [again.lender.token]);
  expect(await read(bank, again.question)).toBe("NO_SESSION");
  const { rows } = await admin.query("select code from auth.security_log limit 1");
  expect(rows).toEqual([{ code: "NO_SESSION" }]);
});

test("without a ledger nothing leaves", async () => {
  const { question } = await stage();
  await admin.query(
    "alter table ledger.entries add constraint full_disk check (code <> 'PERMITTED') not valid",
  );
  try {
    await expect(read(bank, question)).rejects.toMatchObject({ code: "23514" });
  } finally {
    await admin.query("alter table ledger.entries drop constraint full_disk");
  }
  expect(await read(bank, question)).toBe(3);
});
