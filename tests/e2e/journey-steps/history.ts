import type { Page } from "@playwright/test";
import { confirmRevocation } from "./allow-matching";
import { expect, seen, type Scene } from "./scene";
import { exactly, pattern, say } from "./words";

/** Who looked, and that nothing of it was changed. */
export async function checkHistory({ step }: Scene, page: Page, bank: string) {
  await step("history", `the looks of ${bank}`, page, async () => {
    await page.goto("/sme/history");
    const looks = page.getByRole("list", { name: say("consents.looks.label") });
    await expect(
      looks.getByText(say("consents.looks.action.gate_open", { who: bank })).first(),
    ).toBeVisible();
  });
  await step("ledger-checked", "a whole chain, recomputed in this browser", page, async () => {
    await page.getByRole("button", exactly("consents.verify.action")).click();
    await expect(page.getByText(pattern("consents.verify.whole", "count"))).toBeVisible();
  });
}

/** Revokes the consent an application stands on. */
export async function revokeFor(scene: Scene, page: Page, application: string) {
  await scene.step("revoke", "the consent revoked", page, async () => {
    await page.goto(application);
    await page.getByRole("link", exactly("applications.consent")).click();
    await page.getByRole("button", exactly("consents.revoke.action")).click();
    await confirmRevocation(scene, page);
    await expect(seen(page, say("consents.status.revoked"))).toBeVisible();
  });
}

/** The bank tries once more, on the page it still has open. */
export async function readRefused({ step, press }: Scene, page: Page) {
  await step("read-refused", "the bank's next read refused", page, async () => {
    await press(page.getByRole("button", exactly("bank.profile.again")));
    await expect(page.getByRole("alert").getByText(say("bank.profile.refused"))).toBeVisible();
    await expect(page.locator("[data-item]")).toHaveCount(0);
  });
}

/** The refusal stands in the owner's history. */
export async function refusalSeen({ step }: Scene, page: Page, bank: string) {
  await step("refusal-in-history", "the refused look in the history", page, async () => {
    await page.goto("/sme/history");
    const reason = say("consents.looks.code.CONSENT_REVOKED");
    const line = say("consents.looks.refused", { who: bank, reason });
    await expect(seen(page, line)).toBeVisible();
  });
}
