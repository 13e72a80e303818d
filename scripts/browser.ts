import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium as playwright } from "@playwright/test";
import chromium from "@sparticuz/chromium";

/** The browser's program: one that is named, Playwright's own, the machine's, or the one from the registry. */
export async function findBrowser(): Promise<string> {
  const named = process.env.PW_CHROMIUM;
  if (named) return named;
  const present = [playwright.executablePath(), "/usr/bin/chromium"].find((one) => existsSync(one));
  // Its executable only: its arguments disable web security.
  return present ?? (await chromium.executablePath());
}

/** Chinese text needs glyphs, or screenshots show boxes. Installed where that is allowed, said where not. */
export function ensureChineseFont(say: (line: string) => void) {
  if (hasChineseFont()) return;
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (mayInstall) {
    say("Installing a Chinese font for the browser …");
    if (install("fonts-noto-cjk")) return;
    apt(["update"]);
    if (install("fonts-noto-cjk") || install("fonts-wqy-microhei")) return;
  }
  say("There is no Chinese font: screenshots will show boxes. Install fonts-noto-cjk.");
}

const apt = (args: string[]) =>
  spawnSync("/usr/bin/apt-get", ["-qq", "-y", ...args], { stdio: "ignore" }).status === 0;
const install = (font: string) => apt(["install", "--no-install-recommends", font]);

function hasChineseFont() {
  const { stdout } = spawnSync("/usr/bin/fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  return Boolean(stdout?.trim());
}

/** Whether the browser starts at all; its complaint where it does not, as for a missing library. */
export function browserComplaint(executable: string): string {
  const { status, stderr, error } = spawnSync(executable, ["--version"], { encoding: "utf8" });
  return status === 0 ? "" : (error?.message ?? stderr.trim());
}
