import { TOTP } from "otpauth";
import { z } from "zod";
import { rows } from "./fixtures/database";
import { readPages } from "./fixtures/read-pages";
import { sandboxUrl } from "./fixtures/sandbox";
import { expect, test } from "./fixtures/test";
import { exactly, say } from "./journey-steps/words";

readPages(null);

test("facets narrow the product supermarket, and a product says what it asks for", async ({
  openAs,
}) => {
  const page = await openAs(null);
  await page.goto("/products");
  const cards = page.getByRole("main").getByRole("article");
  // The list streams in behind its loading state.
  await expect(cards.first()).toBeVisible();
  const all = await cards.count();
  expect(all).toBeGreaterThan(5);
  await page.goto("/products?guarantee=collateral");
  await expect(cards.first()).toBeVisible();
  expect(await cards.count()).toBeLessThan(all);
  await cards.first().getByRole("link").first().click();
  await page.waitForURL(/\/products\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("what is not there is said inside one frame, whoever asks", async ({ openAs }) => {
  const none = "00000000-0000-4000-8000-000000000000";
  const addresses = [
    [null, `/products/${none}`],
    [null, "/nowhere"],
    ["owner", `/sme/needs/${none}`],
    ["officer", `/bank/products/${none}`],
    ["analyst", "/credit-office/zones/nowhere"],
  ] as const;
  for (const [person, path] of addresses) {
    const page = await openAs(person);
    await page.goto(path);
    await expect(page.getByRole("heading", exactly("common.notFound.title"))).toHaveCount(1);
    await expect(page.locator("main")).toHaveCount(1);
  }
});

test("the calculator answers as one types, by its address, and without scripts", async ({
  openAs,
}) => {
  const page = await openAs(null);
  await page.goto("/calculator?by=rate&rate=6");
  const annual = page.locator("[data-annual-rate]");
  await expect(annual).toContainText("6.17");
  const field = (name: string) => page.getByLabel(say(`calculator.field.${name}`), { exact: true });
  await field("rate").fill("12");
  await expect(annual).toContainText("12.68");
  await expect(page).toHaveURL(/rate=12/);

  await field("months").fill("1000");
  await expect(page.getByText(say("calculator.problem.term_out_of_range"))).toBeVisible();
  await expect(field("months")).toHaveValue("1000");

  const answer = await page.request.get("/calculator?amount=9223372036854775808");
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain(say("calculator.problem.amount_too_large"));
  const file = await page.request.get("/calculator/schedule?by=rate&rate=0&amount=1.2");
  const lines = (await file.text()).trim().split("\r\n");
  expect(lines).toHaveLength(14);
  expect(lines.at(-1)).toMatch(/^12,\d{4}-\d\d-\d\d,1000\.00,0\.00,0\.00,1000\.00,0\.00$/);
});

test("a product opens in the calculator with the money its page says", async ({
  openAs,
  stage,
}) => {
  const page = await openAs(null);
  // The cheapest of the list may be one that another story is about to take off the shelf.
  await page.goto(`/products/${stage.productId}`);
  const row = page.getByRole("row").filter({ hasText: say("products.detail.lowest") });
  const cost = await row.locator("data").last().getAttribute("value");
  await row.getByRole("link", exactly("calculator.try")).click();
  await page.waitForURL(/\/calculator\?/);
  const total = page.locator("dt", { hasText: say("calculator.result.cost") });
  const shown = total.locator("xpath=following-sibling::dd").locator("data");
  await expect(shown).toHaveAttribute("value", cost ?? "");
});

test("signing in says the same to a wrong name and a wrong password", async ({ openAs }) => {
  const [known] = await rows<{ username: string }>("select username from auth.people limit 1");
  const page = await openAs(null);
  for (const username of [known?.username ?? "", "nobody-of-that-name"]) {
    await page.goto("/sign-in");
    await page.getByLabel(say("auth.signIn.username")).fill(username);
    await page.getByLabel(say("auth.signIn.password")).fill("a wrong pass phrase");
    await page.getByRole("button", exactly("auth.signIn.submit")).click();
    await expect(page.getByText(say("errors.sign_in_refused"))).toBeVisible();
    await expect(page.getByLabel(say("auth.signIn.username"))).toHaveValue(username);
  }
});

test("what is typed before the page listens is kept, and sent", async ({ openAs }) => {
  const page = await openAs(null);
  const scripts = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.+\.js/u, async (route) => {
    await scripts.promise;
    await route.continue();
  });
  const listening = page.goto("/sign-in");
  const field = (name: string) => page.getByLabel(say(`auth.signIn.${name}`));
  await field("username").fill("typed-early");
  await field("password").fill("a wrong pass phrase");
  scripts.resolve();
  await listening;
  await field("code").pressSequentially("12");
  const sent = page.waitForRequest((one) => one.url().includes("/callback/credentials"));
  await page.getByRole("button", exactly("auth.signIn.submit")).click();
  const form = new URLSearchParams((await sent).postData() ?? "");
  expect([form.get("username"), form.get("password")]).toEqual([
    "typed-early",
    "a wrong pass phrase",
  ]);
  await expect(field("username")).toHaveValue("typed-early");
});

const DemoPerson = z.object({ uscc: z.string(), name: z.string(), idNumber: z.string() });

/** Someone who could found an account: the sandbox tells a demo who represents a firm. */
async function representative() {
  const [firm] = await rows<{ uscc: string }>(
    `select uscc from app.enterprises where status = 'operating' and external_reference is null
     and not exists (select from auth.people where enterprise_id = enterprises.id) order by uscc desc limit 1`,
  );
  const answer = await fetch(sandboxUrl(`/control/people/${firm?.uscc}`));
  return DemoPerson.parse(await answer.json());
}

test("a firm registers with its code, its representative and an authenticator", async ({
  openAs,
}) => {
  const { uscc, name, idNumber } = await representative();
  const page = await openAs(null);
  await page.goto("/register");
  const fill = async (person: string) => {
    await page.getByLabel(say("auth.register.uscc")).fill(uscc);
    await page.getByLabel(say("auth.register.name")).fill(person);
    await page.getByLabel(say("auth.register.idNumber")).fill(idNumber);
    await page.getByRole("button", exactly("auth.register.verify")).click();
  };
  await fill("王某某");
  await expect(page.getByText(say("errors.representative_not_confirmed"))).toBeVisible();

  await fill(name);
  const username = `e2e-${Date.now().toString(36)}`;
  await page.getByLabel(say("auth.register.username")).fill(username);
  await page
    .getByLabel(say("auth.register.password"), { exact: true })
    .fill("四月的河岸边有三只白鹭");
  await page.getByRole("button", exactly("auth.register.next")).click();

  const secret = (await page.locator("code").innerText()).replaceAll(/\s/g, "");
  await page.getByLabel(say("auth.enrolment.code")).fill(new TOTP({ secret }).generate());
  await page.getByRole("button", exactly("auth.register.submit")).click();
  await page.waitForURL("**/sme");
  await expect(page.getByText(uscc).first()).toBeVisible();
});
