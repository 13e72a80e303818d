import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { getCase } from "@/server/services/applications/get-case";
import { answerAsk } from "@/server/services/asks/answer-ask";
import { declineAsk } from "@/server/services/asks/decline-ask";
import { getAskOptions } from "@/server/services/asks/get-ask-options";
import { getOwnAsk } from "@/server/services/asks/get-own-ask";
import { listBankAsks } from "@/server/services/asks/list-bank-asks";
import { listOwnAsks } from "@/server/services/asks/list-own-asks";
import { makeAsk } from "@/server/services/asks/make-ask";
import { previewAsk } from "@/server/services/asks/preview-ask";
import { withdrawAsk } from "@/server/services/asks/withdraw-ask";
import { listBankConsents } from "@/server/services/bank-consents/list-bank-consents";
import { revokeConsent } from "@/server/services/consents/revoke-consent";
import { readThroughGate } from "@/server/services/gate/read-through-gate";
import { listEntries } from "@/server/services/ledger/list-entries";
import { readProfile } from "@/server/services/profiles/read-profile";
import { readUnderConsent } from "@/server/services/profiles/read-under-consent";
import { poolOf } from "@/tests/database";
import { holding, untilWaiting } from "@/tests/waiting";
import {
  admin,
  at,
  anOfficer,
  sign,
  fetchAll,
  acceptedApplication,
  staff,
  reviewAsk,
  answerAndSign,
  statusOf,
  type Owner,
} from "@/tests/asking";
import { withinOneDay } from "@/tests/within-one-day";

// What is shown before it is signed and what is read afterwards end with the same month.
beforeEach(withinOneDay);

describe("a bank asks for more during a review", () => {
  test("the firm signs, the bank reads; what is taken back is refused from then on", async () => {
    const one = await acceptedApplication();
    const { owner, officer, applicationId, consent: first } = one;
    await fetchAll(owner, first.id);
    const before = await readProfile(at(officer), { applicationId });
    expect(before.profile.sections.map(({ item }) => item)).not.toContain("social_insurance");

    const options = await getAskOptions(at(officer), {
      applicationId,
      purpose: "loan_application",
    });
    expect(options).toMatchObject({ refusal: null, consentId: first.id, open: null });
    expect(options.scopes).toContainEqual({
      item: "social_insurance",
      granularity: "indicator",
      subject: "enterprise",
    });
    for (const { item, granularity } of first.items)
      expect(options.scopes).not.toContainEqual(expect.objectContaining({ item, granularity }));

    const ask = reviewAsk(applicationId);
    await makeAsk(at(officer), ask);
    // Pressed twice it is still one.
    await makeAsk(at(officer), ask);
    expect(await statusOf(one)).toBe("information_requested");
    await expect(makeAsk(at(officer), reviewAsk(applicationId))).rejects.toThrow(
      "application_state_changed",
    );

    const [seen] = await listOwnAsks(at(owner));
    expect(seen).toMatchObject({ id: ask.id, status: "open", message: "请补充参保人数" });
    const whole = await getOwnAsk(at(owner), { askId: ask.id });
    expect(whole.live?.id).toBe(first.id);
    const dry = await previewAsk(at(owner), { askId: ask.id });
    const shown = dry.profile.sections.find(({ item }) => item === "social_insurance");
    expect(shown?.indicators.length).toBeGreaterThan(0);

    const text = await answerAsk(at(owner), {
      id: randomUUID(),
      askId: ask.id,
      language: "zh-CN",
      optionalItems: [],
    });
    expect(text).toMatchObject({ revision: 2, status: "requested" });
    // Put before the firm, and nothing more: the bank still sees what it saw.
    expect(await statusOf(one)).toBe("information_requested");
    await sign(owner, text);
    expect(await statusOf(one)).toBe("under_review");
    expect(await listBankAsks(at(officer), { applicationId })).toMatchObject([
      { status: "answered", consentId: text.id },
    ]);

    await fetchAll(owner, text.id);
    const read = await readProfile(at(officer), { applicationId });
    expect(read.consentId).toBe(text.id);
    const items = read.profile.sections.map(({ item }) => item);
    expect(items).toContain("social_insurance");
    expect(items).not.toContain("water_usage");
    // The very page that was shown before it was signed.
    expect(read.profile.sections.find(({ item }) => item === "social_insurance")).toEqual(shown);

    const [fact] = text.items;
    const question = {
      consentId: text.id,
      enterpriseId: owner.actor.organizationId,
      purpose: "loan_application",
      applicationId,
      scopes: ["social_insurance:indicator"],
      from: fact!.from,
      to: fact!.to,
    } as const;
    await expect(readThroughGate(officer.db, question)).resolves.not.toEqual([]);
    await narrow(owner, text.id, "social_insurance");
    await expect(readThroughGate(officer.db, question)).rejects.toThrow("item_not_covered");
    const narrowed = await readProfile(at(officer), { applicationId });
    expect(narrowed.profile.sections.map(({ item }) => item)).not.toContain("social_insurance");

    await revokeConsent(at(owner), { consentId: text.id });
    await expect(readProfile(at(officer), { applicationId })).rejects.toThrow("consent_revoked");
    const { entries } = await listEntries(at(owner), { consentId: text.id });
    expect(entries[0]).toMatchObject({ action: "gate.open", code: "CONSENT_REVOKED" });
  });

  test("the firm declines with a word, and the bank goes on without it", async () => {
    const one = await acceptedApplication();
    const { owner, officer, applicationId } = one;
    const ask = reviewAsk(applicationId);
    await makeAsk(at(officer), ask);
    const text = await answerAsk(at(owner), {
      id: randomUUID(),
      askId: ask.id,
      language: "en",
      optionalItems: [],
    });
    await declineAsk(at(owner), { askId: ask.id, message: "暂不提供" });
    const after = await getCase(at(officer), { applicationId });
    expect(after.status).toBe("under_review");
    expect(after.requests).toMatchObject([
      { kind: "extra_item", status: "answered", answer: "暂不提供" },
    ]);
    // What was put before it was declined can no longer be signed, nor answered again.
    await expect(sign(owner, text)).rejects.toThrow("ask_declined");
    await expect(answerAndSign(owner, ask.id)).rejects.toThrow("ask_declined");
    await expect(withdrawAsk(at(officer), { askId: ask.id })).rejects.toThrow("ask_declined");
  });

  test("two texts at the same moment are two revisions", async () => {
    const { owner, officer, applicationId } = await acceptedApplication();
    const ask = reviewAsk(applicationId);
    await makeAsk(at(officer), ask);
    const texts = await Promise.all(
      [[], [{ item: "water_usage", granularity: "indicator" }] as const].map((chosen) =>
        answerAsk(at(owner), {
          id: randomUUID(),
          askId: ask.id,
          language: "en",
          optionalItems: [...chosen],
        }),
      ),
    );
    expect(new Set(texts.map(({ revision }) => revision))).toEqual(new Set([2, 3]));
  });

  test("the bank withdraws, and its clock runs on", async () => {
    const one = await acceptedApplication();
    const ask = reviewAsk(one.applicationId);
    await makeAsk(at(one.officer), ask);
    await withdrawAsk(at(one.officer), { askId: ask.id });
    expect(await statusOf(one)).toBe("under_review");
    await expect(declineAsk(at(one.owner), { askId: ask.id, message: "no" })).rejects.toThrow(
      "ask_withdrawn",
    );
  });

  test("another firm and another bank find nothing", async () => {
    const [one, other] = [await acceptedApplication(), await acceptedApplication()];
    const ask = reviewAsk(one.applicationId);
    await makeAsk(at(one.officer), ask);
    await expect(getOwnAsk(at(other.owner), { askId: ask.id })).rejects.toThrow("ask_not_found");
    await expect(previewAsk(at(other.owner), { askId: ask.id })).rejects.toThrow("ask_not_found");
    await expect(declineAsk(at(other.owner), { askId: ask.id, message: "no" })).rejects.toThrow(
      "ask_not_found",
    );
    await expect(answerAndSign(other.owner, ask.id)).rejects.toThrow("ask_not_found");
    expect(await listOwnAsks(at(other.owner))).toEqual([]);
    const { rows } = await admin.query<{ id: string }>(
      "select id from app.banks where id <> $1 limit 1",
      [one.bankId],
    );
    const stranger = await anOfficer(rows[0]!.id);
    await expect(withdrawAsk(at(stranger), { askId: ask.id })).rejects.toThrow("ask_not_found");
    await expect(makeAsk(at(stranger), reviewAsk(one.applicationId))).rejects.toThrow(
      "application_not_found",
    );
  });

  test("a person's facts are asked for apart, and read apart", async () => {
    const { owner, officer, applicationId, consent: company } = await acceptedApplication();
    const insured = {
      item: "representative_insurance",
      granularity: "predicate",
      why: "核实法定代表人在职",
      isRequired: true,
    } as const;
    const ask = { ...reviewAsk(applicationId), items: [insured] };
    await expect(makeAsk(at(officer), { ...ask, items: [staff, insured] })).rejects.toThrow(
      "person_item_separate",
    );
    await makeAsk(at(officer), ask);
    const { profile: shown } = await previewAsk(at(owner), { askId: ask.id });
    expect(shown.sections).toMatchObject([{ item: "representative_insurance" }]);
    const text = await answerAndSign(owner, ask.id);
    const live = await listBankConsents(at(officer), { applicationId });
    expect(live.map(({ id, status, subject }) => [id, status, subject])).toEqual([
      [text.id, "active", "legal_representative"],
      [company.id, "active", "enterprise"],
    ]);
    await fetchAll(owner, text.id);
    const read = await readUnderConsent(at(officer), { consentId: text.id });
    expect(read.profile.sections).toEqual(shown.sections);
  });
});

/** Takes one item out of a live consent, as the enterprise does. */
async function narrow(owner: Owner, consentId: string, item: string) {
  const { rows } = await poolOf("sme").query<{ refusal: string | null }>(
    "select refusal from gate.consent_narrow($1, $2, $3::text[])",
    [owner.db.token, consentId, [`${item}:indicator`]],
  );
  expect(rows[0]!.refusal).toBeNull();
}

/** What was told of an ask after it was made. */
async function toldOf(askId: string) {
  const { rows } = await admin.query<{ name: string }>(
    "select name from app.events where subject_id = $1 and name <> 'ask.made' order by at",
    [askId],
  );
  return rows.map(({ name }) => name);
}

test("declined or withdrawn twice at once, an ask is told of once", async () => {
  const { owner, officer, applicationId } = await acceptedApplication();
  const [declined, withdrawn] = [reviewAsk(applicationId), reviewAsk(applicationId)];
  const twice = (one: () => Promise<unknown>) =>
    holding("select from app.applications where id = $1 for update", [applicationId], async () => {
      const both = Promise.all([one(), one()]);
      await untilWaiting(2);
      return { both };
    });
  await makeAsk(at(officer), declined);
  await (
    await twice(() => declineAsk(at(owner), { askId: declined.id, message: "不需要" }))
  ).both;
  expect(await toldOf(declined.id)).toEqual(["ask.declined"]);
  await makeAsk(at(officer), withdrawn);
  await (
    await twice(() => withdrawAsk(at(officer), { askId: withdrawn.id }))
  ).both;
  expect(await toldOf(withdrawn.id)).toEqual(["ask.withdrawn"]);
});
