import { createHash, randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { expect, test } from "vitest";
import { artefactBytes } from "@/domain/consents/artefact";
import { draftArtefact, item, makeConsent, requestConsent, signConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { read } from "@/tests/gate-calls";
import { untilAwaited } from "@/tests/waiting";
import { makeApplication, makeBank, makeEnterprise, makeFacts, signIn } from "@/tests/parties";

const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];
const scope = "tax_declarations:indicator";

async function stage() {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  return { enterprise, bank: lender, applicationId, items: [item(scope)] };
}

/** Held open by somebody who means no good; undone afterwards. */
async function inOpenTransaction(
  pool: typeof sme,
  begin: (client: PoolClient) => Promise<unknown>,
  meanwhile: (client: PoolClient) => Promise<unknown>,
) {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await begin(client);
    await meanwhile(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

test("asking under a stranger's consent's name holds no reader of it up", async () => {
  const wanted = await stage();
  const { id } = await makeConsent(sme, wanted);
  await makeFacts(admin, wanted.enterprise, [scope], ["2026-09-01"]);
  const stranger = await makeEnterprise(admin);
  const text = { ...draftArtefact({ enterprise: stranger }), id, family: id };
  const question = { token: wanted.bank.token, consentId: id, applicationId: wanted.applicationId };
  await inOpenTransaction(
    sme,
    async (client) =>
      expect(await requestConsent(client as never, { enterprise: stranger }, text)).toBe(
        "CONSENT_EXISTS",
      ),
    async (asking) => {
      let isRead = false;
      const reading = read(bank, question).finally(() => (isRead = true));
      await untilAwaited(asking, () => isRead);
      expect(isRead).toBe(true);
      expect(await reading).toBe(1);
    },
  );
});

test("the enterprise's own report leaves only after its line is committed", async () => {
  const { enterprise } = await stage();
  await admin.query(
    "insert into vault.data_keys (enterprise_id, granularity) values ($1, 'indicator')",
    [enterprise.id],
  );
  const key = await admin.query<{ id: string }>(
    "select id from vault.data_keys where enterprise_id = $1",
    [enterprise.id],
  );
  const report = randomUUID();
  await sme.query(
    "select gate.report_make($1, $2, $3, $4, '2026-01-01', '2026-10-31', sha256('1'), 'attested', $5, 1::smallint, 'body')",
    [
      enterprise.token,
      report,
      `XYD-20261122-${report.slice(0, 8).toUpperCase()}`,
      [scope],
      key.rows[0]!.id,
    ],
  );
  type Opened = { refusal: string | null; body: Buffer | null };
  const look = async (on: typeof sme | PoolClient, scopes = [scope]) =>
    (
      await on.query<{ seq: string }>(
        "select seq from gate.own_view($1, $2, '2026-01-01', '2026-10-31')",
        [enterprise.token, scopes],
      )
    ).rows[0]!.seq;
  const openIt = async (on: typeof sme | PoolClient, seq: string) =>
    (
      await on.query<Opened>("select refusal, body from gate.report_open($1, $2, $3)", [
        enterprise.token,
        report,
        seq,
      ])
    ).rows[0]!;
  await inOpenTransaction(
    sme,
    async () => {},
    async (client) =>
      expect(await openIt(client, await look(client))).toEqual({
        refusal: "OPEN_NOT_COMMITTED",
        body: null,
      }),
  );
  expect(await openIt(sme, await look(sme, ["vat_invoices:band"]))).toMatchObject({
    refusal: "NO_SUCH_TICKET",
  });
  expect((await openIt(sme, await look(sme))).body?.toString()).toBe("body");
});

test.each([
  [
    "a key said twice",
    (text: string) => text.replace('"maxReads":100', '"maxReads":1,"maxReads":100'),
  ],
  [
    "a key said twice within an item",
    (text: string) =>
      text.replace('"from":"2026-01-01"', '"from":"2026-09-01","from":"2026-01-01"'),
  ],
  ["an item that says nothing", (text: string) => text.replace('"items":[', '"items":[{},')],
])("a text with %s is not the text that is enforced", async (_name, change) => {
  const wanted = await stage();
  const text = draftArtefact(wanted);
  const bytes = Buffer.from(artefactBytes(text)).toString();
  expect(change(bytes)).not.toBe(bytes);
  expect(await requestConsent(sme, wanted, text, Buffer.from(change(bytes)))).toBe(
    "ARTEFACT_MISMATCH",
  );
  expect(await requestConsent(sme, wanted, text)).toBe(null);
});

test("a day that depends on when it is read is no day", async () => {
  const wanted = await stage();
  const text = { ...draftArtefact(wanted), validTo: "tomorrow" };
  expect(await requestConsent(sme, wanted, text)).toBe("ARTEFACT_MISMATCH");
});

test("a text about the person that names no facts spares nobody the second name", async () => {
  const wanted = await stage();
  const text = draftArtefact({
    ...wanted,
    items: [],
    change: {
      purpose: "outcome_backflow",
      template: { code: "outcome_backflow", version: 1, wording: "wording" },
      subject: "legal_representative",
      readsPer: { unit: "month", count: 1 },
      maxReads: 1,
      maxFetches: 1,
      dataLifeDays: 1,
    },
  });
  expect(await requestConsent(sme, wanted, text)).toBe("PERSON_ITEM_SEPARATE");
});

test("an authority that is being used ends after the signature, never before its acknowledgement", async () => {
  const wanted = await stage();
  const clerk = await signIn(admin, "sme", "clerk", { enterpriseId: wanted.enterprise.id });
  const authority = randomUUID();
  await admin.query(
    `insert into app.signing_authorities (id, enterprise_id, person_id, role, purposes, valid_from, valid_to, artefact, artefact_hash,
       method, attestation, granted_by, granted_at)
     values ($1, $2, $3, 'authorised_clerk', array['loan_application'], clock_timestamp() - interval '1 day',
       clock_timestamp() + interval '1 day', 'text', sha256('text'), 'totp', 'attested', $4, clock_timestamp())`,
    [authority, wanted.enterprise.id, clerk.personId, wanted.enterprise.personId],
  );
  const text = draftArtefact(wanted);
  expect(await requestConsent(sme, wanted, text)).toBe(null);
  const hash = createHash("sha256").update(artefactBytes(text)).digest();
  await inOpenTransaction(
    sme,
    async (client) => {
      const { rows } = await client.query(
        "select refusal from gate.consent_sign($1, $2, $3, 'authorised_clerk', 'totp', 'attested', null, $4)",
        [clerk.token, text.id, hash, authority],
      );
      expect(rows).toEqual([{ refusal: null }]);
    },
    async (signing) => {
      const ender = await sme.connect();
      try {
        await ender.query("begin");
        const pid = (await ender.query("select pg_backend_pid() as pid")).rows[0].pid as number;
        let isOver = false;
        const ending = ender
          .query("select refusal from gate.authority_end($1, $2)", [
            wanted.enterprise.token,
            authority,
          ])
          .finally(() => (isOver = true));
        await untilAwaited(signing, () => isOver);
        // It waits for the row, and not for the ledger.
        const { rows } = await admin.query<{ kind: string }>(
          "select locktype as kind from pg_locks where pid = $1 and not granted",
          [pid],
        );
        expect(rows).toEqual([{ kind: "transactionid" }]);
        await signing.query("commit");
        expect((await ending).rows).toEqual([{ refusal: null }]);
      } finally {
        ender.release(true);
      }
    },
  );
});

test("an amount stays what the signatures were counted for", async () => {
  const wanted = await stage();
  const raise = async () => {
    const client = await sme.connect();
    try {
      await client.query("begin");
      await client.query("select set_config('xyd.token', $1, true)", [wanted.enterprise.token]);
      const { rowCount } = await client.query(
        "update app.applications set amount = amount + 1 where id = $1",
        [wanted.applicationId],
      );
      await client.query("commit");
      return rowCount;
    } catch (error) {
      await client.query("rollback");
      return (error as { constraint?: string }).constraint;
    } finally {
      client.release();
    }
  };
  expect(await raise()).toBe(1);
  await makeConsent(sme, wanted);
  expect(await raise()).toBe("applications_amount_fixed");
});

test("a bank sees nothing of a text before it is signed", async () => {
  const wanted = await stage();
  const text = draftArtefact(wanted);
  expect(await requestConsent(sme, wanted, text)).toBe(null);
  const seen = async () => {
    const client = await bank.connect();
    try {
      await client.query("begin");
      await client.query("select set_config('xyd.token', $1, true)", [wanted.bank.token]);
      const count = async (from: string) =>
        Number((await client.query(`select count(*) from ${from}`, [text.id])).rows[0].count);
      return [
        await count("app.consents where id = $1"),
        await count("app.consent_items where consent_id = $1"),
        await count("ledger.entries where consent_id = $1"),
      ];
    } finally {
      await client.query("rollback");
      client.release();
    }
  };
  expect(await seen()).toEqual([0, 0, 0]);
  const hash = createHash("sha256").update(artefactBytes(text)).digest();
  expect(await signConsent(sme, wanted.enterprise, text.id, hash)).toBe(null);
  expect(await seen()).toEqual([1, 1, 1]);
});

test("nobody's codes can be used up for years to come", async () => {
  const { enterprise } = await stage();
  const use = async (step: number) =>
    (
      await sme.query<{ used: boolean }>("select auth.totp_use($1, $2) as used", [
        enterprise.personId,
        step,
      ])
    ).rows[0]!.used;
  expect(await use(2_147_483_647)).toBe(false);
  expect(await use(Math.floor(Date.now() / 30_000))).toBe(true);
});
