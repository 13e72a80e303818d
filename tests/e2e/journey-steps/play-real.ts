import type { Page } from "@playwright/test";
import { allowMatching, readOwnFirm } from "./allow-matching";
import { applyFor, bringToOffer, payOut } from "./carry-through";
import { cardsOf, choosable, readMatches, stateNeed } from "./find-product";
import { checkHistory } from "./history";
import { acceptOffer } from "./offer";
import { expect, firmsOf, openBrowser, signIn, type Scene } from "./scene";
import { exactly, say } from "./words";

const need = { amount: "30", months: "12", purpose: "旺季备货，货款回笼后归还。" };

/**
 * A firm whose real invoices were imported: its invoices are all any agency holds about it. Where a
 * product fits or may fit it is carried through; where none does, the reasons are the end.
 */
export async function playReal(scene: Scene): Promise<void> {
  const owner = await openBrowser(scene, scene.owner);
  const [firm] = (await firmsOf(owner)).filter((name) => name.startsWith("*"));
  if (!firm) throw new Error("No imported firm can be signed in as: npm run import first.");
  await scene.step("sign-in", `the owner of ${firm} signed in`, owner, () =>
    signIn(owner, { organization: firm, role: "owner" }),
  );
  await readOwnFirm(scene, owner, firm);
  await allowMatching(scene, owner, "vat_invoices");
  await stateNeed(scene, owner, need);
  const eligible = await readMatches(scene, owner);

  const card = choosable(owner, eligible > 0 ? "eligible" : "unknown").first();
  if (!(await card.isVisible())) return explain(scene, owner);
  const granted = await applyFor(scene, { owner, firm, card });
  const { approver, conditions } = await bringToOffer(scene, granted);
  await owner.goto(granted.address);
  await acceptOffer(scene, owner, granted.bank, conditions);
  await payOut(scene, granted, approver);
  await checkHistory(scene, owner, granted.bank);
}

async function explain(scene: Scene, owner: Page) {
  await scene.step("not-eligible", "why no product fits", owner, async () => {
    const summary = owner.getByText(say("needs.match.showNotEligible"));
    const first = cardsOf(owner, "notEligible").first();
    if (!(await first.isVisible())) await summary.click();
    await first.getByText(exactly("needs.match.why").name).click();
    await expect(first.getByText(say("needs.match.outcome.failed")).first()).toBeAttached();
  });
}
