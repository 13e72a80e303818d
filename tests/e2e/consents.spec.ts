import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import type { ConsentStatus } from "@/domain/consents/lifecycle";
import type { ItemCode } from "@/domain/sources/catalogue";
import { apiOf, type Api } from "./fixtures/api";
import { forgetCodes } from "./fixtures/database";
import { askGate } from "./fixtures/gate";
import { personOf, sessionOf } from "./fixtures/sessions";
import { newPage } from "./fixtures/new-page";
import { stack } from "./fixtures/stack";
import type { Stage } from "./fixtures/stage";
import { cookie, test } from "./fixtures/test";
import { confirmRevocation } from "./journey-steps/allow-matching";
import { desk, openBrowser, sectionOf, signIn, type Scene } from "./journey-steps/scene";
import { fillCode } from "./journey-steps/sign";
import { exactly, pattern, say } from "./journey-steps/words";

const asked = "electricity_usage";

const sceneOf = (browser: Scene["browser"]): Scene => ({
  browser,
  address: stack().address,
  owner: desk,
  step: (title, expected, _page, act) => test.step(`${title}: ${expected}`, act),
  press: (button) => button.click(),
  beforeSigning: async () => void (await forgetCodes()),
});

async function proofOf(api: Api) {
  await forgetCodes();
  const { code } = await api.accounts.demoCode.query();
  return { method: "totp", code } as const;
}

/** An accepted application whose consent covers two things or more, and not the meter's answers. */
async function reviewed({ firm, sessions }: Stage) {
  const owner = apiOf(sessions.owner);
  const { id: needId } = await owner.needs.create.mutate({
    id: randomUUID(),
    amount: 30_000_000n,
    termMonths: 12,
    purpose: "working_capital",
  });
  await owner.matches.run.mutate({ needId });
  const { matches } = await owner.matches.list.query({ needId });
  const product = matches.find(({ verdict, content: { items } }) => {
    const named = new Set(items.map(({ item }) => item));
    return verdict === "eligible" && named.size > 1 && !named.has(asked);
  });
  if (!product) throw new Error(`no product for ${firm} leaves anything to be asked for`);
  const applicationId = randomUUID();
  const { id: productId } = product;
  await owner.enterpriseApplications.prepare.mutate({ id: applicationId, needId, productId });
  const consent = await owner.consents.request.mutate({
    id: randomUUID(),
    purpose: "loan_application",
    language: "zh-CN",
    applicationId,
    optionalItems: [],
  });
  const { id: consentId, artefactHash } = consent;
  const proof = await proofOf(owner);
  const signed = { applicationId, consentId, artefactHash, proof };
  await owner.enterpriseApplications.submit.mutate(signed);
  const bank = product.bank.name;
  const officer = apiOf(await sessionOf((await personOf(bank, "officer")).id));
  await officer.bankApplications.accept.mutate({ applicationId });
  return { owner, bank, applicationId, consent };
}

/** The bank looks once more; gives the items it sees. */
async function look(page: Page): Promise<string[]> {
  const reads = page.getByText(pattern("bank.profile.reads", "used", "most"));
  const before = await reads.innerText();
  const button = page
    .getByRole("button", exactly("bank.profile.read"))
    .or(page.getByRole("button", exactly("bank.profile.again")));
  const answer = page.waitForResponse((one) => one.url().includes("profiles.read"));
  await button.click();
  expect((await answer).ok()).toBe(true);
  // An answer that has come is not drawn yet; the count is asked for once it is.
  await expect(reads).not.toHaveText(before);
  await expect(page.locator("[data-item]").first()).toBeVisible();
  return page
    .locator("[data-item]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-item") ?? ""));
}

/** How the consent on the page stands. */
const stands = (page: Page, status: ConsentStatus) =>
  expect(
    page.getByText(say(`consents.status.${status}`), { exact: true }).filter({ visible: true }),
  ).not.toHaveCount(0);

const nameOf = (item: string, granularity: string) =>
  say("sources.itemAt", {
    item: say(`sources.item.${item}`),
    granularity: say(`sources.granularity.${granularity}`),
  });

test("a consent is widened with a signature, answered, paused and narrowed without", async ({
  browser,
  stage,
}) => {
  test.slow();
  const scene = sceneOf(browser);
  const { firm } = stage;
  const made = await reviewed(stage);
  const { bank, applicationId } = made;
  const bankCase = `/bank/applications/${applicationId}`;
  const officer = await openBrowser(scene, desk);
  await signIn(officer, { organization: bank, role: "officer" });
  const owner = await openBrowser(scene, desk);
  await signIn(owner, { organization: firm, role: "owner" });

  await test.step("the bank asks for one thing more", async () => {
    await officer.goto(`${bankCase}/ask`);
    const name = nameOf(asked, "predicate");
    await officer.getByRole("checkbox", { name, exact: true }).check();
    await officer.getByLabel(say("asks.bank.why", { item: name })).fill("看开工是否正常");
    await officer.getByRole("checkbox", exactly("asks.bank.isRequired")).check();
    await officer.getByLabel(say("asks.bank.message")).fill("请让我们看看用电是否正常。");
    await officer.getByRole("button", exactly("asks.bank.send")).click();
    await officer.waitForURL(`**${bankCase}`);
    await expect(sectionOf(officer, say("asks.bank.title"))).toContainText("用电是否正常");
  });

  const revision = await test.step("the owner signs the text with its changes marked", async () => {
    const [ask] = await made.owner.asks.own.query({ applicationId });
    // By the call and not the page, whose dry run would show the answers before they are given.
    const drafted = await made.owner.asks.answer.mutate({
      id: randomUUID(),
      askId: ask?.id ?? "",
      language: "zh-CN",
      optionalItems: [],
    });
    await owner.goto(`/sme/consents/${drafted.id}`);
    const diff = owner.getByRole("table", { name: say("consents.diff.caption") });
    const row = diff.getByRole("row").filter({ hasText: nameOf(asked, "predicate") });
    await expect(row).toContainText(say("consents.diff.uncovered"));
    await expect(row).toContainText(say("consents.diff.mark.widened"));
    // What stays as it was is folded away.
    await owner.getByText(pattern("consents.diff.unchanged", "count")).first().click();
    const [kept] = made.consent.items;
    const same = owner
      .getByRole("row")
      .filter({ hasText: kept ? nameOf(kept.item, kept.granularity) : "" })
      .filter({ hasText: say("consents.diff.mark.same") });
    await expect(same).toBeVisible();
    await fillCode(scene, owner);
    await owner.getByRole("button", exactly("consents.signing.sign")).click();
    await stands(owner, "active");
    await owner.goto(`/sme/consents/${made.consent.id}`);
    await stands(owner, "superseded");
    return drafted;
  });

  const meter = officer.locator(`[data-item="${asked}"]`);
  const unknown = say("profiles.unknown");
  const answers = () => meter.locator("dd").allInnerTexts();

  await test.step("the bank reads it, and no answer yet", async () => {
    await officer.goto(bankCase);
    expect(await look(officer)).toContain(asked);
    for (const answer of await answers()) expect(answer).toContain(unknown);
  });

  await test.step("the owner sees the answers and lets the bank have them", async () => {
    const show = owner.getByRole("button", { name: pattern("predicates.waiting.show", "count") });
    await expect(async () => {
      await owner.goto(`/sme/consents/${revision.id}`);
      await expect(show).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 120_000 });
    await show.click();
    const release = exactly("predicates.waiting.release", { who: bank });
    await owner.getByRole("button", release).click();
    await owner.getByRole("alertdialog").getByRole("button", release).click();
    await expect(owner.getByRole("alertdialog")).toBeHidden();
    await expect(show).toHaveCount(0);
    expect(await look(officer)).toContain(asked);
    expect((await answers()).some((answer) => !answer.includes(unknown))).toBe(true);
  });

  await test.step("paused, nobody looks; resumed, the bank does", async () => {
    await owner.goto(`/sme/consents/${revision.id}`);
    await answerYes(owner, "pause", bank);
    await stands(owner, "paused");
    await officer.getByRole("button", exactly("bank.profile.again")).click();
    await expect(officer.getByRole("alert").getByText(say("bank.profile.refused"))).toBeVisible();
    await expect(officer.locator("[data-item]")).toHaveCount(0);
    await answerYes(owner, "resume", bank);
    await stands(owner, "active");
    await officer.goto(bankCase);
    expect(await look(officer)).toContain(asked);
  });

  await test.step("narrowed, what was taken out is refused and the rest is not", async () => {
    const { id: personId } = await personOf(bank, "officer");
    const question = {
      personId,
      consentId: revision.id,
      applicationId,
      scopes: [`${asked}:predicate`],
    };
    expect(await askGate(question)).toBeNull();
    await owner.getByRole("button", exactly("consents.narrow.action")).click();
    const dialog = owner.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: nameOf(asked, "predicate") }).uncheck();
    await dialog.getByRole("button", exactly("consents.narrow.confirm")).click();
    await expect(dialog).toBeHidden();
    const left = await look(officer);
    expect(left).not.toContain(asked);
    const first: ItemCode | undefined = made.consent.items[0]?.item;
    expect(left).toContain(first);
    expect(await askGate(question)).toBe("ITEM_NOT_COVERED");
  });

  await test.step("taken back, it ends", async () => {
    await owner.getByRole("button", exactly("consents.revoke.action")).click();
    await confirmRevocation(scene, owner);
    await stands(owner, "revoked");
  });
});

/** Presses an act and says yes to its question. */
async function answerYes(page: Page, act: "pause" | "resume", who: string) {
  const button = exactly(`consents.${act}.action`);
  await page.getByRole("button", button).click();
  const question = page.getByRole("alertdialog", {
    name: say(`consents.${act}.title`, { who }),
  });
  await question.getByRole("button", button).click();
  await expect(question).toBeHidden();
}

test("a purpose's new wording takes two people of the office", async ({ browser }) => {
  const scene = sceneOf(browser);
  const page = "/credit-office/templates/report_share";
  const open = async (role: string) => {
    const context = await browser.newContext({ baseURL: scene.address, locale: "zh-CN" });
    const { id } = await personOf(null, role);
    await context.addCookies([cookie(await sessionOf(id))]);
    return newPage(context);
  };
  const [analyst, supervisor] = [await open("analyst"), await open("supervisor")];
  const added = "每次查看都会通知您。";

  await analyst.goto(page);
  await analyst.getByRole("link", exactly("templates.page.propose")).click();
  const wording = analyst.getByLabel(say("templates.form.wordingZh"));
  const before = await wording.inputValue();
  await wording.fill(`${before}${added}`);
  await analyst.getByRole("button", exactly("templates.form.submit")).click();
  await analyst.waitForURL(`**${page}`);
  await expect(analyst.locator("ins").getByText(added)).toBeVisible();
  const approve = exactly("templates.decide.approve.action");
  await expect(analyst.getByRole("button", approve)).toHaveCount(0);

  await supervisor.goto("/purposes");
  await expect(supervisor.getByText(added)).toHaveCount(0);
  await supervisor.goto(page);
  await expect(supervisor.locator("ins").getByText(added)).toBeVisible();
  await supervisor.getByRole("button", approve).click();
  await supervisor.getByRole("alertdialog").getByRole("button", approve).click();
  await expect(supervisor.locator("ins")).toHaveCount(0);
  await supervisor.goto("/purposes");
  await expect(supervisor.getByText(added)).toBeVisible();
});
