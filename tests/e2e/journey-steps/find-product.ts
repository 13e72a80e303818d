import type { Locator, Page } from "@playwright/test";
import { expect, sectionOf, type Scene } from "./scene";
import { exactly, pattern, say } from "./words";

export type Wanted = { amount: string; months: string; purpose: string };

/** States what is wanted and has every product judged; gives the need's address. */
export async function stateNeed(
  { step, press }: Scene,
  page: Page,
  wanted: Wanted,
): Promise<string> {
  await step("need", "the form of a need", page, async () => {
    await page.goto("/sme/needs/new");
    await page.getByLabel(say("needs.form.amount")).fill(wanted.amount);
    await page.getByLabel(say("needs.form.term"), { exact: true }).fill(wanted.months);
    await page.getByRole("radio", exactly("states.needPurpose.raw_materials")).check();
    await page.getByLabel(say("needs.form.purposeText")).fill(wanted.purpose);
  });
  await press(page.getByRole("button", exactly("needs.form.submit")));
  await page.waitForURL(/\/sme\/needs\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** The cards of one verdict, the cheapest first. */
type Verdict = "eligible" | "unknown" | "notEligible";
export const cardsOf = (page: Page, verdict: Verdict) =>
  sectionOf(page, pattern(`needs.match.${verdict}`, "count")).getByRole("article");

const chooseButton = { name: pattern("needs.match.chooseNamed", "product") };

/** Those that can still be taken up. */
export const choosable = (page: Page, verdict: Verdict) =>
  cardsOf(page, verdict).filter({ has: page.getByRole("button", chooseButton) });

/** Every product's verdict with its reasons; gives how many fit. */
export async function readMatches({ step }: Scene, page: Page): Promise<number> {
  return step("matches", "products with verdicts, reasons and annual rates", page, async () => {
    const heading = page.getByRole("heading", { name: pattern("needs.match.eligible", "count") });
    await expect(heading).toBeVisible();
    const cards = cardsOf(page, "eligible");
    const count = await cards.count();
    if (count > 0) await expectReasoned(cards.first());
    return count;
  });
}

async function expectReasoned(card: Locator) {
  await expect(card.getByText(say("needs.match.annual"))).toBeVisible();
  await expect(
    card
      .getByText(/\d+\.\d+\s?%/u)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await card.getByText(say("needs.match.why")).click();
  await expect(card.getByText(say("needs.match.outcome.met")).first()).toBeAttached();
}

/** Takes a product up; gives the application's address. */
export async function choose({ press }: Scene, page: Page, card: Locator): Promise<string> {
  await press(card.getByRole("button", chooseButton));
  await page.waitForURL(/\/sme\/applications\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}
