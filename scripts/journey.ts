import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { browserComplaint, ensureChineseFont, findBrowser } from "@/scripts/browser";
import { operatorEnvironment } from "@/scripts/serve";
import { runCommand, Stop } from "@/scripts/stop";
import { playMain } from "@/tests/e2e/journey-steps/play-main";
import { playReal } from "@/tests/e2e/journey-steps/play-real";
import type { Scene } from "@/tests/e2e/journey-steps/scene";

const stories = { main: playMain, real: playReal };
const pictures = path.join("artifacts", "journey");
const phone = { width: 390, height: 844 };
const viewports = [phone, { width: 1280, height: 900 }];
const tallest = 12_000;
const secondsPerStep = 240;
const promisedMs = 5_000;

function chosenStory() {
  const { values } = parseArgs({
    options: { scenario: { type: "string", default: "main" } },
    strict: false,
  });
  const story = Object.entries(stories).find(([name]) => name === values.scenario);
  if (!story)
    throw new Stop(
      `There is no scenario ${String(values.scenario)}; there are ${Object.keys(stories).join(", ")}.`,
    );
  return { name: story[0], play: story[1] };
}

/** Every step on both screens, whichever it is played on. */
async function picture(page: Page, file: string) {
  const own = page.viewportSize();
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    if (viewport.width > phone.width)
      await page.screenshot({ path: path.join(pictures, "first-screen", `${file}.png`) });
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    // As tall as the page: what is fixed to the screen's edge would lie across a full-page picture.
    const height = Math.min(Math.max(whole, viewport.height), tallest);
    await page.setViewportSize({ ...viewport, height });
    await page.screenshot({ path: path.join(pictures, String(viewport.width), `${file}.png`) });
  }
  if (own) await page.setViewportSize(own);
}

/** The first lines of what went wrong, without colours and stack. */
function told(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // oxlint-disable-next-line no-control-regex -- colours
  const lines = text.replaceAll(/\u001b\[[0-9;]*m/g, "").split("\n");
  return lines
    .filter((line) => line.trim())
    .slice(0, 5)
    .join(" ")
    .slice(0, 400);
}

function narrator(): Scene["step"] {
  let count = 0;
  return async (name, expected, page, act) => {
    count += 1;
    const file = `${String(count).padStart(2, "0")}-${name}`;
    const startedAt = performance.now();
    try {
      const result = await inTime(act());
      await picture(page, file);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const found = typeof result === "string" || typeof result === "number" ? `: ${result}` : "";
      console.log(`${file.padEnd(24)} ${expected}${found} (${seconds} s)`);
      return result;
    } catch (error) {
      const failed = path.join(pictures, `failed-${file}.png`);
      await page.screenshot({ path: failed, fullPage: true }).catch(() => {});
      throw new Stop(
        `Step ${file} failed: expected ${expected}. ${told(error)} Picture: ${failed}`,
      );
    }
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("It took too long.")), secondsPerStep * 1000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

await runCommand(async () => {
  const story = chosenStory();
  const { APP_URL, PORT } = operatorEnvironment();
  const address = APP_URL ?? `http://localhost:${PORT}`;
  const health = await fetch(`${address}/api/health`).catch(() => null);
  if (!health?.ok) throw new Stop(`${address} does not answer: npm start first, or set APP_URL.`);

  ensureChineseFont(console.log);
  const executablePath = await findBrowser();
  const complaint = browserComplaint(executablePath);
  if (complaint) throw new Stop(`The browser ${executablePath} does not start: ${complaint}`);
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });

  console.log(`Playing “${story.name}” on ${address}`);
  const startedAt = performance.now();
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    await story.play({
      browser,
      address,
      owner: phone,
      step: narrator(),
      press: (button) => button.click(),
      promisedMs,
    });
  } catch (error) {
    // Between two steps: the message says which control was waited for.
    throw error instanceof Stop ? error : new Stop(`The journey stopped: ${told(error)}`);
  } finally {
    await browser.close();
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`Every step was seen, in ${seconds} s. Pictures: ${pictures}/390 and /1280`);
  return 0;
});
