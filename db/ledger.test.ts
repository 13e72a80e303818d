import { createHash } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { entries } from "@/db/schema";
import { canonicalEntry, verifyChain } from "@/domain/ledger/entry";
import { makeConsent, revokeConsent } from "@/tests/consents";
import { admin, poolOf } from "@/tests/database";
import { read } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise } from "@/tests/parties";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const chainOf = (id: string) =>
  admin().select().from(entries).where(eq(entries.chain, id)).orderBy(asc(entries.seq));

const text = fc
  .string({ unit: "binary", maxLength: 20 })
  .filter((value) => !value.includes("\0") && value.isWellFormed());
const id = fc.uuid();
const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const content = fc.record({
  chain: id,
  seq: fc.bigInt({ min: 1n, max: 2n ** 62n }),
  at: fc.date({
    min: new Date("2000-01-01"),
    max: new Date("2199-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  }),
  action: text,
  code: text,
  persona: text,
  personId: orNull(id),
  recipientId: orNull(id),
  consentId: orNull(id),
  ticketId: orNull(id),
  scopes: fc.array(text, { maxLength: 4 }),
  dataFrom: orNull(day),
  dataTo: orNull(day),
  artefactHash: orNull(fc.uint8Array({ minLength: 32, maxLength: 32 })),
});

test("SQL and TypeScript write the same bytes of any entry", async () => {
  const db = admin();
  await fc.assert(
    fc.asyncProperty(content, async (entry) => {
      const { rows } = await db.execute(sql`
        select gate.canonical_entry(row(${entry.chain}::uuid, ${entry.seq}::bigint, '1'::xid8,
          ${entry.at.toISOString()}::timestamptz, ${entry.action}::text, ${entry.code}::text, ${entry.persona}::text,
          ${entry.personId}::uuid, ${entry.recipientId}::uuid, ${entry.consentId}::uuid, ${entry.ticketId}::uuid,
          ${sql.param(entry.scopes)}::text[], ${entry.dataFrom}::date, ${entry.dataTo}::date,
          ${entry.artefactHash && Buffer.from(entry.artefactHash)}::bytea, ''::bytea, ''::bytea)::ledger.entries) as text`);
      expect(rows[0]?.["text"]).toBe(canonicalEntry(entry));
    }),
    { numRuns: 300, seed: 24 },
  );
});

test("a chain that the gate wrote verifies, refusals and concurrent reads included", async () => {
  const pool = poolOf("admin");
  const enterprise = await makeEnterprise(pool);
  const lender = await makeBank(pool);
  const { applicationId } = await makeApplication(pool, enterprise, lender);
  const { id: consentId, hash } = await makeConsent(poolOf("sme"), {
    enterprise,
    bank: lender,
    applicationId,
  });
  const question = { token: lender.token, consentId, applicationId };
  await Promise.all(
    Array.from({ length: 20 }, (_, nth) =>
      read(poolOf("bank"), nth % 3 ? question : { ...question, scopes: ["vat_invoices:raw"] }),
    ),
  );
  await revokeConsent(poolOf("sme"), enterprise, consentId);
  const chain = await chainOf(enterprise.id);
  expect(await verifyChain(enterprise.id, chain, sha256)).toEqual({ isWhole: true, entries: 23 });
  expect(chain[1]?.artefactHash).toEqual(hash);
  expect(chain.filter(({ code }) => code === "PERMITTED")).toHaveLength(13);
});

test("nobody changes or removes a line, the superuser's plain statements included", async () => {
  for (const statement of [
    "update ledger.entries set code = 'X'",
    "delete from ledger.entries",
    "truncate ledger.entries",
  ]) {
    await expect(poolOf("admin").query(statement)).rejects.toMatchObject({ code: "42501" });
    for (const persona of ["sme", "bank", "office", "worker", "public"] as const)
      await expect(poolOf(persona).query(statement)).rejects.toMatchObject({ code: "42501" });
  }
});
