import type { Page } from "@playwright/test";
import { reasonCodes } from "@/domain/applications/reason-codes";
import { allowMatching, readOwnFirm } from "./allow-matching";
import { applyFor, bringToOffer, payOut } from "./carry-through";
import { cardsOf, choosable, readMatches, stateNeed } from "./find-product";
import { checkHistory, readRefused, refusalSeen, revokeFor } from "./history";
import { acceptOffer } from "./offer";
import { acceptAndRead, decline } from "./review";
import { expect, firmsOf, openBrowser, signIn, type Scene } from "./scene";
import { exactly, say } from "./words";

const need = { amount: "30", months: "12", purpose: "入冬前备一批原料，货款回笼后归还。" };
const refusal = "最近几个月的销售下降较快，暂时难以批准这个金额。";
const reasons = (["R301", "R303"] as const).map((code) => reasonCodes[code].text.zh);

type Played = { firm: string; owner: Page };

/** The whole story of one loan, of one refusal and of one revocation. */
export async function playMain(scene: Scene, firms?: string[]): Promise<Played> {
  const owner = await openBrowser(scene, scene.owner);
  const { firm, address } = await findLoan(scene, owner, firms ?? (await firmsOf(owner)));

  const granted = await applyFor(scene, {
    owner,
    firm,
    card: choosable(owner, "eligible").first(),
  });
  const { approver, conditions } = await bringToOffer(scene, granted);
  await refuseAnother(scene, owner, firm, address);

  await owner.goto(granted.address);
  await acceptOffer(scene, owner, granted.bank, conditions);
  await payOut(scene, granted, approver);
  await checkHistory(scene, owner, granted.bank);
  await revokeAnother(scene, owner, firm);
  return { firm, owner };
}

/** Signs in, allows matching and states the need; with a firm that has two products to choose from. */
async function findLoan(scene: Scene, owner: Page, firms: string[]) {
  for (const firm of firms.filter((name) => !name.startsWith("*"))) {
    await owner.context().clearCookies();
    await scene.step("sign-in", `the owner of ${firm} signed in`, owner, () =>
      signIn(owner, { organization: firm, role: "owner" }),
    );
    await readOwnFirm(scene, owner, firm);
    await allowMatching(scene, owner);
    const address = await stateNeed(scene, owner, need);
    if ((await readMatches(scene, owner)) >= 2) return { firm, address };
  }
  throw new Error(`none of ${firms.join(", ")} is eligible for two products`);
}

/** The same need with another product: declined with reasons, explained, and judged again. */
async function refuseAnother(scene: Scene, owner: Page, firm: string, address: string) {
  await owner.goto(address);
  const card = choosable(owner, "eligible").first();
  const { officer, address: refused } = await applyFor(scene, { owner, firm, card });
  await decline(scene, officer, reasons, refusal);
  await officer.context().close();

  await scene.step("refusal-explained", "why, and what to do about it", owner, async () => {
    await owner.goto(refused);
    await expect(owner.getByText(say("applications.declined.title"))).toBeVisible();
    for (const reason of reasons) await expect(owner.getByText(reason)).toBeVisible();
    await expect(owner.getByText(refusal)).toBeVisible();
  });
  await scene.step("matched-again", "the need judged again", owner, async () => {
    await scene.press(owner.getByRole("button", exactly("needs.page.matchAgain")));
    await owner.waitForURL(`**${address}`);
    await expect(cardsOf(owner, "eligible").first()).toBeVisible();
  });
}

/** A second need: its bank has looked once when the owner takes the consent back. */
async function revokeAnother(scene: Scene, owner: Page, firm: string) {
  await stateNeed(scene, owner, need);
  const card = choosable(owner, "eligible").first();
  const { officer, bank, address } = await applyFor(scene, { owner, firm, card });
  await acceptAndRead(scene, officer);
  await revokeFor(scene, owner, address);
  await readRefused(scene, officer);
  await refusalSeen(scene, owner, bank);
}
