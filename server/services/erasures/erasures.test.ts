import { randomUUID } from "node:crypto";
import { compactVerify, importJWK } from "jose";
import { expect, test } from "vitest";
import { platformJwks } from "@/server/connectors/platform-signature";
import type { ServiceContext, SystemContext } from "@/server/services/context";
import { announceOverdue } from "@/server/services/erasures/announce-overdue";
import { attestErasure } from "@/server/services/erasures/attest-erasure";
import { getErasureOverview } from "@/server/services/erasures/get-erasure-overview";
import { listBankErasures } from "@/server/services/erasures/list-bank-erasures";
import { listOwnErasures } from "@/server/services/erasures/list-own-erasures";
import { item, makeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { read } from "@/tests/gate-calls";
import {
  makeApplication,
  makeBank,
  makeEnterprise,
  makeFacts,
  signIn,
  type SignedIn,
} from "@/tests/parties";

const [admin, sme] = [poolOf("admin"), poolOf("sme")];
const scope = "tax_declarations:indicator";
const day = 86_400_000;

const of = <P extends "sme" | "bank">(party: P, who: SignedIn) =>
  ({
    db: committed(party, who.token),
    actor: {
      party,
      role: party === "sme" ? "owner" : "officer",
      userId: who.personId,
      organizationId: who.id,
      name: "Wang",
      isDemo: false,
    },
    now: new Date(),
    channel: "page",
    requestId: randomUUID(),
  }) as unknown as ServiceContext<P>;
const system = (): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: randomUUID(),
});

async function stage() {
  const enterprise = await makeEnterprise(admin);
  const bank = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const items = [item(scope), item("social_insurance:band")];
  const { id: consentId } = await makeConsent(sme, { enterprise, bank, applicationId, items });
  await makeFacts(admin, enterprise, [scope], ["2026-10-01"]);
  return { enterprise, bank, applicationId, consentId };
}
const revoke = (enterprise: SignedIn, consentId: string, isDemanded: boolean) =>
  sme.query("select * from gate.consent_revoke($1, $2, null, $3)", [
    enterprise.token,
    consentId,
    isDemanded,
  ]);
const pastDue = (consentId: string) =>
  admin.query(
    "update app.erasures set started_at = started_at - interval '40 days', due_at = due_at - interval '40 days' where consent_id = $1",
    [consentId],
  );
const linesOf = async (chain: string, action: string) =>
  (
    await admin.query<{ code: string; consent_id: string | null }>(
      "select code, consent_id from ledger.entries where chain = $1 and action = $2 order by seq",
      [chain, action],
    )
  ).rows;
const isOverdue = async ({ id }: SignedIn) =>
  (await admin.query("select gate.bank_is_overdue($1) as late", [id])).rows[0].late as boolean;
const declaration = { statement: "everything_deleted", note: "" } as const;

test.each([
  [false, "ended", 30],
  [true, "demanded", 7],
])(
  "a revoked consent (deletion demanded: %s) is to be deleted by its day",
  async (demand, reason, days) => {
    const { enterprise, bank, consentId, applicationId } = await stage();
    const question = { token: bank.token, consentId, applicationId, scopes: [scope] };
    expect(await read(poolOf("bank"), question)).toBe(1);
    await revoke(enterprise, consentId, demand);
    const { rows, counts } = await listBankErasures(of("bank", bank), { tab: "open" });
    expect(counts).toEqual({ open: 1, overdue: 0 });
    expect(rows).toMatchObject([
      {
        consentId,
        reason,
        state: "due",
        daysLeft: days,
        purpose: "loan_application",
        enterprise: { name: enterprise.name, uscc: enterprise.uscc },
        scopes: [scope],
        reads: 1,
        declared: null,
      },
    ]);
    const { dueAt, startedAt } = rows[0]!;
    expect(dueAt.getTime() - startedAt.getTime()).toBe(days * day);
    expect((await listOwnErasures(of("sme", enterprise), {})).rows).toMatchObject([
      { consentId, reason, state: "due", attestation: null, bank: { name: bank.name } },
    ]);
    // Ended twice over, it is still one duty with its first day.
    await admin.query(
      "select gate.erasure_start(consents, 'ended', clock_timestamp()) from app.consents where id = $1",
      [consentId],
    );
    expect((await listBankErasures(of("bank", bank), { tab: "open" })).rows[0]!.dueAt).toEqual(
      dueAt,
    );
  },
);

test("what a bank declares is signed by the platform, recorded, and seen by the enterprise", async () => {
  const { enterprise, bank, consentId } = await stage();
  await revoke(enterprise, consentId, true);
  const [duty] = (await listBankErasures(of("bank", bank), { tab: "open" })).rows;
  const input = { erasureId: duty!.id, statement: "kept_by_law", note: "会计法，凭证" } as const;
  await attestErasure(of("bank", bank), input);
  expect(await linesOf(enterprise.id, "erasure.attest")).toEqual([
    { code: "ATTESTED", consent_id: consentId },
  ]);
  const [seen] = (await listOwnErasures(of("sme", enterprise), { consentId })).rows;
  expect(seen).toMatchObject({
    state: "attested",
    declared: { statement: "kept_by_law", note: "会计法，凭证" },
  });
  const { payload } = await compactVerify(
    seen!.attestation!,
    await importJWK((await platformJwks()).keys[0]!, "EdDSA"),
  );
  expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
    bank: bank.uscc,
    person: bank.personId,
    consent: consentId,
  });
  await expect(attestErasure(of("bank", bank), input)).rejects.toThrow("erasure_already_attested");
  expect((await listBankErasures(of("bank", bank), { tab: "open" })).rows).toEqual([]);
  expect((await listBankErasures(of("bank", bank), { tab: "attested" })).rows).toMatchObject([
    { state: "attested", attestedBy: "Wang" },
  ]);
});

test("overdue stops the bank at once, is said once, and ends with the declaration", async () => {
  const { enterprise, bank, consentId } = await stage();
  await revoke(enterprise, consentId, false);
  expect(await isOverdue(bank)).toBe(false);
  expect(await announceOverdue(system())).toBe(0);
  await pastDue(consentId);
  expect(await isOverdue(bank)).toBe(true);
  expect(await announceOverdue(system())).toBe(1);
  expect(await announceOverdue(system())).toBe(0);
  expect(await linesOf(enterprise.id, "erasure.overdue")).toEqual([
    { code: "OVERDUE", consent_id: consentId },
  ]);
  const { rows: events } = await admin.query(
    "select name, enterprise_id, bank_id from app.events where subject_id = $1 and name like 'erasure%' order by at",
    [consentId],
  );
  const parties = { enterprise_id: enterprise.id, bank_id: bank.id };
  expect(events).toEqual([
    { name: "erasure.started", ...parties },
    { name: "erasure.overdue", ...parties },
  ]);
  const seat = await signIn(admin, "credit_office", "analyst");
  const office = {
    ...of("bank", bank),
    db: committed("office", seat.token),
    actor: { party: "credit_office", role: "analyst", userId: seat.personId },
  } as unknown as ServiceContext<"credit_office">;
  const seen = await getErasureOverview(office);
  expect(seen.banks.find(({ code }) => code === bank.uscc)).toMatchObject({ due: 0, overdue: 1 });
  const late = seen.overdue.find(({ bank: one }) => one.name === bank.name);
  expect(late).toMatchObject({ enterprise: enterprise.name, daysLate: 10 });

  const [duty] = (await listBankErasures(of("bank", bank), { tab: "open" })).rows;
  expect(duty).toMatchObject({ state: "overdue" });
  await attestErasure(of("bank", bank), { erasureId: duty!.id, ...declaration });
  expect(await isOverdue(bank)).toBe(false);
  const after = await getErasureOverview(office);
  expect(after.banks.find(({ code }) => code === bank.uscc)).toMatchObject({
    overdue: 0,
    attested: 1,
    attestedLate: 1,
  });
});

test("another bank neither sees nor confirms it, and that it tried is in its own chain", async () => {
  const { enterprise, bank, consentId } = await stage();
  await revoke(enterprise, consentId, true);
  const [duty] = (await listBankErasures(of("bank", bank), { tab: "open" })).rows;
  const other = await makeBank(admin);
  expect((await listBankErasures(of("bank", other), { tab: "open" })).rows).toEqual([]);
  const attempt = attestErasure(of("bank", other), { erasureId: duty!.id, ...declaration });
  await expect(attempt).rejects.toThrow("erasure_not_found");
  const { rows } = await poolOf("bank").query(
    "select refusal, attested_at from gate.erasure_attest($1, $2, 'attested')",
    [other.token, duty!.id],
  );
  expect(rows).toEqual([{ refusal: "NO_SUCH_ERASURE", attested_at: null }]);
  expect(await linesOf(other.id, "erasure.attest")).toEqual([
    { code: "NO_SUCH_ERASURE", consent_id: null },
  ]);
  const stranger = await makeEnterprise(admin);
  expect((await listOwnErasures(of("sme", stranger), { consentId })).rows).toEqual([]);
  for (const persona of ["sme", "office", "worker"] as const)
    await expect(
      poolOf(persona).query("select gate.erasure_attest('', $1, '')", [duty!.id]),
    ).rejects.toMatchObject({ code: "42501" });
  await expect(
    committed("bank", bank.token).transaction((tx) =>
      tx.execute("update app.erasures set attested_at = clock_timestamp()"),
    ),
  ).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("two colleagues at the same moment: one declares, the other is told", async () => {
  const { enterprise, bank, consentId } = await stage();
  await revoke(enterprise, consentId, true);
  const [duty] = (await listBankErasures(of("bank", bank), { tab: "open" })).rows;
  const colleague = { ...bank, ...(await signIn(admin, "bank", "approver", { bankId: bank.id })) };
  const both = await Promise.allSettled(
    [bank, colleague].map((who) =>
      attestErasure(of("bank", who), { erasureId: duty!.id, ...declaration }),
    ),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect((await linesOf(enterprise.id, "erasure.attest")).map(({ code }) => code)).toEqual([
    "ATTESTED",
    "ALREADY_ATTESTED",
  ]);
});

test("the platform's own matching leaves no duty at a bank", async () => {
  const enterprise = await makeEnterprise(admin);
  const { id } = await makeConsent(sme, { enterprise, items: [item(scope)] });
  await revoke(enterprise, id, true);
  expect((await listOwnErasures(of("sme", enterprise), {})).rows).toEqual([]);
});
