import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { newProduct } from "@/components/bank/product-editor/new-product";
import { apiOf } from "./fixtures/api";
import { personOf, sessionOf } from "./fixtures/sessions";
import { complaintsOf, cookie, expect, test } from "./fixtures/test";
import { exactly, say } from "./journey-steps/words";
import {
  askAudience,
  askForEvidence,
  chooseFact,
  condition,
  decide,
  nameOf,
  nameProduct,
  startProduct,
  submitProduct,
} from "./journey-steps/write-product";

const saved = (page: Page) => expect(page.locator("[data-save=saved]")).toBeVisible();

/**
 * A draft in the editor, which has looked whether it was changed elsewhere: an answer that comes
 * later would bring what the other window stores meanwhile, before anything is typed in this one.
 */
async function openDraft(page: Page, address: string) {
  const looked = page.waitForResponse((one) => one.url().includes("productProposals.get"));
  await page.goto(address);
  await looked;
}

test("an officer writes a product, an approver and the office let it in, and everybody finds it", async ({
  openAs,
  stage,
}) => {
  const mark = randomUUID().slice(0, 8);
  const name = `税银通${mark}`;
  const officer = await openAs("officer");
  await startProduct(officer);

  await test.step("what is missing is listed and leads to its field", async () => {
    await officer.getByRole("button", exactly("editor.submit")).click();
    const summary = officer.locator("section[aria-labelledby=summary-title]");
    await expect(summary).toBeFocused();
    await summary.getByRole("link", { name: say("editor.field.nameZh.label") }).click();
    await expect(nameOf(officer)).toBeFocused();
  });

  await nameProduct(officer, name, mark);

  await test.step("a condition is built with the keyboard and said in both languages", async () => {
    await officer.locator("#rule-add").press("Enter");
    await chooseFact(officer, "近12个月申报销售收入");
    await officer.keyboard.press("Tab");
    await officer.keyboard.press("Tab");
    await officer.keyboard.type("100");
    const built = condition(officer, "4");
    await expect(built.locator("p[lang='zh-CN']")).toContainText("不低于100.00");
    await expect(built.locator("p[lang='en']")).toContainText("at least CNY");
    await built.getByRole("button", exactly("editor.rule.act.up")).press("Enter");
    await expect(
      condition(officer, "3").getByRole("button", exactly("editor.rule.act.up")),
    ).toBeFocused();
  });

  await test.step("a contradiction is told where it stands, and taken back", async () => {
    const built = condition(officer, "3");
    await built.getByRole("button", exactly("editor.rule.act.duplicate")).click();
    const copy = condition(officer, "4");
    await copy.getByLabel(say("editor.rule.operator")).selectOption("lt");
    await copy.getByLabel(say("editor.rule.value"), { exact: true }).fill("50");
    const fatal = say("editor.problem.contradiction.never_true", {
      facts: "近12个月申报销售收入",
    });
    await expect(officer.getByText(fatal).first()).toBeVisible();
    await copy.getByRole("button", exactly("editor.rule.act.remove")).click();
    await expect(officer.getByText(fatal)).toHaveCount(0);
  });

  await test.step("data a condition needs is asked for from there", async () => {
    await officer.locator("#rule-add").click();
    await chooseFact(officer, "水费欠费");
    const built = condition(officer, "5");
    await built.getByLabel(say("editor.rule.value"), { exact: true }).fill("0");
    await askForEvidence(officer, built, "water_usage");
  });

  await test.step("whom it reaches is told in bands, and by which condition alone it loses most", async () => {
    const panel = await askAudience(officer);
    await condition(officer, "1").getByLabel(say("editor.rule.value"), { exact: true }).fill("24");
    await expect(panel.getByText(say("audience.outdated"))).toBeVisible();
  });

  await test.step("what is typed is there again after a reload", async () => {
    await saved(officer);
    await officer.reload();
    await expect(nameOf(officer)).toHaveValue(name);
    await expect(condition(officer, "5").getByRole("combobox").first()).toHaveValue("水费欠费");
  });

  const proposalId = await submitProduct(officer);
  expect(await complaintsOf(officer)).toEqual([]);

  const approver = await openAs("approver");
  await decide(approver, `/bank/products/proposals/${proposalId}`, "approve");
  await expect(
    approver.getByText(say("shelf.status.awaiting_office"), { exact: true }),
  ).toBeVisible();

  const office = apiOf(await sessionOf((await personOf(null, "supervisor")).id));
  const { revision } = await office.officeProducts.proposal.query({ proposalId });
  const { productId } = await office.officeProducts.letIn.mutate({ proposalId, revision });

  const visitor = await openAs(null);
  await visitor.goto(`/products?q=${encodeURIComponent(name)}`);
  await visitor.getByRole("link", { name }).click();
  await visitor.waitForURL(new RegExp(`/products/${productId}$`, "u"));
  await expect(visitor.getByText("水费欠费").first()).toBeVisible();

  // Off the shelf again: other specs count what is on it.
  await apiOf(stage.sessions.officer).bankProducts.withdraw.mutate({ productId });
});

test("two windows on one draft: nothing typed in either is lost unasked", async ({
  openAs,
  stage,
}) => {
  const id = randomUUID();
  await apiOf(stage.sessions.officer).productProposals.create.mutate({
    id,
    productId: null,
    content: newProduct,
  });
  const [first, second] = [await openAs("officer"), await openAs("officer")];
  for (const page of [first, second]) await openDraft(page, `/bank/products/proposals/${id}/edit`);
  await nameOf(first).fill("甲窗口的名字");
  await saved(first);

  await nameOf(second).fill("乙窗口的名字");
  await expect(second.locator("[data-save=conflict]")).toBeVisible();
  await expect(nameOf(second)).toHaveValue("乙窗口的名字");
  await second.getByRole("button", exactly("editor.save.conflict.overwrite")).click();
  await saved(second);

  await nameOf(first).fill("甲窗口又改");
  await first.getByRole("button", exactly("editor.save.conflict.reload")).click();
  await expect(nameOf(first)).toHaveValue("乙窗口的名字");
  await saved(first);
});

test("following a link stores what is not stored yet", async ({ openAs, stage }) => {
  const id = randomUUID();
  const api = apiOf(stage.sessions.officer);
  await api.productProposals.create.mutate({ id, productId: null, content: newProduct });
  const page = await openAs("officer");
  await page.goto(`/bank/products/proposals/${id}/edit`);
  await nameOf(page).fill("匆忙离开");
  await page.getByRole("link", exactly("editor.back")).click();
  await page.waitForURL(new RegExp(`/proposals/${id}$`, "u"));
  const { content } = await api.productProposals.get.query({ proposalId: id });
  expect(content.name?.zh).toBe("匆忙离开");
});

test("a colleague takes a draft over with what it says of paying early, and its writer is told", async ({
  openAs,
  stage,
}) => {
  const proposalId = randomUUID();
  const address = `/bank/products/proposals/${proposalId}`;
  const officer = apiOf(stage.sessions.officer);
  await officer.productProposals.create.mutate({
    id: proposalId,
    productId: null,
    content: newProduct,
  });
  const writer = await openAs("officer");
  await openDraft(writer, `${address}/edit`);
  const field = (name: "prepayment" | "prepaymentFee" | "prepaymentFreeAfter") =>
    writer.locator(`#field-${name}`);
  await field("prepayment").selectOption("allowed");
  await field("prepaymentFee").fill("1.5");
  await field("prepaymentFreeAfter").fill("6");
  await expect(writer.locator("output[for=field-prepayment]")).toContainText("1.50");
  await saved(writer);

  const colleague = await openAs(null);
  const { id } = await personOf(stage.bank, "admin");
  await colleague.context().addCookies([cookie(await sessionOf(id))]);
  await decide(colleague, address, "takeOver");
  await expect(
    colleague.getByText(say("shelf.proposal.takenOver", { name: "示例管理员" })),
  ).toBeVisible();
  await colleague.getByRole("link", exactly("shelf.proposal.edit")).click();
  await colleague.waitForURL(`**${address}/edit`);
  await nameOf(colleague).fill("接手以后的名字");
  await saved(colleague);

  await nameOf(writer).fill("起草人又改");
  await expect(writer.locator("[data-save=conflict]")).toBeVisible();
  await expect(
    writer.getByText(say("editor.save.taken.titleBy", { name: "示例管理员" })),
  ).toBeVisible();
  await writer.getByText(say("editor.save.taken.show")).click();
  await expect(writer.getByLabel(say("editor.save.taken.text"))).toHaveValue(/起草人又改/u);
  await writer.getByRole("button", exactly("editor.save.taken.leaveWithout")).click();
  await writer.waitForURL(`**${address}`);
  const { content, formerWriters } = await officer.productProposals.get.query({ proposalId });
  expect(content).toMatchObject({
    name: { zh: "接手以后的名字" },
    prepayment: { isAllowed: true, feeBasisPoints: 150, freeAfterMonths: 6 },
  });
  expect(formerWriters).toEqual(["示例客户经理"]);
});
