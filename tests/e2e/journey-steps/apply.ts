import type { Page } from "@playwright/test";
import { expect, type Scene } from "./scene";
import { fillCode } from "./sign";
import { exactly, pattern, say } from "./words";

/** Reads what the bank would see, signs the consent and submits; gives the bank's name. */
export async function signAndSubmit(scene: Scene, page: Page): Promise<string> {
  const { step, press } = scene;
  const bank = await step("dry-run", "the page the bank will see", page, async () => {
    const title = page.getByRole("heading", { name: pattern("profiles.dryRun.title", "bank") });
    await expect(title).toBeVisible();
    await expect(page.locator("[data-item]").first()).toBeVisible();
    return pattern("profiles.dryRun.title", "bank").exec(await title.innerText())?.[1] ?? "";
  });
  await step("consent", `the consent for ${bank}`, page, async () => {
    await press(page.getByRole("button", exactly("applications.sign.read")));
    await expect(page.getByRole("table", { name: say("consents.items.caption") })).toBeVisible();
    await expect(page.getByRole("article").getByText(bank).first()).toBeVisible();
    await fillCode(scene, page);
  });
  await step("submitted", `the application submitted to ${bank}`, page, async () => {
    await press(page.getByRole("button", exactly("applications.sign.sign")));
    await expect(page.getByText(say("applications.next.submitted.title", { bank }))).toBeVisible();
  });
  return bank;
}
