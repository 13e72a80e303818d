import { readPages } from "./fixtures/read-pages";
import { expect, test } from "./fixtures/test";
import { exactly, say } from "./journey-steps/words";

readPages("officer");
readPages("approver");

test("j and k walk the queue, Enter opens the case", async ({ openAs }) => {
  const page = await openAs("officer");
  await page.goto("/bank?tab=in_review");
  // The keys are listened to a moment after the controls are; what the table is opened with tells.
  await page.getByRole("button", { name: say("common.keys.open") }).click();
  const keys = page.getByRole("dialog", exactly("common.keys.title"));
  await expect(keys).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await page.keyboard.press("j");
  await expect(page.locator("[data-row]").first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.locator("[data-row]").nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/bank\/applications\/[0-9a-f-]{36}$/);
});

test("whoever drafted an offer is not offered to approve it", async ({ openAs, stage }) => {
  const { applicationId } = stage.cases.pending;
  const officer = await openAs("officer");
  await officer.goto(`/bank/applications/${applicationId}`);
  await expect(officer.getByText(say("bank.acts.fourEyes"))).toBeVisible();
  await expect(officer.getByRole("button", { name: say("bank.approve.act") })).toHaveCount(0);
  const approver = await openAs("approver");
  await approver.goto(`/bank/applications/${applicationId}`);
  await expect(approver.getByRole("button", { name: say("bank.approve.act") })).toBeVisible();
});

test("a refusal without a reason is not sent", async ({ openAs, stage }) => {
  const page = await openAs("officer");
  await page.goto(`/bank/applications/${stage.cases.underReview.applicationId}/decline`);
  await page.getByRole("button", { name: say("bank.decline.act") }).click();
  await expect(page.getByText(say("errors.decline_reason_missing"))).toBeVisible();
  await expect(page.getByText(say("errors.message_too_short"))).toBeVisible();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
});
