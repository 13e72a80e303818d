import type { Page } from "@playwright/test";
import { expect, seen, type Scene } from "./scene";
import { exactly, say } from "./words";

/** Opens a case from the queue. */
export async function openFromQueue({ step }: Scene, page: Page, firm: string, id: string) {
  await step("queue", `${firm} in the bank's queue`, page, async () => {
    await page.goto("/bank");
    await page.getByRole("searchbox").fill(firm);
    await page.getByRole("button", exactly("bank.search.act")).click();
    // The case may stand in the list before it is searched: a press there goes with the page.
    await page.waitForURL(({ searchParams }) => searchParams.get("search") === firm);
    await expect(page.locator(`a[href="/bank/applications/${id}"]`)).toBeVisible();
  });
  await page.locator(`a[href="/bank/applications/${id}"]`).click();
  await page.waitForURL(`**/bank/applications/${id}`);
}

/** 受理, and the profile through the gate. */
export async function acceptAndRead({ step, press }: Scene, page: Page) {
  await step("accepted", "the case accepted", page, async () => {
    await press(page.getByRole("button", exactly("bank.acts.accept.act")));
    await expect(page.getByText(say("bank.acts.readFirst"))).toBeVisible();
  });
  await step("profile", "the credit profile", page, async () => {
    await press(page.getByRole("button", exactly("bank.profile.read")));
    await expect(page.locator("[data-item]").first()).toBeVisible();
    await expect(page.getByRole("link", exactly("bank.acts.offer"))).toBeVisible();
  });
}

/** Asks the firm for a document. */
export async function askForDocument({ step, press }: Scene, page: Page, message: string) {
  await step("information-asked", "the request with the clock paused", page, async () => {
    await page.getByRole("link", exactly("bank.acts.information")).click();
    await page.getByRole("radio", { name: say("states.informationKind.document") }).check();
    await page.getByLabel(say("bank.information.message")).fill(message);
    await press(page.getByRole("button", exactly("bank.information.act")));
    await expect(page.getByText(say("bank.acts.waiting.information_requested"))).toBeVisible();
    await expect(page.getByText(message)).toBeVisible();
  });
}

type Paper = { name: string; mimeType: string; buffer: Buffer };

/** The owner sends a file along and answers. */
export async function answerWithDocument(
  { step, press }: Scene,
  page: Page,
  file: Paper,
  answer: string,
) {
  await step("document", "the uploaded file", page, async () => {
    await page.getByLabel(say("applications.documents.label")).setInputFiles(file);
    await press(page.getByRole("button", exactly("applications.documents.send")));
    await expect(seen(page, /\.pdf$/u)).toBeVisible();
  });
  await step("answered", "the answer with the bank", page, async () => {
    await page.getByLabel(say("applications.answer.label")).fill(answer);
    await press(page.getByRole("button", exactly("applications.answer.send")));
    await expect(page.getByText(say("states.information.answered"))).toBeVisible();
  });
}

/** Says no with its reasons. */
export async function decline(
  { step, press }: Scene,
  page: Page,
  reasons: string[],
  message: string,
) {
  await step("decline", "the reasons of a refusal", page, async () => {
    await page.getByRole("link", exactly("bank.acts.decline")).click();
    for (const reason of reasons) await page.getByRole("checkbox", { name: reason }).check();
    await page.getByLabel(say("bank.decline.message")).fill(message);
  });
  await step("declined", "the case declined and the consent given up", page, async () => {
    await page.getByRole("button", exactly("bank.decline.act")).click();
    const question = page.getByRole("alertdialog");
    await press(question.getByRole("button", exactly("bank.decline.confirm")));
    await expect(seen(page, say("states.application.declined"))).toBeVisible();
    for (const reason of reasons) await expect(seen(page, reason)).toBeVisible();
  });
}
