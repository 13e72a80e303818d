import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { demandDeletion } from "@/server/services/consents/demand-deletion";
import { requestConsent } from "@/server/services/consents/request-consent";
import type { ServiceContext } from "@/server/services/context";
import { expireConsent, item, makeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import {
  makeApplication,
  makeBank,
  makeEnterprise,
  makeFacts,
  type SignedIn,
} from "@/tests/parties";

const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];
const scope = "tax_declarations:indicator";
const day = 86_400_000;

const of = (who: SignedIn, now = new Date()) =>
  ({
    db: committed("sme", who.token),
    actor: {
      party: "sme",
      role: "owner",
      userId: who.personId,
      organizationId: who.id,
      name: "Wang",
      isDemo: false,
    },
    now,
    channel: "page",
    requestId: randomUUID(),
  }) as unknown as ServiceContext<"sme">;

async function stage() {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  const wanted = { enterprise, bank: lender, applicationId, items: [item(scope)] };
  const { id: consentId } = await makeConsent(sme, wanted);
  await makeFacts(admin, enterprise, [scope], ["2026-09-01"]);
  return { enterprise, lender, consentId };
}
const ends = {
  revoked: ({ enterprise, consentId }: Awaited<ReturnType<typeof stage>>) =>
    sme.query("select gate.consent_revoke($1, $2)", [enterprise.token, consentId]),
  relinquished: ({ lender, consentId }: Awaited<ReturnType<typeof stage>>) =>
    bank.query("select gate.consent_relinquish($1, $2)", [lender.token, consentId]),
};
const rowsOf = async <T>(text: string, values: unknown[]) =>
  (await admin.query(text, values)).rows as T[];
const dutyOf = async (consentId: string) =>
  (
    await rowsOf<{ reason: string; due_at: Date; started_at: Date }>(
      "select reason, due_at, started_at from app.erasures where consent_id = $1",
      [consentId],
    )
  )[0]!;
const linesOf = async (chain: string, action: string) =>
  (
    await rowsOf<{ code: string }>(
      "select code from ledger.entries where chain = $1 and action = $2 order by seq",
      [chain, action],
    )
  ).map(({ code }) => code);
const factsOf = async (enterpriseId: string) =>
  (await rowsOf("select from vault.facts where enterprise_id = $1", [enterpriseId])).length;

test.each(["revoked", "relinquished"] as const)(
  "of a consent that was %s it brings the day forward, once",
  async (how) => {
    const staged = await stage();
    const { enterprise, consentId } = staged;
    await ends[how](staged);
    expect(await dutyOf(consentId)).toMatchObject({ reason: "ended" });
    expect(await factsOf(enterprise.id)).toBe(1);

    const { dueAt } = await demandDeletion(of(enterprise), { consentId });
    const duty = await dutyOf(consentId);
    expect(duty).toMatchObject({ reason: "demanded", due_at: dueAt });
    expect(dueAt.getTime() - Date.now()).toBeGreaterThan(6.9 * day);
    expect(dueAt.getTime() - Date.now()).toBeLessThanOrEqual(7 * day);
    // What we hold ourselves and nobody else may read goes at once.
    expect(await factsOf(enterprise.id)).toBe(0);

    expect(await demandDeletion(of(enterprise), { consentId })).toEqual({ consentId, dueAt });
    expect(await linesOf(enterprise.id, "erasure.demand")).toEqual(["DEMANDED"]);
    const told = await rowsOf(
      "select from app.events where name = 'erasure.started' and subject_id = $1",
      [consentId],
    );
    expect(told).toHaveLength(2);
  },
);

test("of one that ran out and was not announced yet the duty begins with it", async () => {
  const { enterprise, consentId } = await stage();
  await expireConsent(admin, consentId);
  await demandDeletion(of(enterprise), { consentId });
  await poolOf("worker").query("select gate.announce_ends()");
  const { reason, due_at, started_at } = await dutyOf(consentId);
  expect([reason, due_at.getTime() - started_at.getTime()]).toEqual(["demanded", 7 * day]);
});

test("a day that has passed is never put off", async () => {
  const staged = await stage();
  await ends.revoked(staged);
  await admin.query(
    "update app.erasures set started_at = started_at - interval '40 days', due_at = due_at - interval '40 days' where consent_id = $1",
    [staged.consentId],
  );
  const { due_at } = await dutyOf(staged.consentId);
  const { dueAt } = await demandDeletion(of(staged.enterprise), staged);
  expect(dueAt).toEqual(due_at);
});

test("not while it lives, not once it is declared, and not by a stranger; each with its line", async () => {
  const staged = await stage();
  const { enterprise, lender, consentId } = staged;
  await expect(demandDeletion(of(enterprise), { consentId })).rejects.toThrow("consent_not_over");
  expect(await factsOf(enterprise.id)).toBe(1);
  await ends.revoked(staged);
  const stranger = await makeEnterprise(admin);
  await expect(demandDeletion(of(stranger), { consentId })).rejects.toThrow("consent_not_found");
  await expect(demandDeletion(of(stranger), { consentId: randomUUID() })).rejects.toThrow(
    "consent_not_found",
  );
  expect(await linesOf(stranger.id, "erasure.demand")).toEqual([
    "NO_SUCH_CONSENT",
    "NO_SUCH_CONSENT",
  ]);
  const [duty] = await rowsOf<{ id: string }>("select id from app.erasures where consent_id = $1", [
    consentId,
  ]);
  await bank.query("select gate.erasure_attest($1, $2, 'attested')", [lender.token, duty!.id]);
  await expect(demandDeletion(of(enterprise), { consentId })).rejects.toThrow("deletion_declared");
  expect(await linesOf(enterprise.id, "erasure.demand")).toEqual([
    "CONSENT_NOT_OVER",
    "ALREADY_ATTESTED",
  ]);
});

test("what another live consent covers stays", async () => {
  const staged = await stage();
  const { enterprise, consentId } = staged;
  const other = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, other);
  await makeConsent(sme, { enterprise, bank: other, applicationId, items: [item(scope)] });
  await ends.revoked(staged);
  await demandDeletion(of(enterprise), { consentId });
  expect(await factsOf(enterprise.id)).toBe(1);
});

test("a text that the gate refuses leaves its line, though nothing else", async () => {
  const enterprise = await makeEnterprise(admin);
  const id = randomUUID();
  // Its half hour is long over.
  const past = new Date(Date.now() - 2 * 3_600_000);
  await expect(
    requestConsent(of(enterprise, past), {
      id,
      purpose: "platform_matching",
      language: "en",
      items: ["housing_fund"],
    }),
  ).rejects.toMatchObject({ code: "UNPROCESSABLE_CONTENT", reason: "validity_malformed" });
  expect(await linesOf(enterprise.id, "consent.request")).toEqual(["VALIDITY_MALFORMED"]);
  expect(await rowsOf("select from app.consents where id = $1", [id])).toEqual([]);
});
