import { createHash, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { compactVerify, createLocalJWKSet } from "jose";
import { beforeAll, expect, test } from "vitest";
import { reportBytes, type ReportContent } from "@/domain/reports/content";
import type { ActorOf } from "@/domain/shared/actor";
import { addMonthsToDay } from "@/domain/shared/calendar";
import { platformJwks } from "@/server/connectors/platform-signature";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";
import { listBankConsents } from "@/server/services/bank-consents/list-bank-consents";
import { revokeConsent } from "@/server/services/consents/revoke-consent";
import { signConsent } from "@/server/services/consents/sign-consent";
import type { ServiceContext, SystemContext } from "@/server/services/context";
import { importBanks } from "@/server/services/imports/import-banks";
import { importRegistry } from "@/server/services/imports/import-registry";
import { listEntries } from "@/server/services/ledger/list-entries";
import { downloadReport } from "@/server/services/reports/download-report";
import { getReport } from "@/server/services/reports/get-report";
import { listReports } from "@/server/services/reports/list-reports";
import { makeReport } from "@/server/services/reports/make-report";
import { readSharedReport } from "@/server/services/reports/read-shared-report";
import { shareReport } from "@/server/services/reports/share-report";
import { listFetches } from "@/server/services/sources/list-fetches";
import { committed, poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";
import { startSandbox } from "@/tests/sandbox";
import { holding, untilWaiting } from "@/tests/waiting";

const sandbox = await startSandbox();
const admin = poolOf("admin");
const worker = (): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "test",
});

let firms: { id: string }[] = [];
let banks: { id: string }[] = [];

beforeAll(async () => {
  await importRegistry(worker());
  await importBanks(worker());
  ({ rows: firms } = await admin.query<{ id: string }>(
    "select id from app.enterprises where status = 'operating' order by uscc",
  ));
  ({ rows: banks } = await admin.query<{ id: string }>("select id from app.banks order by code"));
});

async function person<P extends "sme" | "bank">(
  party: P,
  organizationId: string,
): Promise<ServiceContext<P>> {
  const role = party === "sme" ? "owner" : "officer";
  const { personId, token } = await signIn(admin, party, role, {
    [party === "sme" ? "enterpriseId" : "bankId"]: organizationId,
  });
  if (party === "sme")
    await admin.query("update auth.people set is_demo = true where id = $1", [personId]);
  const actor = { userId: personId, organizationId, party, role, name: "Wang", isDemo: true };
  return {
    db: committed(party, token),
    actor: actor as unknown as ActorOf<P>,
    now: new Date(),
    channel: "page",
    requestId: "test",
  };
}

const items = [
  { item: "tax_declarations", granularity: "indicator" },
  { item: "social_insurance", granularity: "band" },
] as const;

async function sign(owner: ServiceContext<"sme">, consentId: string, artefactHash: string) {
  const now = new Date();
  const secret = demoTotpSecret(owner.actor.userId);
  const code = codeOfStep(secret, Math.floor(now.getTime() / 30_000));
  return signConsent(
    { ...owner, now },
    { consentId, artefactHash, proof: { method: "totp", code } },
  );
}

test("a report is attested, shared with one institution, read there, and refused once it is taken back", async () => {
  const owner = await person("sme", firms.pop()!.id);
  const id = randomUUID();
  const made = await makeReport(owner, { id, items: [...items] });
  expect(made.number).toMatch(/^XYD-[0-9]{8}-[0-9A-Z]{8}$/);
  // Pressed twice it is one report.
  expect(await makeReport(owner, { id, items: [...items] })).toEqual(made);
  expect(await listReports(owner)).toEqual([made]);

  const file = await downloadReport(owner, { reportId: id });
  const hash = createHash("sha256").update(reportBytes(file.content as ReportContent));
  expect(hash.digest("hex")).toBe(made.contentHash);
  const { payload } = await compactVerify(
    file.attestation,
    createLocalJWKSet((await platformJwks()) as Parameters<typeof createLocalJWKSet>[0]),
  );
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
    kind: "report",
    number: made.number,
    enterprise: file.content.enterprise.uscc,
    contentHash: made.contentHash,
  });
  expect(new Set(file.content.facts.map(({ scope }) => scope))).toEqual(
    new Set(["tax_declarations:indicator", "social_insurance:band"]),
  );

  const [bankId, otherId] = [banks[0]!.id, banks[1]!.id];
  const [officer, stranger] = [await person("bank", bankId), await person("bank", otherId)];
  await expect(readSharedReport(officer, { number: made.number })).rejects.toThrow(
    "report_not_found",
  );
  const text = await shareReport(owner, { id: randomUUID(), reportId: id, bankId, language: "en" });
  // Put before the firm is not shared, and nothing that the bank could see.
  await expect(readSharedReport(officer, { number: made.number })).rejects.toThrow(
    "report_not_found",
  );
  await sign(owner, text.id, text.artefactHash);
  expect(await listFetches(owner, { consentId: text.id })).toEqual([]);
  const read = await readSharedReport(officer, { number: made.number });
  expect(read).toMatchObject({ number: made.number, contentHash: made.contentHash });
  expect(read.profile.sections.map(({ item }) => item).toSorted()).toEqual([
    "social_insurance",
    "tax_declarations",
  ]);
  await expect(readSharedReport(stranger, { number: made.number })).rejects.toThrow(
    "report_not_found",
  );
  expect(await listBankConsents(officer)).toMatchObject([{ reportNumber: made.number }]);
  expect((await getReport(owner, { reportId: id })).shares).toMatchObject([
    { consentId: text.id, status: "active", readsUsed: 1 },
  ]);

  await revokeConsent({ ...owner, now: new Date() }, { consentId: text.id });
  await expect(readSharedReport(officer, { number: made.number })).rejects.toThrow(
    "consent_revoked",
  );
  const { entries } = await listEntries(owner, { consentId: text.id });
  expect(entries[0]).toMatchObject({ action: "gate.open", code: "CONSENT_REVOKED" });
});

test("a part of a report, or another range, is none of it", async () => {
  const owner = await person("sme", firms.pop()!.id);
  const id = randomUUID();
  const report = await makeReport(owner, { id, items: [...items] });
  const officer = await person("bank", banks[0]!.id);
  const text = await shareReport(owner, {
    id: randomUUID(),
    reportId: id,
    bankId: banks[0]!.id,
    language: "zh-CN",
  });
  await sign(owner, text.id, text.artefactHash);
  const open = async (scopes: string[], from: string) =>
    (
      await officer.db.call<{ refusal: string | null }>(
        sql`select refusal from gate.gate_open(${officer.db.token}, ${text.id}::uuid, 'report_share', null, ${`{${scopes.join(",")}}`}::text[], ${from}::date, ${report.dataTo}::date)`,
      )
    )[0]!.refusal;
  expect(await open(report.scopes.slice(0, 1), report.dataFrom)).toBe("ITEM_NOT_COVERED");
  const later = addMonthsToDay(report.dataFrom, 1);
  expect(await open(report.scopes, later)).toBe("PERIOD_NOT_COVERED");
  expect(await open(report.scopes, report.dataFrom)).toBeNull();
});

test("another firm's report is not found, and an item that takes its own consent is refused", async () => {
  const [owner, other] = [
    await person("sme", firms.pop()!.id),
    await person("sme", firms.pop()!.id),
  ];
  const id = randomUUID();
  await makeReport(owner, { id, items: [...items] });
  await expect(downloadReport(other, { reportId: id })).rejects.toThrow("report_not_found");
  await expect(getReport(other, { reportId: id })).rejects.toThrow("report_not_found");
  const share = { id: randomUUID(), reportId: id, bankId: banks[0]!.id, language: "en" } as const;
  await expect(shareReport(other, share)).rejects.toThrow("report_not_found");
  await expect(
    makeReport(owner, {
      id: randomUUID(),
      items: [{ item: "representative_insurance", granularity: "indicator" }],
    }),
  ).rejects.toThrow("scope_above_ceiling");
});

test("a report says which agency was silent, and none is made where all were", async () => {
  const owner = await person("sme", firms.pop()!.id);
  await sandbox.setFault("tax", "down");
  try {
    const id = randomUUID();
    await makeReport(owner, { id, items: [...items] });
    const { content } = await downloadReport(owner, { reportId: id });
    expect(content.unreachable).toEqual(["tax_declarations"]);
    await expect(makeReport(owner, { id: randomUUID(), items: [items[0]] })).rejects.toThrow(
      "agencies_unreachable",
    );
  } finally {
    await sandbox.setFault("tax", "ok");
  }
});

test("made twice at the same moment it is one report, and the second is told so", async () => {
  const { db, actor } = await person("sme", firms.pop()!.id);
  const [key] = await db.call<{ id: string }>(
    sql`select vault.data_key(${actor.organizationId}::uuid, 'indicator', ${db.token}) as id`,
  );
  const id = randomUUID();
  const make = (number: string) =>
    db.call(
      sql`select refusal from gate.report_make(${db.token}, ${id}::uuid, ${number}, '{tax_declarations:indicator}'::text[],
        '2026-01-01', '2026-09-30', sha256('1'), 'attested', ${key!.id}::uuid, 1::smallint, 'body')`,
    );
  // The first has written its report and waits for its line; the second comes then.
  const { both } = await holding(
    "select pg_advisory_xact_lock(gate.chain_lock($1))",
    [actor.organizationId],
    async () => {
      const first = make("XYD-20261122-AAAAAAAA");
      await untilWaiting(1);
      const settled = Promise.allSettled([first, make("XYD-20261122-BBBBBBBB")]);
      await untilWaiting(2);
      return { both: settled };
    },
  );
  expect(await both).toMatchObject([
    { status: "fulfilled", value: [{ refusal: null }] },
    { status: "fulfilled", value: [{ refusal: "REPORT_EXISTS" }] },
  ]);
});
