import { expect as base, type Browser, type Locator, type Page } from "@playwright/test";
import type { Actor } from "@/domain/shared/actor";
import { newPage } from "../fixtures/new-page";
import { say } from "./words";

/** What a story is played on, and how each of its steps is told. */
export type Scene = {
  browser: Browser;
  address: string;
  /** How wide the owner's screen is: the firm's side is made for a phone. */
  owner: { width: number; height: number };
  /** Runs one step; `expected` says what has to be seen on the page. */
  step: <T>(name: string, expected: string, page: Page, act: () => Promise<T>) => Promise<T>;
  /** Presses a button that does something for good: once, or twice to see that it is done once. */
  press: (button: Locator) => Promise<void>;
  /** Before a code is asked for. */
  beforeSigning?: () => Promise<void>;
  /** Where others sign beside it: signs alone, as two with one person's code would spend each other's. */
  alone?: (sign: () => Promise<void>) => Promise<void>;
  /** How soon the office's figures have to move by themselves, where nothing else keeps the machine busy. */
  promisedMs?: number;
};

export const desk = { width: 1280, height: 900 };

/** The instance works while others do, too: a slow answer is no wrong one. */
export const expect = base.configure({ timeout: 30_000 });

/** A browser of its own for one person. */
export async function openBrowser(scene: Scene, viewport: { width: number; height: number }) {
  const context = await scene.browser.newContext({
    baseURL: scene.address,
    viewport,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  context.setDefaultTimeout(60_000);
  return newPage(context);
}

type Seat = { organization: string; role: Actor["role"] };

/** One press on the demo's list. */
export async function signIn(page: Page, { organization, role }: Seat): Promise<void> {
  await page.goto("/sign-in");
  const offered = `: ${organization}, ${say(`auth.role.${role}`)}`;
  await page.getByRole("button", { name: offered }).first().click();
  await page.waitForURL(({ pathname }) => pathname !== "/sign-in");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** A person of staff at a desk of their own. */
export async function seat(scene: Scene, wanted: Seat): Promise<Page> {
  const page = await openBrowser(scene, desk);
  await signIn(page, wanted);
  return page;
}

/** The firms of the demo with an owner to sign in as, in the order of the list. */
export async function firmsOf(page: Page): Promise<string[]> {
  await page.goto("/sign-in");
  const owner = say("auth.role.owner");
  const names = await page
    .getByRole("button", { name: `, ${owner}` })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
  return names.flatMap((name) => /: (.+), [^,]+$/u.exec(name)?.[1] ?? []);
}

/** Text on the screen; the same words may also stand where this screen is too narrow for them. */
export const seen = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first();

/** What stands under a heading. */
export const sectionOf = (page: Page, heading: string | RegExp) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: heading, level: 2 }) });
