import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import {
  applicationEvents,
  applications,
  consents,
  documents,
  events,
  informationRequests,
  needs,
  products,
} from "@/db/schema";
import { deadlineAfter } from "@/domain/applications/deadlines";
import { answerInformation } from "@/server/services/applications/answer-information";
import { attachDocument } from "@/server/services/applications/attach-document";
import { getOwnApplication } from "@/server/services/applications/get-own-application";
import { listOwnApplications } from "@/server/services/applications/list-own-applications";
import { prepareApplication } from "@/server/services/applications/prepare-application";
import { submitApplication } from "@/server/services/applications/submit-application";
import { withdrawApplication } from "@/server/services/applications/withdraw-application";
import { requestConsent } from "@/server/services/consents/request-consent";
import { aBank, aConsent, anApplication, aProduct, now } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { aClerk, aNeed, anOwner, aProductSaying, later } from "@/tests/enterprise-factories";
import { byCode } from "@/tests/signing";
import { aWrongCode } from "@/tests/wrong-code";

async function aShop(stage: Stage) {
  const owner = await anOwner(stage);
  const bankId = await aBank(stage.admin);
  const productId = await aProduct(stage.admin, bankId);
  return { owner, bankId, productId };
}

/** The gate goes by its own clock: what is signed, is signed today. */
const today = new Date();

/** Prepared for a fresh need, with the text of the consent on the table. */
async function aPrepared(stage: Stage) {
  const shop = await aShop(stage);
  const need = await aNeed(stage.admin, shop.owner.enterpriseId);
  const applicationId = randomUUID();
  await prepareApplication(shop.owner.context(today), {
    id: applicationId,
    needId: need.id,
    productId: shop.productId,
  });
  // The template that the gate measures the consent by.
  await aConsent(stage.admin, {
    enterpriseId: shop.owner.enterpriseId,
    bankId: shop.bankId,
    applicationId: randomUUID(),
  });
  const consent = await requestConsent(shop.owner.context(today), {
    id: randomUUID(),
    purpose: "loan_application",
    language: "zh-CN",
    applicationId,
    optionalItems: [],
  });
  const { id: consentId, artefactHash } = consent;
  return { ...shop, need, applicationId, shown: { applicationId, consentId, artefactHash } };
}

const rowOf = async (stage: Stage, id: string) =>
  (await stage.admin.select().from(applications).where(eq(applications.id, id)))[0]!;
const toldOf = (stage: Stage, id: string) =>
  stage.admin
    .select({ name: events.name, bankId: events.bankId })
    .from(events)
    .where(eq(events.subjectId, id));

test("a product is picked once, and the bank hears nothing of it", () =>
  inRollback(async (stage) => {
    const { owner, productId } = await aShop(stage);
    const need = await aNeed(stage.admin, owner.enterpriseId);
    const picked = { id: randomUUID(), needId: need.id, productId };
    const first = await prepareApplication(owner.context(), picked);
    expect(first).toEqual({ id: picked.id, status: "prepared" });
    const again = { ...picked, id: randomUUID() };
    expect(await prepareApplication(owner.context(), again)).toEqual(first);
    expect(await toldOf(stage, picked.id)).toEqual([]);
    expect(await getOwnApplication(owner.context(), { applicationId: picked.id })).toMatchObject({
      status: "prepared",
      timeline: [{ to: "prepared", actorParty: "sme" }],
      isAvailable: true,
    });
  }));

test("a fourth live application, another firm's need and a withdrawn product are refused", () =>
  inRollback(async (stage) => {
    const { owner, bankId, productId } = await aShop(stage);
    const need = await aNeed(stage.admin, owner.enterpriseId);
    const pick = (product: string, context = owner.context()) =>
      prepareApplication(context, { id: randomUUID(), needId: need.id, productId: product });
    await expect(pick(productId, (await anOwner(stage)).context())).rejects.toThrow(
      "need_not_found",
    );
    const gone = await aProduct(stage.admin, bankId);
    await stage.admin.update(products).set({ status: "withdrawn" }).where(eq(products.id, gone));
    await expect(pick(gone)).rejects.toThrow("product_not_on_offer");
    await expect(pick(randomUUID())).rejects.toThrow("product_not_found");
    const small = await aProductSaying(stage.admin, bankId, { amountMax: 20_000_000 });
    await expect(pick(small)).rejects.toThrow("product_amount_out_of_range");
    for (let live = 0; live < 3; live += 1) await pick(await aProduct(stage.admin, bankId));
    await expect(pick(productId)).rejects.toThrow("need_has_three_live_applications");
  }));

test("what went with another text a moment ago is not signed for once more", () =>
  inRollback(async (stage) => {
    const { owner, shown } = await aPrepared(stage);
    const another = await requestConsent(owner.context(today), {
      id: randomUUID(),
      purpose: "loan_application",
      language: "en",
      applicationId: shown.applicationId,
      optionalItems: [],
    });
    const submit = (text: { consentId: string; artefactHash: string }, at: Date) =>
      submitApplication(owner.context(at), {
        applicationId: shown.applicationId,
        consentId: text.consentId,
        artefactHash: text.artefactHash,
        proof: byCode(owner.code(at)),
      });
    // The other text is signed between the look at the application and the signature.
    const finding = await import("@/server/services/consents/find-unsigned");
    const find = finding.findUnsigned;
    const spy = vi.spyOn(finding, "findUnsigned").mockImplementationOnce(async (...args) => {
      await submit({ ...another, consentId: another.id }, today);
      return find(...args);
    });
    await expect(submit(shown, new Date(today.getTime() + 30_000))).rejects.toThrow(
      "application_not_prepared",
    );
    spy.mockRestore();
    expect(await rowOf(stage, shown.applicationId)).toMatchObject({
      status: "submitted",
      consentId: another.id,
    });
    const [left] = await stage.admin
      .select()
      .from(consents)
      .where(eq(consents.id, shown.consentId));
    expect(left?.status).toBe("requested");
  }));

test("what was withdrawn, or has run out, since it was matched or prepared cannot be applied for", () =>
  inRollback(async (stage) => {
    const { owner, bankId, productId, shown } = await aPrepared(stage);
    const shelf = (status: "withdrawn" | "published") =>
      stage.admin.update(products).set({ status }).where(eq(products.id, productId));
    const submit = () =>
      submitApplication(owner.context(today), { ...shown, proof: byCode(owner.code(today)) });
    const another = await aNeed(stage.admin, owner.enterpriseId);
    const pick = (id: string) =>
      prepareApplication(owner.context(today), {
        id: randomUUID(),
        needId: another.id,
        productId: id,
      });
    await shelf("withdrawn");
    await expect(pick(productId)).rejects.toThrow("product_not_on_offer");
    await expect(submit()).rejects.toThrow("product_not_on_offer");
    expect(await rowOf(stage, shown.applicationId)).toMatchObject({ status: "prepared" });
    const [consent] = await stage.admin
      .select()
      .from(consents)
      .where(eq(consents.id, shown.consentId));
    expect(consent?.status).toBe("requested");
    const over = await aProductSaying(stage.admin, bankId, { validTo: "2026-01-31" });
    await expect(pick(over)).rejects.toThrow("product_not_on_offer");

    // The control: back on the shelf the same code still works, and what was submitted goes on.
    await shelf("published");
    expect(await submit()).toMatchObject({ status: "submitted" });
    await shelf("withdrawn");
    expect(await submit()).toMatchObject({ status: "submitted" });
    expect(
      await getOwnApplication(owner.context(today), { applicationId: shown.applicationId }),
    ).toMatchObject({
      status: "submitted",
    });
  }));

test("signing submits: consent live and bound, clock running, need in the market", () =>
  inRollback(async (stage) => {
    const { owner, shown, need, bankId } = await aPrepared(stage);
    const submitted = await submitApplication(owner.context(today), {
      ...shown,
      proof: byCode(owner.code(today)),
    });
    expect(submitted).toEqual({ id: shown.applicationId, status: "submitted" });
    expect(await rowOf(stage, shown.applicationId)).toMatchObject({
      consentId: shown.consentId,
      submittedAt: today,
      acceptBy: deadlineAfter(today, 1),
    });
    const [consent] = await stage.admin
      .select()
      .from(consents)
      .where(eq(consents.id, shown.consentId));
    expect(consent?.status).toBe("active");
    const [market] = await stage.admin.select().from(needs).where(eq(needs.id, need.id));
    expect(market?.status).toBe("in_market");
    expect(await toldOf(stage, shown.applicationId)).toEqual([
      { name: "application.submitted", bankId },
    ]);

    const again = await submitApplication(owner.context(today), {
      ...shown,
      proof: byCode(owner.code(today)),
    });
    expect(again).toEqual(submitted);
  }));

test("without a right code, the right text or the right person nothing is submitted", () =>
  inRollback(async (stage) => {
    const { owner, shown } = await aPrepared(stage);
    const wrong = aWrongCode(owner.context().actor.userId, today);
    await expect(
      submitApplication(owner.context(today), { ...shown, proof: byCode(wrong) }),
    ).rejects.toThrow("signing_code_wrong");
    const clerk = await aClerk(stage, owner.enterpriseId);
    await expect(
      submitApplication(clerk(today), { ...shown, proof: byCode(owner.code(today)) }),
    ).rejects.toThrow("signer_forbidden");
    const stranger = await anOwner(stage);
    await expect(
      submitApplication(stranger.context(today), { ...shown, proof: byCode(stranger.code(today)) }),
    ).rejects.toThrow("application_not_found");
    const otherText = { ...shown, artefactHash: "0".repeat(64), proof: byCode(owner.code(today)) };
    await expect(submitApplication(owner.context(today), otherText)).rejects.toThrow(
      "artefact_changed",
    );
    expect(await rowOf(stage, shown.applicationId)).toMatchObject({
      status: "prepared",
      consentId: null,
    });
  }));

test("another application's consent does not submit this one", () =>
  inRollback(async (stage) => {
    const { owner, shown } = await aPrepared(stage);
    const other = await aPrepared(stage);
    const foreign = {
      ...shown,
      consentId: other.shown.consentId,
      proof: byCode(owner.code(today)),
    };
    await expect(submitApplication(owner.context(today), foreign)).rejects.toThrow(
      "consent_not_found",
    );
  }));

test("what is withdrawn takes its consent along, and an offer can no longer be walked away from so", () =>
  inRollback(async (stage) => {
    const { owner, bankId } = await aShop(stage);
    const { enterpriseId } = owner;
    const application = await anApplication(stage.admin, bankId, { enterpriseId });
    const withdrawn = await withdrawApplication(owner.context(), { applicationId: application.id });
    expect(withdrawn.status).toBe("withdrawn");
    const [consent] = await stage.admin
      .select()
      .from(consents)
      .where(eq(consents.id, application.consentId!));
    expect(consent?.status).toBe("revoked");
    expect(await toldOf(stage, application.id)).toContainEqual({
      name: "application.withdrawn",
      bankId,
    });
    const offered = await anApplication(stage.admin, bankId, { enterpriseId, status: "offered" });
    await expect(
      withdrawApplication(owner.context(), { applicationId: offered.id }),
    ).rejects.toThrow("application_not_withdrawable");
  }));

async function anAsked(stage: Stage) {
  const { owner, bankId } = await aShop(stage);
  const application = await anApplication(stage.admin, bankId, {
    enterpriseId: owner.enterpriseId,
    status: "information_requested",
    acceptedAt: now,
    decideBy: new Date("2026-12-04T16:00:00Z"),
    clockStoppedAt: now,
  });
  const [request] = await stage.admin
    .insert(informationRequests)
    .values({
      applicationId: application.id,
      kind: "document",
      message: "请补充订单合同",
      askedBy: randomUUID(),
      askedAt: now,
      dueAt: new Date("2026-11-27T16:00:00Z"),
    })
    .returning();
  return { owner, bankId, application, requestId: request!.id };
}

test("an answer sets the bank's clock going again", () =>
  inRollback(async (stage) => {
    const { owner, bankId, application, requestId } = await anAsked(stage);
    const answer = { applicationId: application.id, requestId, answer: "合同见附件" };
    // Friday to Tuesday: two working days.
    const tuesday = new Date("2026-11-24T02:00:00Z");
    await expect(answerInformation((await anOwner(stage)).context(), answer)).rejects.toThrow(
      "application_not_found",
    );
    expect(await answerInformation(owner.context(tuesday), answer)).toMatchObject({
      status: "under_review",
    });
    expect(await rowOf(stage, application.id)).toMatchObject({
      decideBy: new Date("2026-12-08T16:00:00Z"),
      clockStoppedAt: null,
    });
    expect(await toldOf(stage, application.id)).toEqual([
      { name: "application.information_answered", bankId },
    ]);
    await expect(answerInformation(owner.context(tuesday), answer)).rejects.toThrow(
      "nothing_was_asked",
    );
    const [line] = await stage.admin
      .select()
      .from(applicationEvents)
      .where(eq(applicationEvents.applicationId, application.id));
    expect(line).toMatchObject({ from: "information_requested", to: "under_review" });
  }));

const pdf = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n");

test("a document is what its bytes say, under a name of ours, ten at most", () =>
  inRollback(async (stage) => {
    const { owner, application, requestId } = await anAsked(stage);
    const attach = (content: Uint8Array<ArrayBuffer>) =>
      attachDocument(later(owner.context, 5), { applicationId: application.id, content });
    expect(await attach(pdf)).toMatchObject({
      name: "document-01.pdf",
      mediaType: "application/pdf",
    });
    const [kept] = await stage.admin
      .select()
      .from(documents)
      .where(eq(documents.applicationId, application.id));
    expect(kept).toMatchObject({ requestId, size: pdf.byteLength, bankId: application.bankId });

    await expect(attach(new TextEncoder().encode("<html>"))).rejects.toThrow(
      "document_type_unknown",
    );
    await expect(attach(new Uint8Array(10 * 1024 * 1024 + 1))).rejects.toThrow(
      "document_too_large",
    );
    for (let count = 1; count < 10; count += 1) await attach(pdf);
    await expect(attach(pdf)).rejects.toThrow("too_many_documents");
  }));

test("a firm lists its own applications only", () =>
  inRollback(async (stage) => {
    const { owner, application } = await anAsked(stage);
    await anAsked(stage);
    const { applications: own } = await listOwnApplications(owner.context(), {});
    expect(own.map(({ id }) => id)).toEqual([application.id]);
  }));
