import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { apiOf } from "./fixtures/api";
import { expect, test } from "./fixtures/test";
import { exactly, pattern, say } from "./journey-steps/words";

const phone = { viewport: { width: 390, height: 844 } };

async function takeUp(desk: Page, productId: string) {
  const need = desk
    .getByRole("listitem")
    .filter({ hasText: say("states.needPurpose.raw_materials") })
    .filter({ hasText: say("openNeeds.bank.take") })
    .first();
  await need.getByText(say("openNeeds.bank.take"), { exact: true }).click();
  await need.getByLabel(say("openNeeds.bank.product")).selectOption(productId);
  await need.getByLabel(say("openNeeds.bank.message")).fill("三个工作日内答复。");
  await need.getByRole("button", exactly("openNeeds.bank.send")).click();
}

test("a firm lets banks come to it, one takes the need up without knowing whose it is, and the firm goes on with it", async ({
  openAs,
  stage,
}) => {
  const api = apiOf(stage.sessions.owner);
  const { id: needId } = await api.needs.create.mutate({
    id: randomUUID(),
    amount: 30_000_000n,
    termMonths: 12,
    purpose: "raw_materials",
  });
  await api.matches.run.mutate({ needId });
  const owner = await openAs("owner", phone);
  await owner.goto(`/sme/needs/${needId}/open`);
  await expect(owner.getByText(say("products.amountBand.0-50"))).toBeVisible();
  await owner.getByRole("button", exactly("openNeeds.sme.open")).click();
  await owner.getByRole("alertdialog").getByRole("button", exactly("openNeeds.sme.open")).click();
  await expect(owner.getByText(say("openNeeds.sme.nobody"))).toBeVisible();

  const officer = await openAs("officer");
  const late = await openAs("officer");
  for (const desk of [officer, late]) {
    await desk.goto("/bank/open-needs");
    await expect(desk.locator("main")).not.toContainText(stage.firm);
  }
  await takeUp(officer, stage.productId);
  await expect(officer.getByText(say("openNeeds.bank.status.taken")).first()).toBeVisible();

  // At a desk that has not seen it yet the bank is told that it was itself.
  await takeUp(late, stage.productId);
  await expect(late.getByText(say("errors.open_need_taken"))).toBeVisible();
  await late.getByRole("button", exactly("openNeeds.bank.refresh")).click();
  await expect(late.getByText(say("openNeeds.bank.status.taken")).first()).toBeVisible();

  await owner.reload();
  const taker = owner.getByRole("listitem").filter({ hasText: stage.bank });
  await expect(taker).toContainText("三个工作日内答复。");
  await expect(taker.getByText(pattern("openNeeds.take.suggests", "product"))).toBeVisible();
  await taker.getByRole("button", exactly("openNeeds.take.accept")).click();
  await owner.waitForURL(/\/sme\/applications\/[0-9a-f-]{36}$/);

  await officer.reload();
  await expect(officer.getByText(say("openNeeds.bank.status.accepted"))).toBeVisible();
  await expect(officer.locator("main")).not.toContainText(stage.firm);
});
