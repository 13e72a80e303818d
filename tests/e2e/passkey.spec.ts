import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { sentence } from "@/packages/verifier/words";
import { forgetCodes, rows } from "./fixtures/database";
import { demoFirms } from "./fixtures/sessions";
import { stack } from "./fixtures/stack";
import { allowMatching } from "./journey-steps/allow-matching";
import { choosable, choose, readMatches, stateNeed } from "./journey-steps/find-product";
import { readRefused, refusalSeen, revokeFor } from "./journey-steps/history";
import { acceptAndRead, openFromQueue } from "./journey-steps/review";
import { desk, openBrowser, seat, signIn, type Scene } from "./journey-steps/scene";
import { fillCode } from "./journey-steps/sign";
import { exactly, pattern, say } from "./journey-steps/words";

const folder = path.resolve("artifacts/e2e/passkey");
const name = "测试手机";
const forged = sentence({ code: "signature_forged", tone: "bad", values: {} }, "zh");

/** A telephone's lock, in software: it makes keys and signs, and its owner's finger is always there. */
async function withAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether the finger is the owner's. */
    recognizes: (isUserVerified: boolean) =>
      cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

/** Signs in a firm that has something to apply for; gives the prepared application. */
async function prepare(scene: Scene, owner: Page) {
  const firms = (await demoFirms()).filter((firm) => !firm.startsWith("*")).toReversed();
  for (const firm of firms) {
    await owner.context().clearCookies();
    await signIn(owner, { organization: firm, role: "owner" });
    await allowMatching(scene, owner);
    const need = { amount: "30", months: "12", purpose: "采购原料，按月归还。" };
    await stateNeed(scene, owner, need);
    if ((await readMatches(scene, owner)) === 0) continue;
    return { firm, address: await choose(scene, owner, choosable(owner, "eligible").first()) };
  }
  throw new Error("no demo firm is eligible for anything");
}

async function addPasskey(scene: Scene, owner: Page) {
  await owner.goto("/sme/account");
  await owner.getByRole("button", exactly("signing.passkeys.add")).click();
  await owner.getByLabel(say("signing.passkeys.name")).fill(name);
  await fillCode(scene, owner);
  await owner.getByRole("button", exactly("signing.passkeys.make")).click();
  await expect(owner.getByText(name, { exact: true })).toBeVisible();
  await expect(owner.getByText(say("signing.passkeys.unused"))).toBeVisible();
}

/** The consent's receipt as a file, once the sealer has passed. */
async function saveReceipt(owner: Page): Promise<string> {
  const link = owner.locator('a[href^="/sme/receipts/"][download]').first();
  await expect(async () => {
    await owner.reload();
    await expect(link).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 120_000 });
  const [download] = await Promise.all([owner.waitForEvent("download"), link.click()]);
  const file = path.join(folder, "receipt.jws");
  await download.saveAs(file);
  return file;
}

test("the owner signs with a passkey, and anyone can check it without the platform", async ({
  browser,
}) => {
  test.slow();
  mkdirSync(folder, { recursive: true });
  const scene: Scene = {
    browser,
    address: stack().address,
    owner: desk,
    step: (title, expected, _page, act) => test.step(`${title}: ${expected}`, act),
    press: (button) => button.click(),
    beforeSigning: async () => void (await forgetCodes()),
  };
  const owner = await openBrowser(scene, desk);
  const { firm, address } = await prepare(scene, owner);
  const phone = await withAuthenticator(owner);

  await test.step("a passkey is added", () => addPasskey(scene, owner));

  const bank = await test.step("the application's consent is signed with it", async () => {
    await owner.goto(address);
    const title = owner.getByRole("heading", { name: pattern("profiles.dryRun.title", "bank") });
    const found = pattern("profiles.dryRun.title", "bank").exec(await title.innerText())?.[1] ?? "";
    await owner.getByRole("button", exactly("applications.sign.read")).click();
    await expect(owner.getByText(say("auth.sign.passkey"))).toBeVisible();
    await expect(owner.getByLabel(say("auth.signingCode.label"))).toHaveCount(0);

    // Somebody else's finger: nothing is signed, and it can be tried again.
    await phone.recognizes(false);
    await owner.getByRole("button", exactly("applications.sign.sign")).click();
    await expect(owner.getByText(say("auth.sign.givenUp"))).toBeVisible();
    await phone.recognizes(true);
    await owner.getByRole("button", exactly("applications.sign.sign")).click();
    const sent = say("applications.next.submitted.title", { bank: found });
    await expect(owner.getByText(sent)).toBeVisible();
    return found;
  });

  await test.step("the consent says how it was signed, and the row holds the evidence", async () => {
    await owner.getByRole("link", exactly("applications.consent")).click();
    await owner.waitForURL("**/sme/consents/*");
    await expect(owner.getByText(say("consents.limits.method.passkey"))).toBeVisible();
    const kept = await rows<{ method: string; challenge: string; hash: Buffer }>(
      `select method, consents.artefact_hash as hash,
         convert_from(decode(rpad(translate(evidence->>'clientDataJSON', '-_', '+/'),
           4 * ceil(length(evidence->>'clientDataJSON') / 4.0)::int, '='), 'base64'), 'UTF8')::jsonb->>'challenge' as challenge
       from app.consent_signatures join app.consents on consents.id = consent_id where consent_id = $1`,
      [new URL(owner.url()).pathname.split("/").at(-1)],
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]?.method).toBe("passkey");
    expect(kept[0]?.challenge).toBe(kept[0]?.hash.toString("base64url"));
  });

  await test.step("its receipt is genuine by a saved page without a network", async () => {
    const receipt = await saveReceipt(owner);
    const saved = path.join(folder, "verify.html");
    writeFileSync(saved, await (await fetch(`${stack().address}/verify`)).text());
    const spoilt = path.join(folder, "spoilt.jws");
    const text = readFileSync(receipt, "utf8");
    const at = text.indexOf(".") + 20;
    writeFileSync(spoilt, text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1));

    const context = await browser.newContext({ locale: "zh-CN", offline: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(saved).href);
    await page.locator("#files").setInputFiles(receipt);
    await expect(page.locator("#results .good").first()).toContainText(firm);
    await expect(page.locator("#results .bad")).toHaveCount(0);
    await page.locator("#files").setInputFiles(spoilt);
    await expect(page.locator("#results .bad").first()).toHaveText(forged);
    await context.close();
  });

  await test.step("revoked, it lets nobody look any more", async () => {
    const officer = await seat(scene, { organization: bank, role: "officer" });
    await openFromQueue(scene, officer, firm, address.split("/").at(-1) ?? "");
    await acceptAndRead(scene, officer);
    await revokeFor(scene, owner, address);
    await readRefused(scene, officer);
    await refusalSeen(scene, owner, bank);
    await officer.context().close();
  });

  await test.step("the passkey is removed with a code", async () => {
    await owner.goto("/sme/account");
    await owner
      .getByRole("button", { name: say("signing.passkeys.removeOne", { name }), exact: true })
      .click();
    const question = owner.getByRole("alertdialog");
    await fillCode(scene, owner);
    await question.getByRole("button", exactly("signing.passkeys.remove")).click();
    await expect(question).toBeHidden();
    await expect(owner.getByText(say("signing.passkeys.none"))).toBeVisible();
  });
});
