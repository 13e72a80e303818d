import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications, events, productProposals } from "@/db/schema";
import { ProductHistory } from "@/domain/products/history-schema";
import type { ProductContent } from "@/domain/products/schema";
import { approveProposal } from "@/server/services/products/approve-proposal";
import { createProposal } from "@/server/services/products/create-proposal";
import { discardProposal } from "@/server/services/products/discard-proposal";
import { exportProduct } from "@/server/services/products/export-product";
import { getProductHistory } from "@/server/services/products/get-product-history";
import { getProduct } from "@/server/services/products/get-product";
import { getProposal } from "@/server/services/products/get-proposal";
import { importProduct } from "@/server/services/products/import-product";
import { letInProduct } from "@/server/services/products/let-in-product";
import { listBankProducts } from "@/server/services/products/list-bank-products";
import { listOfficeProducts } from "@/server/services/products/list-office-products";
import { resumeProduct } from "@/server/services/products/resume-product";
import { saveProposal } from "@/server/services/products/save-proposal";
import { sendBackProposal } from "@/server/services/products/send-back-proposal";
import { submitProposal } from "@/server/services/products/submit-proposal";
import { takeBackProposal } from "@/server/services/products/take-back-proposal";
import { takeOverProposal } from "@/server/services/products/take-over-proposal";
import { withdrawProduct } from "@/server/services/products/withdraw-product";
import {
  aBank,
  anApplication,
  aPerson,
  aProduct,
  now,
  productContent,
} from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";

async function aHouse(stage: Stage) {
  const bankId = await aBank(stage.admin);
  const bank = (role: "officer" | "approver" | "admin") =>
    aPerson(stage, { party: "bank", role, organizationId: bankId });
  const office = (role: "analyst" | "supervisor") =>
    aPerson(stage, { party: "credit_office", role, organizationId: randomUUID() });
  return {
    bankId,
    officer: (await bank("officer"))(),
    approver: (await bank("approver"))(),
    administrator: (await bank("admin"))(),
    analyst: (await office("analyst"))(),
    supervisor: (await office("supervisor"))(),
  };
}
type House = Awaited<ReturnType<typeof aHouse>>;

const aContent = (over: Partial<ProductContent> = {}): ProductContent => ({
  ...productContent,
  code: `own-${randomUUID().slice(0, 8)}`,
  ...over,
});

/** Through every hand it takes. */
async function publish({ officer, approver, supervisor }: House, content: ProductContent) {
  const id = randomUUID();
  const { productId } = await createProposal(officer, { id, productId: null, content });
  const read = { proposalId: id, revision: 1 };
  await submitProposal(officer, read);
  await approveProposal(approver, read);
  await letInProduct(supervisor, read);
  return productId;
}

test("a product from an empty page to the shelf, and what each sees of it on the way", () =>
  inRollback(async (stage) => {
    const house = await aHouse(stage);
    const { officer, approver, analyst, supervisor } = house;
    const id = randomUUID();
    const begun = await createProposal(officer, { id, productId: null });
    expect(begun).toMatchObject({ proposalId: id, revision: 1, status: "draft", version: null });
    expect(await createProposal(officer, { id, productId: null })).toEqual(begun);
    const { productId } = begun;

    const content = aContent();
    const saved = await saveProposal(officer, { proposalId: id, revision: 1, content });
    expect(saved.revision).toBe(2);
    await expect(
      saveProposal(officer, { proposalId: id, revision: 1, content: {} }),
    ).rejects.toThrow("proposal_changed");
    const draft = await getProposal(officer, { proposalId: id });
    expect(draft).toMatchObject({
      isOwn: true,
      writer: "王测试",
      onOffer: null,
      problems: [],
      may: { edit: true, submit: true, approve: false, discard: true },
    });
    await expect(getProposal(analyst, { proposalId: id })).rejects.toThrow("proposal_not_found");

    const read = { proposalId: id, revision: 2 };
    await submitProposal(officer, read);
    expect((await getProposal(approver, { proposalId: id })).may).toEqual({
      edit: false,
      takeOver: false,
      submit: false,
      approve: true,
      sendBack: true,
      takeBack: false,
      discard: false,
    });
    expect((await approveProposal(approver, read)).status).toBe("awaiting_office");
    expect((await listOfficeProducts(analyst)).waiting).toMatchObject([
      { id, writer: null, isOwn: false, bank: { name: "江畔银行" } },
    ]);
    expect((await getProposal(analyst, { proposalId: id })).may.approve).toBe(false);
    expect(await getProposal(supervisor, { proposalId: id })).toMatchObject({
      writer: null,
      may: { approve: true, sendBack: true, edit: false, discard: false },
    });
    const visitor = { db: stage.as("public", ""), now };
    await expect(getProduct(visitor, { productId })).rejects.toThrow("product_not_found");
    expect(await letInProduct(supervisor, read)).toMatchObject({ status: "published", version: 1 });

    expect(await getProduct(visitor, { productId })).toMatchObject({ version: 1, content });
    expect((await listBankProducts(officer)).products).toMatchObject([
      { id: productId, status: "published", proposalId: null },
    ]);
    const told = await stage.admin
      .select({ name: events.name, by: events.actorId })
      .from(events)
      .where(eq(events.subjectId, id))
      .orderBy(events.id);
    expect(told).toEqual([
      { name: "proposal.submitted", by: officer.actor.userId },
      { name: "proposal.awaiting_office", by: approver.actor.userId },
      { name: "proposal.published", by: supervisor.actor.userId },
    ]);
  }));

test("the next version begins with what is on offer, an earlier one or another product", () =>
  inRollback(async (stage) => {
    const house = await aHouse(stage);
    const { officer, approver } = house;
    const content = aContent();
    const productId = await publish(house, content);
    const contentOf = async (input: Partial<Parameters<typeof createProposal>[1]>) => {
      const id = randomUUID();
      await createProposal(officer, { id, productId, ...input });
      const view = await getProposal(officer, { proposalId: id });
      return { id, view };
    };
    const second = await contentOf({});
    expect(second.view).toMatchObject({ content, basedOn: 1, onOffer: { version: 1, content } });
    await expect(createProposal(officer, { id: randomUUID(), productId })).rejects.toThrow(
      "proposal_open",
    );
    const cheaper = { ...content, spreadMax: 100 };
    await saveProposal(officer, { proposalId: second.id, revision: 1, content: cheaper });
    const read = { proposalId: second.id, revision: 2 };
    await submitProposal(officer, read);
    // No office: the product is known to it.
    expect(await approveProposal(approver, read)).toMatchObject({
      status: "published",
      version: 2,
    });

    const third = await contentOf({ version: 1 });
    expect(third.view).toMatchObject({ content, basedOn: 2, onOffer: { content: cheaper } });
    const { code: _, ...uncoded } = cheaper;
    const copy = await contentOf({ productId: null, copyOf: productId });
    expect(copy.view).toMatchObject({ basedOn: null, content: uncoded });
    expect(copy.view.content.code).toBeUndefined();
    expect(copy.view.terms).toMatchObject({ fixedCode: null, takenCodes: [content.code] });
    await expect(contentOf({ productId: null, copyOf: randomUUID() })).rejects.toThrow(
      "product_not_found",
    );
    await expect(contentOf({ productId: null, copyOf: productId, version: 9 })).rejects.toThrow(
      "product_not_found",
    );
  }));

test("what has a problem stays a draft, also where it arose while it waited", () =>
  inRollback(async (stage) => {
    const house = await aHouse(stage);
    const { officer, approver } = house;
    const id = randomUUID();
    await createProposal(officer, { id, productId: null, content: { amountMin: 1 } });
    const submit = (revision: number) => submitProposal(officer, { proposalId: id, revision });
    const save = (revision: number, over: Partial<ProductContent>) =>
      saveProposal(officer, { proposalId: id, revision, content: aContent(over) });
    await expect(submit(1)).rejects.toMatchObject({ reason: "field_missing" });
    await save(1, {
      eligibility: {
        all: [
          { fact: "tax_revenue_12m", operator: "gt", value: 2 },
          { fact: "tax_revenue_12m", operator: "lt", value: 1 },
        ],
      },
    });
    await expect(submit(2)).rejects.toMatchObject({
      reason: "rule_contradictory",
      field: "content.eligibility",
    });
    await save(2, { validTo: "2026-11-19" });
    await expect(submit(3)).rejects.toMatchObject({ reason: "validity_past" });
    const [item] = productContent.items;
    await save(3, { items: [item!, { ...item!, item: "housing_fund", granularity: "predicate" }] });
    await expect(submit(4)).rejects.toMatchObject({
      reason: "item_outside_template",
      field: "content.items.1",
    });
    await save(4, { validTo: "2026-11-20" });
    await submit(5);
    const tomorrow = { ...approver, now: new Date(now.getTime() + 86_400_000) };
    const read = { proposalId: id, revision: 5 };
    await expect(approveProposal(tomorrow, read)).rejects.toMatchObject({
      reason: "validity_past",
    });
    const code = aContent().code;
    await publish(house, aContent({ code }));
    await takeBackProposal(officer, { proposalId: id });
    await save(5, { code });
    await expect(submit(6)).rejects.toMatchObject({ reason: "code_taken" });
    expect((await listBankProducts(officer)).proposals).toMatchObject([{ id, status: "draft" }]);
  }));

test("four eyes, and each role its own acts", () =>
  inRollback(async (stage) => {
    const house = await aHouse(stage);
    const { officer, approver, administrator, analyst, supervisor } = house;
    const id = randomUUID();
    await expect(createProposal(approver, { id, productId: null })).rejects.toThrow(
      "product.write_forbidden",
    );
    await createProposal(officer, { id, productId: null, content: aContent() });
    const read = { proposalId: id, revision: 1 };
    await expect(submitProposal(administrator, read)).rejects.toThrow("product.edit_forbidden");
    await submitProposal(officer, read);
    for (const one of [officer, administrator])
      await expect(approveProposal(one, read)).rejects.toThrow("product.approve_forbidden");
    await expect(letInProduct(analyst, read)).rejects.toThrow("product.let_in_forbidden");
    await expect(letInProduct(supervisor, read)).rejects.toThrow("proposal_not_found");
    const stranger = await aHouse(stage);
    await expect(approveProposal(stranger.approver, read)).rejects.toThrow("proposal_not_found");
    await expect(discardProposal(stranger.officer, read)).rejects.toThrow("proposal_not_found");

    await sendBackProposal(approver, { ...read, reason: "利率太高" });
    expect(await getProposal(officer, { proposalId: id })).toMatchObject({
      status: "draft",
      sentBackReason: "利率太高",
      may: { edit: true },
    });
    await submitProposal(officer, read);
    await approveProposal(approver, read);
    await sendBackProposal(supervisor, { ...read, reason: "材料不全" });
    expect((await getProposal(officer, { proposalId: id })).sentBackReason).toBe("材料不全");
    await expect(getProposal(supervisor, { proposalId: id })).rejects.toThrow("proposal_not_found");
    await discardProposal(administrator, { proposalId: id });
    await expect(submitProposal(officer, read)).rejects.toThrow("proposal_not_draft");
  }));

test("a colleague carries on with a draft, and nobody who wrote any of it approves it", () =>
  inRollback(async (stage) => {
    const house = await aHouse(stage);
    const { officer, approver, administrator, bankId } = house;
    const productId = await publish(house, aContent());
    const id = randomUUID();
    await createProposal(officer, { id, productId });
    const seen = await getProposal(administrator, { proposalId: id });
    expect(seen).toMatchObject({ isOwn: false, may: { edit: false, takeOver: true } });
    expect((await getProposal(officer, { proposalId: id })).may.takeOver).toBe(false);
    expect((await getProposal(approver, { proposalId: id })).may.takeOver).toBe(false);
    const read = { proposalId: id, revision: 1 };
    await expect(takeOverProposal(approver, read)).rejects.toThrow("product.write_forbidden");
    await expect(takeOverProposal(administrator, { ...read, revision: 2 })).rejects.toThrow(
      "proposal_changed",
    );
    const stranger = await aHouse(stage);
    await expect(takeOverProposal(stranger.officer, read)).rejects.toThrow("proposal_not_found");

    const taken = { ...read, revision: (await takeOverProposal(administrator, read)).revision };
    expect(taken.revision).toBe(2);
    expect(await getProposal(administrator, { proposalId: id })).toMatchObject({
      isOwn: true,
      formerWriters: ["王测试"],
      may: { edit: true, submit: true, takeOver: false },
    });
    await expect(saveProposal(officer, { ...taken, content: {} })).rejects.toThrow(
      "product.edit_forbidden",
    );
    await expect(submitProposal(officer, taken)).rejects.toThrow("product.edit_forbidden");
    await submitProposal(administrator, taken);
    await expect(takeOverProposal(officer, taken)).rejects.toThrow("proposal_not_draft");

    // Whoever began it has become an approver since.
    const promoted = { ...officer, actor: { ...officer.actor, role: "approver" as const } };
    expect((await getProposal(promoted, { proposalId: id })).may).toMatchObject({
      approve: false,
      sendBack: false,
    });
    await expect(approveProposal(promoted, taken)).rejects.toThrow("product.approve_forbidden");
    await approveProposal(approver, taken);
    const [made] = (await getProductHistory(approver, { productId })).versions;
    expect(made).toMatchObject({ version: 2, writers: ["王测试", "王测试"] });
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, id));
    expect(told.filter(({ name }) => name === "proposal.taken_over")).toMatchObject([
      { actorId: administrator.actor.userId, bankId },
    ]);
  }));

test("a product off the shelf and back, with what was applied for kept", () =>
  inRollback(async (stage) => {
    const house = await aHouse(stage);
    const { officer, approver, bankId } = house;
    const productId = await publish(house, aContent());
    const visitor = { db: stage.as("public", ""), now };
    const applied = await anApplication(stage.admin, bankId, { productId });
    await withdrawProduct(officer, { productId });
    await expect(withdrawProduct(officer, { productId })).rejects.toThrow("product_not_on_offer");
    await expect(getProduct(visitor, { productId })).rejects.toThrow("product_not_found");
    expect(await getProductHistory(officer, { productId })).toMatchObject({
      status: "withdrawn",
      versions: [{ version: 1, writers: ["王测试"], isByOffice: true, applications: { live: 1 } }],
      may: { withdraw: false, resume: false, write: true },
    });
    const [kept] = await stage.admin
      .select()
      .from(applications)
      .where(eq(applications.id, applied.id));
    expect(kept).toMatchObject({ status: "submitted", productVersion: 1 });
    await expect(resumeProduct(officer, { productId })).rejects.toThrow("product.resume_forbidden");
    await resumeProduct(approver, { productId });
    expect(await getProduct(visitor, { productId })).toMatchObject({ version: 1 });
  }));

test("the office reads every version and nobody's name, and what is in the making stays the bank's", () =>
  inRollback(async (stage) => {
    const house = await aHouse(stage);
    const { officer, approver, analyst } = house;
    const content = aContent();
    const productId = await publish(house, content);
    const id = randomUUID();
    const read = { proposalId: id, revision: 1 };
    const changed = { ...content, prepayment: { isAllowed: true, feeBasisPoints: 100 } };
    await createProposal(officer, { id, productId, content: changed });
    const before = ProductHistory.parse(await getProductHistory(analyst, { productId }));
    expect(before).toMatchObject({ version: 1, proposalId: null });
    await submitProposal(officer, read);
    await approveProposal(approver, read);
    const seen = ProductHistory.parse(await getProductHistory(analyst, { productId }));
    const nobody = { isImported: false, writers: [], approver: null };
    expect(seen.versions).toMatchObject([
      { version: 2, ...nobody, isByOffice: false, content: changed },
      { version: 1, ...nobody, isByOffice: true, content },
    ]);
    expect(seen.may).toEqual({ write: false, withdraw: false, resume: false });
    // A product that was never on offer has no versions to read.
    const first = await createProposal(officer, { id: randomUUID(), productId: null, content: {} });
    const unseen = getProductHistory(analyst, { productId: first.productId });
    await expect(unseen).rejects.toThrow("product_not_found");
    const elsewhere = await aHouse(stage);
    await expect(getProductHistory(elsewhere.officer, { productId })).rejects.toThrow(
      "product_not_found",
    );
    const fed = await aProduct(stage.admin, house.bankId);
    expect((await getProductHistory(analyst, { productId: fed })).versions).toMatchObject([
      { ...nobody, isImported: true },
    ]);
  }));

test("what was exported is imported as it was, and a file with anything wrong writes nothing", () =>
  inRollback(async (stage) => {
    const house = await aHouse(stage);
    const { officer } = house;
    const content = aContent({
      validTo: "2027-06-30",
      materials: [{ zh: "合同", en: "Contract" }],
      prepayment: { isAllowed: true, feeBasisPoints: 150, freeAfterMonths: 6 },
    });
    const productId = await publish(house, content);
    const { name, text } = await exportProduct(officer, { productId });
    expect(name).toBe(`${content.code}-v1.json`);
    const given = (file: string, product: string | null = null) =>
      importProduct(officer, { id: randomUUID(), productId: product, text: file });
    const same = await given(text, productId);
    expect(same.problems).toEqual([]);
    expect((await getProposal(officer, { proposalId: same.proposalId! })).content).toEqual(content);

    const proposals = () => stage.admin.select().from(productProposals);
    const before = await proposals();
    const wrong: [string, string][] = [
      ["{", "json_malformed"],
      ["[]", "product_not_an_object"],
      ['{"code":"\\u0000"}', "text_malformed"],
      [text, "code_taken"],
      [JSON.stringify({ ...content, code: "new-one", amountMax: 1 }), "amount_range_reversed"],
      [JSON.stringify({ ...content, code: "new-one", __proto__: 1, more: 1 }), "field_unknown"],
      [text.replace('"purposeTemplate"', '"purpose"'), "field_unknown"],
    ];
    for (const [file, reason] of wrong) {
      const { proposalId, problems } = await given(file);
      expect([reason, proposalId, problems.map((one) => one.reason)]).toEqual([
        reason,
        null,
        expect.arrayContaining([reason]),
      ]);
    }
    expect(await proposals()).toEqual(before);
    await expect(given(text, randomUUID())).rejects.toThrow("product_not_found");
    const theirs = await aProduct(stage.admin, await aBank(stage.admin));
    await expect(given(text, theirs)).rejects.toThrow("product_not_found");
    await expect(exportProduct(officer, { productId: theirs })).rejects.toThrow(
      "product_not_found",
    );
    await expect(exportProduct(officer, { productId, version: 2 })).rejects.toThrow(
      "product_not_found",
    );
  }));
