import type { Page } from "@playwright/test";
import { signAndSubmit } from "./apply";
import { choose } from "./find-product";
import { disburse, recordOutcome, signContract } from "./loan";
import { approveOffer, draftOffer } from "./offer";
import { paper } from "./paper";
import { acceptAndRead, answerWithDocument, askForDocument, openFromQueue } from "./review";
import { expect, seat, type Scene } from "./scene";
import { openOverview, watchMove } from "./watch-office";
import { say } from "./words";
import type { Locator } from "@playwright/test";

const question = "请上传最近一份购销合同。";
const answer = "合同已上传，请查收。";

export type Case = {
  owner: Page;
  officer: Page;
  firm: string;
  bank: string;
  /** The application's address on the owner's side. */
  address: string;
};

const idOf = (address: string) => address.split("/").at(-1) ?? "";

/** Banks' own numbers are used once; the same story may be played again. */
const numberOf = (kind: string) => `${kind}-${Date.now().toString(36).toUpperCase()}`;

/** Takes a product up, signs for its bank, and opens the case at the bank. */
export async function applyFor(
  scene: Scene,
  { owner, firm, card }: { owner: Page; firm: string; card: Locator },
): Promise<Case> {
  const address = await choose(scene, owner, card);
  const bank = await signAndSubmit(scene, owner);
  const officer = await seat(scene, { organization: bank, role: "officer" });
  await openFromQueue(scene, officer, firm, idOf(address));
  return { owner, officer, firm, bank, address };
}

/** From the bank's first look to an offer on the owner's table. */
export async function bringToOffer(scene: Scene, { owner, officer, bank, address }: Case) {
  const conditions = `放款前提供购销合同原件（${numberOf("T")}）。`;
  await acceptAndRead(scene, officer);
  await askForDocument(scene, officer, question);

  await owner.goto(address);
  await expect(owner.getByText(question)).toBeVisible();
  await answerWithDocument(scene, owner, paper("Purchase contract 2026-11"), answer);

  await officer.reload();
  await expect(officer.getByText(answer)).toBeVisible();
  await draftOffer(scene, officer, conditions);
  const approver = await seat(scene, { organization: bank, role: "approver" });
  await approver.goto(`/bank/applications/${idOf(address)}`);
  await approveOffer(scene, approver);
  return { approver, conditions };
}

/** Contract, disbursement, outcomes; the office's figures move while it happens. */
export async function payOut(scene: Scene, { officer, address }: Case, approver: Page) {
  await approver.reload();
  await signContract(scene, approver);
  const office = await seat(scene, { organization: say("auth.office"), role: "analyst" });
  const before = await openOverview(scene, office);
  await officer.goto(`/bank/applications/${idOf(address)}`);
  const since = await disburse(scene, officer, numberOf("LN"));
  const { promisedMs = Infinity } = scene;
  const within = promisedMs < Infinity ? ` within ${promisedMs} ms` : "";
  const promise = `the office's figures moved by themselves${within}`;
  await scene.step("office-moved", promise, office, async () => {
    const took = await watchMove(office, before, since);
    if (took > promisedMs) throw new Error(`They moved after ${took} ms.`);
    return `${took} ms`;
  });
  await recordOutcome(scene, officer, {
    kind: "repayment",
    value: "25000",
    reference: numberOf("RP"),
  });
  await recordOutcome(scene, officer, { kind: "overdue", value: "5", reference: numberOf("OD") });
}
