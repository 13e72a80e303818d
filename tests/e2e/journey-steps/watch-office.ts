import type { Page } from "@playwright/test";
import { expect, type Scene } from "./scene";
import { say } from "./words";

const loansOf = (page: Page) =>
  page
    .getByRole("figure")
    .filter({ hasText: say("office.figure.loans.name") })
    .first();

/** The number of loans on the office's overview now. */
async function countLoans(page: Page): Promise<number> {
  const text = await loansOf(page).locator("p").first().innerText();
  const digits = text.replaceAll(/\D/gu, "");
  if (!digits) throw new Error(`the number of loans reads “${text}”`);
  return Number(digits);
}

/** The overview before anything is paid out. */
export async function openOverview({ step }: Scene, page: Page): Promise<number> {
  return step("office-before", "the office's figures, live", page, async () => {
    await page.goto("/credit-office");
    await expect(loansOf(page)).toBeVisible();
    await expect(page.getByText(/实时，更新于/u)).toBeVisible();
    return countLoans(page);
  });
}

/** Waits for the overview to move by itself; gives how long that took. */
export async function watchMove(page: Page, before: number, since: Date): Promise<number> {
  await expect
    .poll(() => countLoans(page), { timeout: 120_000, intervals: [100] })
    .toBeGreaterThan(before);
  return Date.now() - since.getTime();
}
