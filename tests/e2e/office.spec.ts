import { readPages } from "./fixtures/read-pages";
import { expect, test } from "./fixtures/test";
import { pattern, say } from "./journey-steps/words";

readPages("analyst");

test("the cut is said in words and changes with the form", async ({ openAs, stage }) => {
  const page = await openAs("analyst");
  await page.goto("/credit-office");
  await expect(page.getByText(say("office.overview.allBanks")).first()).toBeVisible();
  await page
    .getByLabel(say("office.overview.form.bank"), { exact: true })
    .selectOption({ label: stage.bank });
  await page.getByRole("button", { name: say("office.overview.form.act"), exact: true }).click();
  await page.waitForURL(/[?&]bank=/);
  await expect(page.getByText(`· ${stage.bank} ·`)).toBeVisible();
});

test("what is exported opens as a table", async ({ openAs }) => {
  const page = await openAs("analyst");
  await page.goto("/credit-office");
  const link = page.getByRole("link", { name: pattern("office.export.label", "name") }).first();
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/u);
});
