import { readPages } from "./fixtures/read-pages";
import { expect, test } from "./fixtures/test";
import { say } from "./journey-steps/words";

readPages("owner");

test("a clerk prepares and may not sign", async ({ openAs, stage }) => {
  const page = await openAs("clerk");
  await page.goto(`/sme/applications/${stage.cases.prepared.applicationId}`);
  await expect(page.getByText(say("signing.cosign.refusal.signer_forbidden"))).toBeVisible();
  await expect(page.getByRole("button", { name: say("applications.sign.read") })).toHaveCount(0);
  await page.goto("/sme/offers");
  await expect(page.getByText(say("offers.onlyOwner"))).toBeVisible();
});

test("what is missing in a need is said beside each field, and what was typed stays", async ({
  openAs,
}) => {
  const page = await openAs("owner");
  await page.goto("/sme/needs/new");
  await page.getByLabel(say("needs.form.term"), { exact: true }).fill("999");
  await page.getByRole("button", { name: say("needs.form.submit") }).click();
  for (const error of ["amount_missing", "term_out_of_range", "purpose_missing"])
    await expect(page.getByText(say(`needs.form.errors.${error}`))).toBeVisible();
  await expect(page.getByLabel(say("needs.form.term"), { exact: true })).toHaveValue("999");
});

test("a file that is not what it says is refused by its content", async ({ openAs, stage }) => {
  const page = await openAs("owner");
  await page.goto(`/sme/applications/${stage.cases.asked.applicationId}`);
  await page.getByLabel(say("applications.documents.label")).setInputFiles({
    name: "contract.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("MZ this is a program"),
  });
  await page.getByRole("button", { name: say("applications.documents.send") }).click();
  await expect(page.getByText(say("errors.document_type_unknown"))).toBeVisible();
});
