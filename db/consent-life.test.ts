import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { artefactBytes } from "@/domain/consents/artefact";
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
import { untilAwaited } from "@/tests/waiting";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, makeEnterprise, makeFacts, signIn } from "@/tests/parties";

const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];
const [office, worker] = [poolOf("office"), poolOf("worker")];

type Verdict = { refusal: string | null; seq: string | null };

async function stage(wanted: Partial<Parameters<typeof makeConsent>[1]> = {}) {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  await makeFacts(admin, enterprise, defaultScopes, ["2026-03-01", "2026-09-01"]);
  const consent = await makeConsent(sme, { enterprise, bank: lender, applicationId, ...wanted });
  const question = { token: lender.token, consentId: consent.id, applicationId };
  return { enterprise, lender, applicationId, consent, question };
}

async function stageMatching(wanted: Partial<Parameters<typeof makeConsent>[1]> = {}) {
  const enterprise = await makeEnterprise(admin);
  const items = [
    item("tax_declarations:indicator"),
    item("social_insurance:indicator", { from: "2026-01-01", to: "2026-10-31" }),
  ];
  const consent = await makeConsent(sme, { enterprise, items, ...wanted });
  await makeFacts(
    admin,
    enterprise,
    ["tax_declarations:indicator", "social_insurance:indicator"],
    ["2026-03-01", "2026-09-01"],
  );
  return { enterprise, consent };
}

async function act(
  name: "pause" | "resume" | "reject" | "cancel",
  token: string,
  consentId: string,
) {
  const { rows } = await (name === "cancel" ? bank : sme).query<Verdict>(
    `select refusal, seq from gate.consent_${name}($1, $2)`,
    [token, consentId],
  );
  return rows[0]!;
}

type Narrowing = { drops?: (string | null)[]; from?: string; to?: string; reads?: number };

async function narrow(token: string, consentId: string, { drops, from, to, reads }: Narrowing) {
  const { rows } = await sme.query<Verdict>(
    "select refusal, seq from gate.consent_narrow($1, $2, $3, $4, $5, $6)",
    [token, consentId, drops ?? [], from ?? null, to ?? null, reads ?? null],
  );
  return rows[0]!;
}

async function terminate(token: string, consentId: string, reason: string | null) {
  const { rows } = await office.query<Verdict>(
    "select refusal, seq from gate.consent_terminate($1, $2, $3)",
    [token, consentId, reason],
  );
  return rows[0]!;
}

async function linesOf(chain: string) {
  const { rows } = await admin.query<{ line: string }>(
    "select action || ' ' || code || ' ' || persona as line from ledger.entries where chain = $1 order by seq",
    [chain],
  );
  return rows.map(({ line }) => line);
}

async function oneOf<Row>(query: string, values: unknown[]) {
  const { rows } = await admin.query(query, values);
  return rows[0] as Row;
}

const factsOf = async (enterpriseId: string) =>
  (
    await admin.query<{ fact: string }>(
      "select scope || ' ' || period as fact from vault.facts where enterprise_id = $1 order by 1",
      [enterpriseId],
    )
  ).rows.map(({ fact }) => fact);

const announce = async () =>
  (await worker.query<{ said: number }>("select gate.announce_ends(500) as said")).rows[0]!.said;

const dutyOf = (id: string) =>
  oneOf(
    "select reason, extract(day from due_at - started_at)::integer as days from app.erasures where consent_id = $1",
    [id],
  );

const endOf = (id: string) =>
  oneOf("select status, ended_by, ended_reason from app.consents where id = $1", [id]);

const expire = (id: string) => expireConsent(admin, id);

test("paused, nothing is read; resumed, it is as before; each is one line", async () => {
  const { enterprise, consent, question } = await stage();
  expect(await read(bank, question)).toBe(2);
  expect(await act("pause", enterprise.token, consent.id)).toEqual({ refusal: null, seq: "4" });
  expect(await act("pause", enterprise.token, consent.id)).toEqual({ refusal: null, seq: null });
  expect(await read(bank, question)).toBe("CONSENT_PAUSED");
  expect((await act("resume", enterprise.token, consent.id)).refusal).toBeNull();
  expect((await act("resume", enterprise.token, consent.id)).seq).toBeNull();
  expect(await read(bank, question)).toBe(2);
  expect((await linesOf(enterprise.id)).slice(3)).toEqual([
    "consent.pause PAUSED sme",
    "gate.open CONSENT_PAUSED bank",
    "consent.resume RESUMED sme",
    "gate.open PERMITTED bank",
  ]);
});

test("pausing stops a ticket that is already in hand", async () => {
  const { enterprise, consent, question, lender } = await stage();
  const { ticket } = await open(bank, question);
  await act("pause", enterprise.token, consent.id);
  expect((await take(bank, lender.token, ticket))[0]?.refusal).toBe("CONSENT_PAUSED");
});

test("what an agency answered while it was paused is asked again", async () => {
  const { enterprise, consent } = await stage();
  await sme.query("select vault.fetch_queue($1, $2)", [enterprise.token, consent.id]);
  await act("pause", enterprise.token, consent.id);
  const { id } = await oneOf<{ id: string }>(
    "select id from vault.fetches where consent_id = $1 order by item limit 1",
    [consent.id],
  );
  await worker.query("select refusal from vault.fetch_begin($1)", [id]);
  const status = () => oneOf("select status, reason from vault.fetches where id = $1", [id]);
  expect(await status()).toEqual({ status: "discarded", reason: "CONSENT_PAUSED" });
  await act("resume", enterprise.token, consent.id);
  expect(await status()).toEqual({ status: "queued", reason: null });
});

test("another's consent is one that never was, and every refusal is a line", async () => {
  const { consent } = await stage();
  const stranger = await makeEnterprise(admin);
  const strangerBank = await makeBank(admin);
  for (const name of ["pause", "resume", "reject"] as const) {
    expect((await act(name, stranger.token, consent.id)).refusal).toBe("NO_SUCH_CONSENT");
    expect((await act(name, stranger.token, randomUUID())).refusal).toBe("NO_SUCH_CONSENT");
  }
  const drops = [defaultScopes[0]!];
  expect((await narrow(stranger.token, consent.id, { drops })).refusal).toBe("NO_SUCH_CONSENT");
  expect((await act("cancel", strangerBank.token, consent.id)).refusal).toBe("NO_SUCH_CONSENT");
  expect(await linesOf(stranger.id)).toEqual([
    "consent.pause NO_SUCH_CONSENT sme",
    "consent.pause NO_SUCH_CONSENT sme",
    "consent.resume NO_SUCH_CONSENT sme",
    "consent.resume NO_SUCH_CONSENT sme",
    "consent.reject NO_SUCH_CONSENT sme",
    "consent.reject NO_SUCH_CONSENT sme",
    "consent.narrow NO_SUCH_CONSENT sme",
  ]);
  expect(await linesOf(strangerBank.id)).toEqual(["consent.cancel NO_SUCH_CONSENT bank"]);
});

test("nobody acts without a session", async () => {
  const { consent } = await stage();
  for (const name of ["pause", "resume", "reject", "cancel"] as const)
    expect((await act(name, "no token", consent.id)).refusal).toBe("NO_SESSION");
  expect((await narrow("no token", consent.id, {})).refusal).toBe("NO_SESSION");
  expect((await terminate("no token", consent.id, "why")).refusal).toBe("NO_SESSION");
});

test("what is over cannot be paused, resumed or narrowed, and what is signed not rejected", async () => {
  const { enterprise, lender, consent } = await stage();
  expect((await act("reject", enterprise.token, consent.id)).refusal).toBe("CONSENT_ACTIVE");
  expect((await act("cancel", lender.token, consent.id)).refusal).toBe("CONSENT_ACTIVE");
  await revokeConsent(sme, enterprise, consent.id);
  for (const name of ["pause", "resume", "reject"] as const)
    expect((await act(name, enterprise.token, consent.id)).refusal).toBe("CONSENT_REVOKED");
  expect((await narrow(enterprise.token, consent.id, { reads: 1 })).refusal).toBe(
    "CONSENT_REVOKED",
  );
  const expired = await stage();
  await act("pause", expired.enterprise.token, expired.consent.id);
  await expire(expired.consent.id);
  expect((await act("resume", expired.enterprise.token, expired.consent.id)).refusal).toBe(
    "CONSENT_EXPIRED",
  );
});

test("a clerk may stop a consent but not start it again", async () => {
  const { enterprise, consent, question } = await stage();
  const clerk = await signIn(admin, "sme", "clerk", { enterpriseId: enterprise.id });
  expect((await act("pause", clerk.token, consent.id)).refusal).toBeNull();
  expect((await act("resume", clerk.token, consent.id)).refusal).toBe("SIGNER_FORBIDDEN");
  expect(await read(bank, question)).toBe("CONSENT_PAUSED");
});

test("a consent that has not begun can be paused and resumed, and is still not read", async () => {
  const { enterprise, consent, question } = await stage({ from: 60_000 });
  expect((await act("pause", enterprise.token, consent.id)).refusal).toBeNull();
  expect((await act("resume", enterprise.token, consent.id)).refusal).toBeNull();
  expect(await read(bank, question)).toBe("CONSENT_SCHEDULED");
});

test("a text put before the enterprise is rejected by it, or cancelled by the bank", async () => {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  const wanted = { enterprise, bank: lender, applicationId };
  for (const [name, token, code] of [
    ["reject", enterprise.token, "REJECTED"],
    ["cancel", lender.token, "CANCELLED"],
  ] as const) {
    const text = draftArtefact(wanted);
    await requestConsent(sme, wanted, text);
    expect((await act(name, token, text.id)).refusal).toBeNull();
    expect((await act(name, token, text.id)).seq).toBeNull();
    const hash = createHash("sha256").update(artefactBytes(text)).digest();
    expect(await signConsent(sme, enterprise, text.id, hash)).toBe(`CONSENT_${code}`);
  }
  expect(await linesOf(enterprise.id)).toEqual([
    "consent.request REQUESTED sme",
    "consent.reject REJECTED sme",
    "consent.sign CONSENT_REJECTED sme",
    "consent.request REQUESTED sme",
    "consent.cancel CANCELLED bank",
    "consent.sign CONSENT_CANCELLED sme",
  ]);
});

test("narrowing takes an item, a time, an end and reads away, in one line", async () => {
  const { enterprise, consent, question } = await stage();
  const to = new Date(Date.now() + 86_400_000).toISOString();
  const narrowing = { drops: ["social_insurance:band"], from: "2026-05-01", to, reads: 3 };
  expect((await narrow(enterprise.token, consent.id, narrowing)).refusal).toBeNull();
  expect((await narrow(enterprise.token, consent.id, narrowing)).seq).toBeNull();
  expect(await read(bank, { ...question, scopes: ["social_insurance:band"] })).toBe(
    "ITEM_NOT_COVERED",
  );
  expect(await read(bank, question)).toBe("PERIOD_NOT_COVERED");
  const inside = { ...question, from: "2026-05-01" };
  expect([
    await read(bank, inside),
    await read(bank, inside),
    await read(bank, inside),
    await read(bank, inside),
  ]).toEqual([1, 1, 1, "QUOTA_EXHAUSTED"]);
  const { rows } = await admin.query(
    "select scopes, data_from, code from ledger.entries where chain = $1 and action = 'consent.narrow'",
    [enterprise.id],
  );
  expect(rows).toEqual([
    { scopes: ["tax_declarations:indicator"], data_from: "2026-05-01", code: "NARROWED" },
  ]);
  expect(
    await oneOf("select upper(valid) as valid_to, max_reads from app.consents where id = $1", [
      consent.id,
    ]),
  ).toEqual({ valid_to: new Date(to), max_reads: 3 });
});

test.each<[string, Narrowing]>([
  ["WOULD_WIDEN", { from: "2025-12-31" }],
  ["WOULD_WIDEN", { from: "-infinity" }],
  ["WOULD_WIDEN", { to: new Date(Date.now() + 21 * 86_400_000).toISOString() }],
  ["WOULD_WIDEN", { to: "infinity" }],
  ["WOULD_WIDEN", { to: "294276-12-31T23:59:59Z" }],
  ["WOULD_WIDEN", { reads: 101 }],
  ["WOULD_WIDEN", { drops: ["social_insurance:band"], reads: 2_147_483_647 }],
  ["VALIDITY_MALFORMED", { to: new Date(Date.now() - 1).toISOString() }],
  ["VALIDITY_MALFORMED", { to: "-infinity" }],
  ["READS_MALFORMED", { reads: 0 }],
  ["READS_MALFORMED", { reads: -1 }],
  ["NOTHING_LEFT", { drops: defaultScopes }],
  ["NOTHING_LEFT", { from: "2026-11-01" }],
  ["NOTHING_LEFT", { from: "infinity" }],
  ["ITEM_NOT_COVERED", { drops: ["vat_invoices:raw"] }],
  ["ITEM_NOT_COVERED", { drops: ["social_insurance:band", "social_insurance:band"] }],
  ["ITEM_NOT_COVERED", { drops: ["social_insurance:band", null] }],
  ["ITEM_NOT_COVERED", { drops: Array.from({ length: 5000 }, () => "social_insurance:band") }],
])("%s: narrowing by %o changes nothing", async (code, narrowing) => {
  const { enterprise, consent, question } = await stage();
  expect((await narrow(enterprise.token, consent.id, narrowing)).refusal).toBe(code);
  expect(await read(bank, { ...question, scopes: defaultScopes })).toBe(4);
  expect((await linesOf(enterprise.id)).at(2)).toBe(`consent.narrow ${code} sme`);
});

const day = fc
  .integer({ min: 0, max: 400 })
  .map((days) => new Date(Date.UTC(2025, 10, 1) + days * 86_400_000).toISOString().slice(0, 10));
const narrowing = fc.record(
  {
    drops: fc.subarray([...defaultScopes, "vat_invoices:band"]),
    from: fc.oneof(day, fc.constantFrom("infinity", "-infinity")),
    to: fc
      .integer({ min: -2, max: 24 })
      .map((days) => new Date(Date.now() + days * 86_400_000).toISOString()),
    reads: fc.integer({ min: -1, max: 110 }),
  },
  { requiredKeys: [] },
);

test("whatever is asked, a narrowed consent never covers more than before", async () => {
  const { enterprise, consent } = await stage();
  const cover = () =>
    oneOf<{ scopes: string[]; from: string; to: Date; reads: number; widest: string }>(
      `select array_agg(items.scope order by items.scope) filter (where dropped_at is null) as scopes, min(data_from) as from,
         upper(valid) as to, max_reads as reads, max(data_to) as widest
       from app.consents join app.consent_items as items on items.consent_id = consents.id
       where consents.id = $1 group by consents.id`,
      [consent.id],
    );
  const seen = new Set<string | null>();
  let before = await cover();
  await fc.assert(
    fc.asyncProperty(narrowing, async (wanted) => {
      const { refusal } = await narrow(enterprise.token, consent.id, wanted);
      seen.add(refusal);
      const after = await cover();
      expect(before.scopes).toEqual(expect.arrayContaining(after.scopes));
      expect(after.scopes.length).toBeGreaterThan(0);
      expect(after.from >= before.from).toBe(true);
      expect(after.to.getTime()).toBeLessThanOrEqual(before.to.getTime());
      expect(after.reads).toBeLessThanOrEqual(before.reads);
      expect(refusal === null ? before : after).toEqual(before);
      before = after;
    }),
    // Drawn alike in every run: the cases that must be met are.
    { numRuns: 150, seed: 21 },
  );
  expect(seen.has(null) && seen.has("WOULD_WIDEN") && seen.has("NOTHING_LEFT")).toBe(true);
});

test("narrowing waits for a read in flight, and none starts after it", async () => {
  const { enterprise, consent, question, lender } = await stage();
  const held = await bank.connect();
  const { ticket } = await open(bank, question);
  await held.query("begin");
  expect(await take(held, lender.token, ticket)).toHaveLength(2);
  let isNarrowed = false;
  const narrowed = narrow(enterprise.token, consent.id, {
    drops: ["tax_declarations:indicator"],
  }).then((verdict) => {
    isNarrowed = true;
    return verdict;
  });
  await untilAwaited(held, () => isNarrowed);
  expect(isNarrowed).toBe(false);
  await held.query("commit");
  held.release();
  expect((await narrowed).refusal).toBeNull();
  expect(await read(bank, question)).toBe("ITEM_NOT_COVERED");
});

test("no reader of a dropped item has rows in hand once the narrowing is acknowledged", async () => {
  const clients = await Promise.all(Array.from({ length: 4 }, () => bank.connect()));
  let late = 0;
  for (let round = 0; round < 25; round += 1) {
    const { enterprise, consent, question, lender } = await stage();
    const race = { isAcknowledged: false, isReleased: false };
    const readers = clients.map(async (client) => {
      for (let isLast = false; !isLast;) {
        isLast = race.isAcknowledged;
        const { ticket } = await open(client, question);
        await client.query("begin");
        const rows = ticket ? await take(client, lender.token, ticket) : [];
        // The reader's transaction is still open: a narrowing that waits cannot have been acknowledged.
        if (rows.some(({ refusal }) => refusal === null)) {
          race.isReleased = true;
          if (race.isAcknowledged) late += 1;
        }
        await client.query("commit");
      }
    });
    // Whatever there is to be late with has been seen: the readers are at it.
    await vi.waitUntil(() => race.isReleased, { interval: 1, timeout: 25_000 });
    await narrow(enterprise.token, consent.id, { drops: ["tax_declarations:indicator"] });
    race.isAcknowledged = true;
    await Promise.all(readers);
  }
  for (const client of clients) client.release();
  expect(late).toBe(0);
});

test("a dropped item's fetches are discarded; a matching item's facts go unless another covers them", async () => {
  const { enterprise, consent } = await stageMatching();
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  await makeConsent(sme, {
    enterprise,
    bank: lender,
    applicationId,
    items: [item("social_insurance:indicator", { from: "2026-06-01", to: "2026-10-31" })],
  });
  await sme.query("select vault.fetch_queue($1, $2)", [enterprise.token, consent.id]);
  await narrow(enterprise.token, consent.id, { drops: ["social_insurance:indicator"] });
  expect(await factsOf(enterprise.id)).toEqual([
    "social_insurance:indicator 2026-09-01",
    "tax_declarations:indicator 2026-03-01",
    "tax_declarations:indicator 2026-09-01",
  ]);
  await narrow(enterprise.token, consent.id, { from: "2026-08-01" });
  expect(await factsOf(enterprise.id)).toEqual([
    "social_insurance:indicator 2026-09-01",
    "tax_declarations:indicator 2026-09-01",
  ]);
  const { rows } = await admin.query(
    "select item, status, reason from vault.fetches where consent_id = $1 order by item",
    [consent.id],
  );
  expect(rows).toEqual([
    { item: "social_insurance", status: "discarded", reason: "ITEM_DROPPED" },
    { item: "tax_declarations", status: "queued", reason: null },
  ]);
});

test("an answer on its way when its months were narrowed is not kept, and is asked for again", async () => {
  const { enterprise, consent } = await stageMatching();
  await sme.query("select vault.fetch_queue($1, $2)", [enterprise.token, consent.id]);
  const { id } = await oneOf<{ id: string }>(
    "select id from vault.fetches where consent_id = $1 and item = 'tax_declarations'",
    [consent.id],
  );
  const ask = async (query: string) => (await worker.query(query, [id])).rows[0];
  await ask("select refusal from vault.fetch_begin($1)");
  await narrow(enterprise.token, consent.id, { from: "2026-06-01" });
  expect(
    await ask("select refusal, stored from vault.fetch_store($1, '[]', clock_timestamp())"),
  ).toEqual({ refusal: "FETCH_QUEUED", stored: 0 });
  expect(await ask("select refusal, data_from from vault.fetch_begin($1)")).toEqual({
    refusal: null,
    data_from: "2026-06-01",
  });
});

async function revise(
  wanted: Parameters<typeof makeConsent>[1],
  before: { id: string; family?: string; revision?: number },
) {
  const change = { family: before.family ?? before.id, revision: (before.revision ?? 1) + 1 };
  return makeConsent(sme, { ...wanted, change: { ...wanted.change, ...change } });
}

test("a revision of a matching consent takes the old one's place and loses no fact it still covers", async () => {
  const { enterprise, consent } = await stageMatching();
  const items = [
    item("tax_declarations:indicator", { from: "2026-06-01", to: "2026-10-31" }),
    item("vat_invoices:indicator"),
  ];
  await revise({ enterprise, items }, consent);
  expect(await factsOf(enterprise.id)).toEqual(["tax_declarations:indicator 2026-09-01"]);
  expect(await oneOf("select status from app.consents where id = $1", [consent.id])).toEqual({
    status: "superseded",
  });
});

test("in review a revision widens an application's consent, and the application follows it", async () => {
  const { enterprise, lender, applicationId, consent, question } = await stage();
  await admin.query(
    `update app.applications set status = 'submitted', consent_id = $2, submitted_at = clock_timestamp() where id = $1`,
    [applicationId, consent.id],
  );
  const items = [...defaultScopes, "vat_invoices:band"].map((scope) => item(scope));
  await makeFacts(admin, enterprise, ["vat_invoices:band"], ["2026-09-01"]);
  const second = await revise({ enterprise, bank: lender, applicationId, items }, consent);
  expect(await read(bank, question)).toBe("CONSENT_SUPERSEDED");
  expect(
    await read(bank, {
      ...question,
      consentId: second.id,
      scopes: [...defaultScopes, "vat_invoices:band"],
    }),
  ).toBe(5);
  expect(
    await oneOf("select status, consent_id from app.applications where id = $1", [applicationId]),
  ).toEqual({ status: "submitted", consent_id: second.id });
});

test("a family's revisions follow one another, each number once", async () => {
  const { enterprise, lender, applicationId, consent } = await stage();
  const wanted = { enterprise, bank: lender, applicationId };
  const put = (revision: number) =>
    requestConsent(
      sme,
      wanted,
      draftArtefact({ ...wanted, change: { family: consent.id, revision } }),
    );
  expect(await Promise.all([put(2), put(2), put(2)])).toEqual(
    expect.arrayContaining([null, "FAMILY_MISMATCH", "FAMILY_MISMATCH"]),
  );
  expect(await put(3)).toBeNull();
  expect(await put(5)).toBe("FAMILY_MISMATCH");
});

test("the office's supervisor ends a consent with a reason; the application stops", async () => {
  const { enterprise, lender, applicationId, consent, question } = await stage();
  await admin.query(
    `update app.applications set status = 'submitted', consent_id = $2, submitted_at = clock_timestamp() where id = $1`,
    [applicationId, consent.id],
  );
  const supervisor = await signIn(admin, "credit_office", "supervisor");
  const analyst = await signIn(admin, "credit_office", "analyst");
  expect((await terminate(analyst.token, consent.id, "why")).refusal).toBe("SUPERVISOR_ONLY");
  for (const reason of [null, "", " \n "])
    expect((await terminate(supervisor.token, consent.id, reason)).refusal).toBe("REASON_REQUIRED");
  expect((await terminate(supervisor.token, randomUUID(), "why")).refusal).toBe("NO_SUCH_CONSENT");
  expect((await terminate(supervisor.token, consent.id, "a complaint")).refusal).toBeNull();
  expect((await terminate(supervisor.token, consent.id, "again")).seq).toBeNull();
  expect(await read(bank, question)).toBe("CONSENT_TERMINATED");
  expect((await linesOf(enterprise.id)).slice(2)).toEqual([
    "consent.terminate SUPERVISOR_ONLY office",
    ...Array.from({ length: 3 }, () => "consent.terminate REASON_REQUIRED office"),
    "consent.terminate TERMINATED office",
    "gate.open CONSENT_TERMINATED bank",
  ]);
  expect(
    await oneOf(
      `select applications.status, ended_reason, erasures.reason, erasures.bank_id from app.consents
       join app.applications on applications.id = application_id join app.erasures on erasures.consent_id = consents.id
       where consents.id = $1`,
      [consent.id],
    ),
  ).toEqual({
    status: "consent_lost",
    ended_reason: "a complaint",
    reason: "ended",
    bank_id: lender.id,
  });
});

test("revoking may demand deletion; every end of a bank's consent begins it", async () => {
  const demanded = await stage();
  await sme.query("select gate.consent_revoke($1, $2, null, true)", [
    demanded.enterprise.token,
    demanded.consent.id,
  ]);
  const relinquished = await stage();
  await bank.query("select gate.consent_relinquish($1, $2)", [
    relinquished.lender.token,
    relinquished.consent.id,
  ]);
  expect(await dutyOf(demanded.consent.id)).toEqual({ reason: "demanded", days: 7 });
  expect(await dutyOf(relinquished.consent.id)).toEqual({ reason: "ended", days: 30 });
});

test("what is over by the clock is announced exactly once, by however many workers", async () => {
  const expired = await stage();
  await expire(expired.consent.id);
  const spent = await stage({ change: { maxReads: 1 } });
  await read(bank, spent.question);
  const inFlight = await stage({ change: { maxReads: 1 } });
  await open(bank, inFlight.question);
  const live = await stage();
  const enterprise = await makeEnterprise(admin);
  const text = draftArtefact({ enterprise });
  await requestConsent(sme, { enterprise }, text);
  await admin.query("alter table app.consents disable trigger guard");
  await admin.query("update app.consents set answer_by = clock_timestamp() where id = $1", [
    text.id,
  ]);
  await admin.query("alter table app.consents enable trigger guard");

  await Promise.all(Array.from({ length: 4 }, announce));
  while ((await announce()) > 0);
  const announced = async ({ id }: { id: string }, consentId: string) => ({
    lines: (await linesOf(id)).filter((line) => line.endsWith("platform")),
    events: (
      await admin.query(
        `select "from", "to", actor from app.consent_events where consent_id = $1 and actor = 'clock'`,
        [consentId],
      )
    ).rows,
    told: (
      await admin.query(
        "select name from app.events where subject_id = $1 and name ~ '(expired|consumed|lapsed)$'",
        [consentId],
      )
    ).rows,
    duty: (await admin.query("select reason from app.erasures where consent_id = $1", [consentId]))
      .rows,
  });
  expect(await announced(expired.enterprise, expired.consent.id)).toEqual({
    lines: ["consent.expire EXPIRED platform"],
    events: [{ from: "active", to: "expired", actor: "clock" }],
    told: [{ name: "consent.expired" }],
    duty: [{ reason: "ended" }],
  });
  expect(await announced(spent.enterprise, spent.consent.id)).toEqual({
    lines: ["consent.consume CONSUMED platform"],
    events: [{ from: "active", to: "consumed", actor: "clock" }],
    told: [{ name: "consent.consumed" }],
    duty: [{ reason: "ended" }],
  });
  expect(await announced(enterprise, text.id)).toEqual({
    lines: ["consent.lapse LAPSED platform"],
    events: [{ from: "requested", to: "lapsed", actor: "clock" }],
    told: [],
    duty: [],
  });
  for (const { enterprise: one, consent } of [inFlight, live])
    expect(await announced(one, consent.id)).toEqual({
      lines: [],
      events: [],
      told: [],
      duty: [],
    });
  expect(await read(bank, spent.question)).toBe("CONSENT_CONSUMED");
});

test("with an expired matching consent go its facts", async () => {
  const { enterprise, consent } = await stageMatching();
  await expire(consent.id);
  while ((await announce()) > 0);
  expect(await factsOf(enterprise.id)).toEqual([]);
});

test("announcing waits for nobody: what is being read is left for the next turn", async () => {
  const { question, enterprise, consent } = await stage();
  const held = await bank.connect();
  await held.query("begin");
  await open(held, question);
  await expire(consent.id).catch(() => {});
  await held.query("rollback");
  held.release();
  await expire(consent.id);
  const reader = await sme.connect();
  await reader.query("begin");
  await reader.query("select gate.own_view($1, $2, '2026-01-01', '2026-01-31')", [
    enterprise.token,
    ["tax_declarations:monthly"],
  ]);
  // It would wait for the reader, who goes on only after it.
  await announce();
  expect((await linesOf(enterprise.id)).filter((line) => line.includes("EXPIRED"))).toEqual([]);
  await reader.query("commit");
  reader.release();
  await announce();
  expect((await linesOf(enterprise.id)).filter((line) => line.includes("EXPIRED"))).toHaveLength(1);
});

test("where an application is over the clock gives its consent back, and only there", async () => {
  const over = await stage();
  const running = await stage();
  await admin.query("update app.applications set status = 'withdrawn' where id = $1", [
    over.applicationId,
  ]);
  await Promise.all(
    Array.from({ length: 3 }, () => worker.query("select gate.end_of_closed_applications(500)")),
  );
  await worker.query("select gate.end_of_closed_applications(500)");
  expect(await endOf(over.consent.id)).toEqual({
    status: "relinquished",
    ended_by: null,
    ended_reason: "application_withdrawn",
  });
  expect((await linesOf(over.enterprise.id)).slice(2)).toEqual([
    "consent.relinquish RELINQUISHED platform",
  ]);
  expect(await endOf(running.consent.id)).toMatchObject({ status: "active" });
});

test("the office counts items and reads and learns no more; nobody else counts", async () => {
  const { consent, question, enterprise } = await stage();
  await read(bank, question);
  const supervisor = await signIn(admin, "credit_office", "supervisor");
  const { rows } = await office.query(
    "select items, reads from gate.consent_counts($1, array[$2::uuid])",
    [supervisor.token, consent.id],
  );
  expect(rows).toEqual([{ items: 2, reads: 1 }]);
  await expect(
    sme.query("select * from gate.consent_counts($1, array[$2::uuid])", [
      enterprise.token,
      consent.id,
    ]),
  ).rejects.toThrow("permission denied");
});

/** Each is true of the gate as it stands. */
const promises = {
  "narrowing waits for a read in flight": async () => {
    const { enterprise, consent, question, lender } = await stage();
    const { ticket } = await open(bank, question);
    const held = await bank.connect();
    await held.query("begin");
    await take(held, lender.token, ticket);
    const order: string[] = [];
    const narrowed = narrow(enterprise.token, consent.id, { reads: 5 })
      .then(() => order.push("narrowed"))
      .catch(() => order.push("failed"));
    await untilAwaited(held, () => order.length > 0);
    order.push("read");
    await held.query("commit");
    held.release();
    await narrowed;
    return order.join() === "read,narrowed";
  },
  "a later end is no narrowing": async () => {
    const { enterprise, consent } = await stage();
    const to = new Date(Date.now() + 25 * 86_400_000).toISOString();
    return (await narrow(enterprise.token, consent.id, { to })).refusal === "WOULD_WIDEN";
  },
  "the last look is still served": async () => {
    const { question, lender } = await stage({ change: { maxReads: 1 } });
    const { ticket } = await open(bank, question);
    await announce();
    return (await take(bank, lender.token, ticket))[0]?.refusal === null;
  },
  "what a dropped item held is gone": async () => {
    const { enterprise, consent } = await stageMatching();
    await narrow(enterprise.token, consent.id, { drops: ["social_insurance:indicator"] });
    return (await factsOf(enterprise.id)).length === 2;
  },
  "a bank owes deletion after every end": async () => {
    const { enterprise, consent } = await stage();
    await revokeConsent(sme, enterprise, consent.id);
    return (await dutyOf(consent.id)) !== undefined;
  },
  "ending needs a supervisor": async () => {
    const { consent } = await stage();
    const { token } = await signIn(admin, "credit_office", "analyst");
    return (await terminate(token, consent.id, "why")).refusal === "SUPERVISOR_ONLY";
  },
  "nobody else's text is refused": async () => {
    const { consent } = await stage();
    const stranger = await makeBank(admin);
    return (await act("cancel", stranger.token, consent.id)).refusal === "NO_SUCH_CONSENT";
  },
};

test.each<[keyof typeof promises, file: string, from: string, to: string]>([
  [
    "narrowing waits for a read in flight",
    "48",
    "  perform pg_advisory_xact_lock(gate.consent_lock(p_consent));\n",
    "",
  ],
  ["a later end is no narrowing", "48", "or p_valid_to > upper(p_consent.valid) or", "or"],
  [
    "the last look is still served",
    "48",
    "and opened_at > clock_timestamp()",
    "and false and opened_at > clock_timestamp()",
  ],
  [
    "what a dropped item held is gone",
    "47",
    "items.scope = facts.scope and items.dropped_at is null",
    "items.scope = facts.scope",
  ],
  [
    "a bank owes deletion after every end",
    "47",
    "if p_status <> 'superseded' then",
    "if false then",
  ],
  ["ending needs a supervisor", "47", "who.role <> 'supervisor'", "false"],
  ["nobody else's text is refused", "48", "recipient_id = p_who.bank_id", "true"],
])("%s, and a gate %s in which it is not so is noticed", async (name, file, from, to) => {
  const holds = promises[name];
  expect(await holds()).toBe(true);
  await mutateGate(poolOf("migrator"), file, from, to);
  try {
    // A second line of defence raises: that is noticed, too.
    expect(await holds().catch(() => false)).toBe(false);
  } finally {
    await restoreGate(poolOf("migrator"));
  }
});
