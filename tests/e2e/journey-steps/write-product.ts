import type { Locator, Page } from "@playwright/test";
import { audienceBands } from "@/domain/audience/schema";
import { expect } from "./scene";
import { exactly, say } from "./words";

/** A new product on the usual settings, in the editor. */
export async function startProduct(page: Page) {
  await page.goto("/bank/products/new");
  await page.getByRole("button", exactly("editor.start.act")).click();
  await page.waitForURL(/\/edit$/u);
}

export const nameOf = (page: Page) =>
  page.getByLabel(say("editor.field.nameZh.label"), { exact: true });

/** Above what any other story asks for: a product that comes and goes is none they could choose. */
export const leastAmount = { fen: 200_000_000n, typed: "200" };

/** All that the usual settings leave blank, and the least amount. */
export async function nameProduct(page: Page, name: string, mark: string) {
  await nameOf(page).fill(name);
  await page.getByLabel(say("editor.field.nameEn.label")).fill(`Tax pass ${mark}`);
  await page.getByLabel(say("editor.field.summaryZh.label")).fill("凭纳税记录申请，线上审批。");
  await page
    .getByLabel(say("editor.field.summaryEn.label"))
    .fill("Unsecured, on the strength of tax records.");
  await page.getByRole("button", exactly("editor.useCode", { code: `tax-pass-${mark}` })).click();
  await page
    .getByLabel(say("editor.field.amountMin.label"), { exact: true })
    .fill(leastAmount.typed);
}

export const condition = (page: Page, number: string): Locator =>
  page.getByRole("group", exactly("editor.rule.condition", { number }));

/** Types a fact's name where the keyboard is and takes the first one found. */
export async function chooseFact(page: Page, name: string) {
  await page.keyboard.type(name);
  const found = page.getByRole("listbox", exactly("editor.rule.fact")).getByRole("option");
  await expect(found.first()).toContainText(name);
  await page.keyboard.press("Enter");
}

/** Has the data a condition rests on asked for with the application. */
export async function askForEvidence(page: Page, built: Locator, source: string) {
  const item = say("sources.itemAt", {
    item: say(`sources.item.${source}`),
    granularity: say("sources.granularity.indicator"),
  });
  await built.getByRole("button", exactly("editor.rule.evidence.add", { item })).click();
  await expect(built.getByText(say("editor.rule.evidence.asked", { item }))).toBeVisible();
  await expect(page.getByRole("group", { name: item })).toBeVisible();
}

/** Whom the rules reach, in bands, and which of them alone shuts out most. */
export async function askAudience(page: Page): Promise<Locator> {
  await page.getByRole("button", exactly("audience.ask")).click();
  const panel = page.getByRole("region", exactly("audience.title"));
  const band = new RegExp(audienceBands.map((one) => say(`audience.band.${one}`)).join("|"), "u");
  await expect(panel.locator("dd").first()).toHaveText(band);
  await expect(panel.getByRole("table", exactly("audience.excludes.caption"))).toBeVisible();
  return panel;
}

/** Hands it in for the bank's second person; gives the proposal's id. */
export async function submitProduct(page: Page): Promise<string> {
  await page.getByRole("button", exactly("editor.submit")).click();
  await page.waitForURL(/\/proposals\/[0-9a-f-]{36}$/u);
  await expect(page.getByText(say("shelf.status.awaiting_bank"), { exact: true })).toBeVisible();
  await expect(page.getByRole("button", exactly("shelf.decide.approve.action"))).toHaveCount(0);
  return page.url().slice(-36);
}

/** A decision about a proposal on its page, with a yes to the question it asks. */
export async function decide(page: Page, proposal: string, act: "approve" | "letIn" | "takeOver") {
  const button = exactly(`shelf.decide.${act}.action`);
  await page.goto(proposal);
  await page.getByRole("button", button).click();
  await page.getByRole("alertdialog").getByRole("button", button).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
}
