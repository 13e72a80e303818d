import type { Page } from "@playwright/test";
import { expect, seen, type Scene } from "./scene";
import { fillCode } from "./sign";
import { exactly, say } from "./words";

/** The bank's signature, by whoever may sign for it. */
export async function signContract(scene: Scene, page: Page) {
  const { step, press } = scene;
  await step("contract", "the contract signed by both", page, async () => {
    await page.getByRole("button", exactly("bank.contract.sign")).click();
    const question = page.getByRole("dialog");
    const sign = async () => {
      await fillCode(scene, page);
      await press(question.getByRole("button", exactly("bank.contract.sign")));
      await expect(question).toBeHidden();
    };
    // The one of the bank's people who may: any story's loans are signed by the same person.
    await (scene.alone ? scene.alone(sign) : sign());
    await expect(seen(page, say("states.application.contracted"))).toBeVisible();
  });
}

/** The money has gone out; gives when the press was made. */
export async function disburse(
  { step, press }: Scene,
  page: Page,
  reference: string,
): Promise<Date> {
  await step("disbursement", "what is paid out, when and under which number", page, async () => {
    await page.getByRole("link", exactly("bank.contract.disburse")).click();
    await page.getByLabel(say("bank.disburse.reference")).fill(reference);
  });
  return step("disbursed", "the loan", page, async () => {
    await press(page.getByRole("button", exactly("bank.disburse.act")));
    const pressedAt = new Date();
    await page.waitForURL(/\/bank\/loans\/[0-9a-f-]{36}$/);
    await expect(seen(page, say("states.loan.current"))).toBeVisible();
    return pressedAt;
  });
}

type Outcome = { kind: "repayment" | "overdue"; value: string; reference: string };

/** One outcome by hand; it stands in the loan's table afterwards. */
export async function recordOutcome({ step, press }: Scene, page: Page, outcome: Outcome) {
  const { kind, value, reference } = outcome;
  await step(kind, `the ${kind} on record`, page, async () => {
    await page.getByLabel(say("bank.outcomes.kind")).selectOption(kind);
    const field = kind === "repayment" ? "principal" : "overdueDays";
    await page.getByLabel(say(`bank.outcomes.${field}`), { exact: true }).fill(value);
    await page.getByLabel(say("bank.outcomes.reference"), { exact: true }).fill(reference);
    await press(page.getByRole("button", exactly("bank.outcomes.act")));
    await expect(page.getByRole("row").filter({ hasText: reference })).toBeVisible();
  });
}
