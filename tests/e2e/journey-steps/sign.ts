import type { Page } from "@playwright/test";
import { expect, type Scene } from "./scene";
import { exactly, say } from "./words";

/** A code works once: where the last one is spent, the button says how long until the next. */
const longestWait = 70_000;

/** Fills in the demo's signing code. */
export async function fillCode(scene: Scene, page: Page): Promise<void> {
  await scene.beforeSigning?.();
  const field = page.getByLabel(say("auth.signingCode.label"));
  const fill = page.getByRole("button", exactly("auth.signingCode.fill"));
  await expect(async () => {
    await fill.click({ timeout: longestWait });
    await expect(field).toHaveValue(/^\d{6}$/, { timeout: 3_000 });
  }).toPass({ timeout: 2 * longestWait });
}
