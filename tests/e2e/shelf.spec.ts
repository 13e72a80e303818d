import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { apiOf } from "./fixtures/api";
import { personOf, sessionOf } from "./fixtures/sessions";
import { expect, test } from "./fixtures/test";
import { exactly, say } from "./journey-steps/words";
import { leastAmount } from "./journey-steps/write-product";

test("a product is exported, imported with a slip, put right, approved, withdrawn and put back", async ({
  openAs,
  stage,
}) => {
  const officer = await openAs("officer");
  await officer.goto(`/bank/products/${stage.productId}`);
  const downloading = officer.waitForEvent("download");
  await officer.getByRole("link", exactly("shelf.history.export")).first().click();
  const file = JSON.parse(readFileSync(await (await downloading).path(), "utf8")) as {
    name: { zh: string };
  };
  const mark = randomUUID().slice(0, 8);
  const name = `导入${mark}`;
  const least = Number(leastAmount.fen);
  const product = {
    ...file,
    code: `in-${mark}`,
    name: { ...file.name, zh: name },
    amountMin: least,
    amountMax: 2 * least,
  };

  await officer.goto("/bank/products/import");
  const text = officer.getByLabel(say("shelf.import.text"));
  await text.fill(JSON.stringify({ ...product, amountMax: 1, colour: "red" }));
  await officer.getByRole("button", exactly("shelf.import.act")).click();
  await expect(officer.getByText("colour:")).toBeVisible();
  await expect(officer.getByText(say("errors.amount_range_reversed"))).toBeVisible();
  await text.fill(JSON.stringify(product));
  await officer.getByRole("button", exactly("shelf.import.act")).click();
  await officer.waitForURL(/\/proposals\/[0-9a-f-]{36}$/u);
  const proposalId = officer.url().slice(-36);
  await officer.getByRole("button", exactly("shelf.decide.submit.action")).click();
  await officer
    .getByRole("alertdialog")
    .getByRole("button", exactly("shelf.decide.submit.action"))
    .click();
  await expect(officer.getByText(say("shelf.status.awaiting_bank"), { exact: true })).toBeVisible();

  await test.step("the approver sends it back with a reason, and then approves", async () => {
    const approver = await openAs("approver");
    await approver.goto(`/bank/products/proposals/${proposalId}`);
    await approver.getByRole("button", exactly("shelf.decide.sendBack.action")).click();
    const dialog = approver.getByRole("dialog");
    await dialog.getByRole("button", exactly("shelf.decide.sendBack.action")).click();
    await expect(dialog.getByText(say("shelf.decide.sendBack.missing"))).toBeVisible();
    await dialog.getByLabel(say("shelf.decide.sendBack.reason")).fill("请补充材料清单");
    await dialog.getByRole("button", exactly("shelf.decide.sendBack.action")).click();
    await expect(approver.getByText(say("shelf.status.draft"), { exact: true })).toBeVisible();
    await officer.reload();
    await expect(officer.getByText("请补充材料清单")).toBeVisible();
    const api = apiOf(stage.sessions.officer);
    await api.productProposals.submit.mutate({ proposalId, revision: 1 });
    await apiOf(stage.sessions.approver).productProposals.approve.mutate({
      proposalId,
      revision: 1,
    });
  });

  const office = apiOf(await sessionOf((await personOf(null, "supervisor")).id));
  const { productId } = await office.officeProducts.letIn.mutate({ proposalId, revision: 1 });
  const visitor = await openAs(null);
  await visitor.goto(`/products/${productId}`);
  await expect(visitor.getByRole("heading", { name, level: 1 })).toBeVisible();

  await officer.goto(`/bank/products/${productId}`);
  await officer.getByRole("button", exactly("shelf.shelf.withdraw.action")).click();
  await officer
    .getByRole("alertdialog")
    .getByRole("button", exactly("shelf.shelf.withdraw.action"))
    .click();
  await expect(officer.getByText(say("states.product.withdrawn"), { exact: true })).toBeVisible();
  expect((await visitor.goto(`/products/${productId}`))?.status()).toBe(404);

  const approver = await openAs("approver");
  await approver.goto(`/bank/products/${productId}`);
  await approver.getByRole("button", exactly("shelf.shelf.resume.action")).click();
  await approver
    .getByRole("alertdialog")
    .getByRole("button", exactly("shelf.shelf.resume.action"))
    .click();
  // Of the product, and of the version on offer.
  const published = approver.getByText(say("states.product.published"), { exact: true });
  await expect(published.first()).toBeVisible();
  expect((await visitor.goto(`/products/${productId}`))?.status()).toBe(200);

  // Off the shelf again: other specs count what is on it.
  await apiOf(stage.sessions.officer).bankProducts.withdraw.mutate({ productId });
});
