import type { Page } from "@playwright/test";
import { expect, seen, type Scene } from "./scene";
import { fillCode } from "./sign";
import { exactly, pattern, say } from "./words";

const agenciesTake = 120_000;

/** The firm as the registry has it, and what the agencies hold about it. */
export async function readOwnFirm({ step }: Scene, page: Page, firm: string) {
  await step("firm", "the firm's registry data", page, async () => {
    await page.goto("/sme");
    await expect(page.getByRole("heading", { level: 1, name: firm })).toBeVisible();
    await expect(seen(page, /^[0-9A-HJ-NPQRTUWXY]{18}$/)).toBeVisible();
  });
  await step("sources", "agencies with the months they hold", page, async () => {
    await page.getByRole("link", exactly("sme.home.sources")).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("sources.title"));
    await expect(seen(page, say("sources.consented"))).toBeVisible();
    await expect(seen(page, /\d+条记录/)).toBeVisible();
  });
}

/** The consent to the platform: items, exact text, signature, and the agencies' answers. */
export async function allowMatching(scene: Scene, page: Page, item?: string) {
  const { step, press } = scene;
  await step("matching-items", "items to choose for matching", page, async () => {
    await page.goto("/sme/consents/matching?next=/sme/needs/new");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      say("consents.matching.title"),
    );
    await endEarlier(scene, page);
    if (item) await page.getByRole("checkbox", exactly(`sources.item.${item}`)).check();
    else await page.getByRole("button", exactly("consents.matching.all")).click();
  });
  await step("matching-text", "the exact text of the consent", page, async () => {
    await press(page.getByRole("button", exactly("consents.matching.read")));
    await expect(page.getByRole("table", { name: say("consents.items.caption") })).toBeVisible();
    await fillCode(scene, page);
  });
  await step("matching-fetch", "every agency's answer", page, async () => {
    await press(page.getByRole("button", exactly("consents.matching.sign")));
    await expect(page.getByRole("button", exactly("consents.matching.next"))).toBeVisible({
      timeout: agenciesTake,
    });
    await expect(seen(page, exactly("sources.status.done").name)).toBeVisible();
  });
  await page.getByRole("button", exactly("consents.matching.next")).click();
  await page.waitForURL("**/sme/needs/new");
}

/** One matching consent at a time: what an earlier story left is revoked first. */
async function endEarlier(scene: Scene, page: Page) {
  const items = page.getByRole("button", exactly("consents.matching.read"));
  const revoke = page.getByRole("button", exactly("consents.revoke.action"));
  await expect(items.or(revoke).first()).toBeVisible();
  if (await items.isVisible()) return;
  await revoke.first().click();
  await confirmRevocation(scene, page);
  await expect(items).toBeVisible();
}

/** The question before a consent ends, answered with yes. */
export async function confirmRevocation(scene: Scene, page: Page) {
  const question = page.getByRole("alertdialog", { name: pattern("consents.revoke.title", "who") });
  await scene.press(question.getByRole("button", exactly("consents.revoke.confirm")));
  await expect(question).toBeHidden();
}
