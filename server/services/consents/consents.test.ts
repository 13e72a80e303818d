import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications, consents, entries, erasures } from "@/db/schema";
import type { ItemCode } from "@/domain/sources/catalogue";
import { prepareApplication } from "@/server/services/applications/prepare-application";
import { submitApplication } from "@/server/services/applications/submit-application";
import { announceEnds } from "@/server/services/consents/announce-ends";
import { compareConsents } from "@/server/services/consents/compare-consents";
import { getConsent } from "@/server/services/consents/get-consent";
import { getConsequences } from "@/server/services/consents/get-consequences";
import { listOfficeConsents } from "@/server/services/consents/list-office-consents";
import { listOwnConsents } from "@/server/services/consents/list-own-consents";
import { narrowConsent } from "@/server/services/consents/narrow-consent";
import { pauseConsent } from "@/server/services/consents/pause-consent";
import { rejectConsent } from "@/server/services/consents/reject-consent";
import { requestConsent } from "@/server/services/consents/request-consent";
import { resumeConsent } from "@/server/services/consents/resume-consent";
import { reviseConsent } from "@/server/services/consents/revise-consent";
import { getRevisionRoom } from "@/server/services/consents/revision-room";
import { revokeConsent } from "@/server/services/consents/revoke-consent";
import { signConsent } from "@/server/services/consents/sign-consent";
import { terminateConsent } from "@/server/services/consents/terminate-consent";
import { shanghaiDay } from "@/domain/shared/calendar";
import { aBank, anOffer, aPerson, productContent } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { aClerk, aNeed, anOwner, aProductSaying } from "@/tests/enterprise-factories";
import { byCode } from "@/tests/signing";

/** The gate goes by its own clock: what is signed, is signed today. */
const today = new Date();
const inDays = (days: number) => new Date(today.getTime() + days * 86_400_000);
const language = "en" as const;
const optional = { item: "vat_invoices", granularity: "band" } as const;
const required = { item: "tax_declarations", granularity: "indicator" } as const;

/** Submitted under a consent for what the bank must see; one more item was left out. */
async function aSubmitted(stage: Stage) {
  const owner = await anOwner(stage);
  const bankId = await aBank(stage.admin);
  const why = { zh: "看开票", en: "Invoices" };
  const productId = await aProductSaying(stage.admin, bankId, {
    items: [...productContent.items, { ...optional, why, isRequired: false }],
  });
  const need = await aNeed(stage.admin, owner.enterpriseId);
  const applicationId = randomUUID();
  await prepareApplication(owner.context(today), { id: applicationId, needId: need.id, productId });
  const { id: consentId, artefactHash } = await requestConsent(owner.context(today), {
    id: randomUUID(),
    purpose: "loan_application",
    language,
    applicationId,
    optionalItems: [],
  });
  const proof = byCode(owner.code(today));
  await submitApplication(owner.context(today), { applicationId, consentId, artefactHash, proof });
  return { owner, bankId, applicationId, consentId };
}

async function aMatching(stage: Stage, items: ItemCode[]) {
  const owner = await anOwner(stage);
  const text = await requestConsent(owner.context(today), {
    id: randomUUID(),
    purpose: "platform_matching",
    language,
    items,
  });
  await signConsent(owner.context(today), {
    consentId: text.id,
    artefactHash: text.artefactHash,
    proof: byCode(owner.code(today)),
  });
  return { owner, consentId: text.id };
}

/** A one-time code is good once: the next signature is made a minute later. */
async function signNext(
  { context, code }: Awaited<ReturnType<typeof anOwner>>,
  { id: consentId, artefactHash }: { id: string; artefactHash: string },
) {
  const at = new Date(today.getTime() + 60_000);
  return signConsent(context(at), { consentId, artefactHash, proof: byCode(code(at)) });
}

test("a text says what is required, and nothing optional is in it unasked", () =>
  inRollback(async (stage) => {
    const { owner, consentId } = await aSubmitted(stage);
    const consent = await getConsent(owner.context(today), { consentId });
    expect(consent.items).toMatchObject([{ ...required, isRequired: true, isDropped: false }]);
    expect(JSON.parse(consent.artefact)).toMatchObject({
      subject: "enterprise",
      report: null,
      ask: null,
      items: [{ ...required, required: true }],
    });
    expect(consent.ceilings.dataMonths).toBe(36);
  }));

test("paused and resumed by the owner; a clerk only pauses", () =>
  inRollback(async (stage) => {
    const { owner, consentId } = await aSubmitted(stage);
    const clerk = await aClerk(stage, owner.enterpriseId);
    await pauseConsent(clerk(today), { consentId });
    const statusNow = async () => (await getConsent(owner.context(today), { consentId })).status;
    expect(await statusNow()).toBe("paused");
    await expect(resumeConsent(clerk(today), { consentId })).rejects.toThrow(
      "consent.resume_forbidden",
    );
    await resumeConsent(owner.context(today), { consentId });
    expect(await statusNow()).toBe("active");
    const stranger = await anOwner(stage);
    await expect(pauseConsent(stranger.context(today), { consentId })).rejects.toThrow(
      "consent_not_found",
    );
  }));

test("narrowing keeps what is not dropped, ends earlier, and can never give more", () =>
  inRollback(async (stage) => {
    const { owner, consentId } = await aMatching(stage, ["tax_declarations", "social_insurance"]);
    const narrow = (input: Omit<Parameters<typeof narrowConsent>[1], "consentId">) =>
      narrowConsent(owner.context(today), { consentId, ...input });
    await narrow({
      drops: [{ item: "social_insurance", granularity: "indicator" }],
      until: shanghaiDay(inDays(9)),
    });
    const consent = await getConsent(owner.context(today), { consentId });
    expect(consent.items.filter(({ isDropped }) => !isDropped)).toMatchObject([required]);
    expect(shanghaiDay(new Date(consent.validTo.getTime() - 1))).toBe(shanghaiDay(inDays(9)));
    await expect(narrow({ drops: [], until: shanghaiDay(inDays(10)) })).rejects.toThrow(
      "would_widen",
    );
    await expect(narrow({ drops: [required] })).rejects.toThrow("nothing_left");
    await expect(narrow({ drops: [optional] })).rejects.toThrow("item_not_covered");
    await expect(narrow({ drops: [] })).rejects.toThrow("nothing_narrowed");
  }));

test("in review an optional item is added by a new text; the application follows the signature", () =>
  inRollback(async (stage) => {
    const { owner, applicationId, consentId } = await aSubmitted(stage);
    const context = owner.context(today);
    const room = await getRevisionRoom(context, { consentId, language });
    expect(room.items).toEqual([{ ...optional, why: "Invoices" }]);
    const id = randomUUID();
    const input = { id, consentId, language, add: [optional] };
    const text = await reviseConsent(context, input);
    expect(await reviseConsent(context, input)).toEqual(text);
    expect(text).toMatchObject({ familyId: consentId, revision: 2, status: "requested" });
    const boundTo = async () =>
      (await stage.admin.select().from(applications).where(eq(applications.id, applicationId)))[0]!
        .consentId;
    expect(await boundTo()).toBe(consentId);
    const { before, differences } = await compareConsents(context, { consentId: id });
    expect(before).toEqual({ id: consentId, revision: 1 });
    expect(differences.filter(({ change }) => change !== "same")).toMatchObject([
      { about: "item", ...optional, change: "widened", before: null },
    ]);
    await signNext(owner, text);
    expect(await boundTo()).toBe(id);
    expect((await getConsent(context, { consentId })).status).toBe("superseded");
    expect((await listOwnConsents(context)).map((one) => [one.revision, one.status])).toEqual([
      [2, "active"],
      [1, "superseded"],
    ]);
  }));

test("a revision lasts no longer than its purpose allows, and adds only what is wanted", () =>
  inRollback(async (stage) => {
    const { owner, consentId } = await aSubmitted(stage);
    const revise = (over: object) =>
      reviseConsent(owner.context(today), {
        id: randomUUID(),
        consentId,
        language,
        add: [],
        ...over,
      });
    await expect(revise({ until: shanghaiDay(inDays(31)) })).rejects.toThrow(
      "validity_above_ceiling",
    );
    await expect(revise({})).rejects.toThrow("nothing_revised");
    await expect(revise({ add: [{ item: "gas_usage", granularity: "band" }] })).rejects.toThrow(
      "item_not_asked_for",
    );
    const longest = await revise({ until: shanghaiDay(inDays(30)) });
    expect(longest.validTo.getTime()).toBeLessThanOrEqual(inDays(30).getTime());
    await revokeConsent(owner.context(today), { consentId });
    await expect(revise({ add: [optional] })).rejects.toThrow("consent_revoked");
  }));

test("matching is widened by a new text in the old one's place", () =>
  inRollback(async (stage) => {
    const { owner, consentId } = await aMatching(stage, ["tax_declarations"]);
    const add = [{ item: "electricity_usage", granularity: "predicate" }] as const;
    const text = await reviseConsent(owner.context(today), {
      id: randomUUID(),
      consentId,
      language,
      add: [...add],
    });
    await signNext(owner, text);
    const live = (await listOwnConsents(owner.context(today))).filter(
      ({ status }) => status === "active",
    );
    expect(live).toHaveLength(1);
    expect(live[0]!.items.map(({ item }) => item).toSorted()).toEqual([
      "electricity_usage",
      "tax_declarations",
    ]);
  }));

test("what is put forward can be refused, by anybody of the firm", () =>
  inRollback(async (stage) => {
    const { owner, consentId } = await aSubmitted(stage);
    const clerk = await aClerk(stage, owner.enterpriseId);
    const text = await reviseConsent(owner.context(today), {
      id: randomUUID(),
      consentId,
      language,
      add: [optional],
    });
    await rejectConsent(clerk(today), { consentId: text.id });
    await expect(signNext(owner, text)).rejects.toThrow("consent_rejected");
    await expect(rejectConsent(clerk(today), { consentId })).rejects.toThrow("consent_active");
  }));

test("the consequences name what stops, what is missing and how soon what was read must go", () =>
  inRollback(async (stage) => {
    const { owner, bankId, applicationId, consentId } = await aSubmitted(stage);
    const ask = (over: object = {}) =>
      getConsequences(owner.context(today), { consentId, ...over });
    const bank = { bank: "江畔银行", bankEn: "Riverside Bank" };
    expect(await ask()).toMatchObject({
      action: "revoke",
      isLive: true,
      applications: [{ id: applicationId, ...bank, status: "submitted", isStopped: true }],
      offers: [],
      loans: [],
      missing: [],
      losesMatches: false,
      deletion: { days: 30, demandedDays: 7 },
    });
    expect(await ask({ action: "pause" })).toMatchObject({
      applications: [{ id: applicationId, isStopped: false }],
      deletion: null,
    });
    expect(await ask({ action: "narrow", drops: [required] })).toMatchObject({
      missing: [required],
      deletion: null,
    });
    const [row] = await stage.admin
      .select()
      .from(applications)
      .where(eq(applications.id, applicationId));
    const offer = await anOffer(stage.admin, row!, {
      status: "open",
      draftedBy: randomUUID(),
      approvedBy: randomUUID(),
    });
    expect((await ask()).offers).toEqual([{ id: offer.id, ...bank, status: "open" }]);
    await revokeConsent(owner.context(today), { consentId, demandDeletion: true });
    expect(await ask()).toMatchObject({
      isLive: false,
      applications: [{ status: "consent_lost" }],
    });
    expect(await stage.admin.select().from(erasures)).toMatchObject([
      { consentId, bankId, reason: "demanded" },
    ]);
  }));

test("ending matching loses the matches, and owes no bank anything", () =>
  inRollback(async (stage) => {
    const { owner, consentId } = await aMatching(stage, ["tax_declarations"]);
    expect(await getConsequences(owner.context(today), { consentId })).toMatchObject({
      losesMatches: true,
      deletion: null,
    });
  }));

test("the office sees that there is a consent, not what it covers; its supervisor may end it", () =>
  inRollback(async (stage) => {
    const { owner, consentId } = await aSubmitted(stage);
    await aMatching(stage, ["tax_declarations"]);
    const someone = { party: "credit_office", organizationId: "" } as const;
    const analyst = await aPerson(stage, { ...someone, role: "analyst" });
    const supervisor = await aPerson(stage, { ...someone, role: "supervisor" });
    const listed = async (input: Parameters<typeof listOfficeConsents>[1]) =>
      (await listOfficeConsents(analyst(today), input)).consents.find(({ id }) => id === consentId);
    expect(await listed({})).toEqual({
      id: consentId,
      enterprise: "城东五金有限公司",
      bank: expect.objectContaining({ nameEn: "Riverside Bank" }),
      purpose: "loan_application",
      status: "active",
      validFrom: today,
      validTo: inDays(30),
      createdAt: expect.any(Date),
      endedAt: null,
      items: 1,
      reads: 0,
      lastReadAt: null,
    });
    const { consents: page } = await listOfficeConsents(analyst(today), {});
    const rest = await listOfficeConsents(analyst(today), { cursor: page[0]!.id });
    expect(page).toHaveLength(2);
    expect(rest.consents).toEqual(page.slice(1));
    const reason = "A complaint was upheld";
    await expect(terminateConsent(analyst(today), { consentId, reason })).rejects.toThrow(
      "consent.terminate_forbidden",
    );
    await terminateConsent(supervisor(today), { consentId, reason });
    expect(await listed({ group: "live" })).toBeUndefined();
    expect(await listed({ group: "ended" })).toMatchObject({ status: "terminated" });
    expect(await listed({ bank: "nobody" })).toBeUndefined();
    expect(await getConsent(owner.context(today), { consentId })).toMatchObject({
      status: "terminated",
      endedReason: reason,
    });
  }));

test("the worker tells of what ran out and ends what has nothing left to look for, once", () =>
  inRollback(async (stage) => {
    const expired = await aMatching(stage, ["tax_declarations"]);
    const closed = await aSubmitted(stage);
    await stage.admin.execute(
      sql`select pg_advisory_xact_lock(gate.consent_lock(${expired.consentId}::uuid))`,
    );
    await stage.admin.execute(
      sql`update app.consents set valid = tstzrange(lower(valid), clock_timestamp()) where id = ${expired.consentId}`,
    );
    await stage.admin
      .update(applications)
      .set({ status: "timed_out" })
      .where(eq(applications.id, closed.applicationId));
    const context = {
      db: stage.as("worker", ""),
      actor: null,
      now: today,
      channel: "clock",
      requestId: "clock",
    } as const;
    expect(await announceEnds(context)).toBe(2);
    expect(await announceEnds(context)).toBe(0);
    const codesOf = async (consentId: string) =>
      (await stage.admin.select().from(entries).where(eq(entries.consentId, consentId))).map(
        ({ code }) => code,
      );
    expect(await codesOf(expired.consentId)).toContain("EXPIRED");
    expect(await codesOf(closed.consentId)).toContain("RELINQUISHED");
    const [row] = await stage.admin
      .select()
      .from(consents)
      .where(eq(consents.id, closed.consentId));
    expect(row).toMatchObject({ status: "relinquished", endedReason: "application_timed_out" });
  }));
