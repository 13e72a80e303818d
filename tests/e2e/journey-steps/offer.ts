import type { Page } from "@playwright/test";
import { expect, seen, type Scene } from "./scene";
import { fillCode } from "./sign";
import { exactly, say } from "./words";

/** The officer's terms, with what they cost worked out beside them. */
export async function draftOffer({ step, press }: Scene, page: Page, conditions: string) {
  await step("offer-draft", "the offer's terms and what they cost", page, async () => {
    await page.getByRole("link", exactly("bank.acts.offer")).click();
    await expect(page.getByRole("button", exactly("bank.offer.submit"))).toBeVisible();
    await page.getByLabel(say("bank.offer.conditions")).fill(conditions);
    await expect(seen(page, say("bank.offer.totalCost"))).toBeVisible();
  });
  await step("offer-pending", "the offer waiting for another person", page, async () => {
    await press(page.getByRole("button", exactly("bank.offer.submit")));
    await expect(page.getByText(say("bank.acts.fourEyes"))).toBeVisible();
  });
}

/** Another person than the one who drafted it. */
export async function approveOffer({ step, press }: Scene, page: Page) {
  await step("offer-approved", "the offer with the firm", page, async () => {
    await press(page.getByRole("button", exactly("bank.approve.act")));
    await expect(seen(page, say("states.offer.open"))).toBeVisible();
  });
}

/** The owner reads what it costs and signs. */
export async function acceptOffer(scene: Scene, page: Page, bank: string, conditions: string) {
  const { step, press } = scene;
  const offer = page.getByRole("article").filter({ hasText: conditions });
  await step("offers", "offers by what they cost", page, async () => {
    await page.getByRole("link", exactly("applications.next.seeOffers")).click();
    await expect(offer.getByRole("heading", { name: bank })).toBeVisible();
    await expect(offer.getByText(say("offers.annual")).first()).toBeVisible();
    await expect(offer.getByText(say("offers.cost")).first()).toBeVisible();
  });
  await step("offer-signing", "what follows from signing", page, async () => {
    await offer.getByRole("button", exactly("offers.answer.accept")).click();
    await expect(offer.getByText(say("offers.answer.follows", { bank }))).toBeVisible();
    await fillCode(scene, page);
  });
  await step("offer-accepted", "the offer accepted", page, async () => {
    await press(offer.getByRole("button", exactly("offers.answer.sign")));
    await expect(offer.getByText(say("states.offer.accepted"))).toBeVisible();
  });
}
