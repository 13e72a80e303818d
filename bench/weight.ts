import { gzipSync } from "node:zlib";
import { encode } from "next-auth/jwt";
import type { Bench, BenchLine } from "@/bench/frame/bench";
import { enterEnvironment } from "@/bench/frame/environment";
import { connect } from "@/db/client";
import { buildIfStale } from "@/scripts/build";
import { answers, supervise } from "@/scripts/children";
import { openLog } from "@/scripts/logs";
import { freePort } from "@/scripts/postgres";
import type { Scratch } from "@/scripts/scratch-cluster";
import { secretVariables } from "@/scripts/secrets";
import { Stop } from "@/scripts/stop";
import { makeBank, makeEnterprise, signIn } from "@/tests/parties";

/** What a page may bring, in kB: one that is read, one that calls the server, one with a form. */
const budgets = { read: 150, calls: 180, form: 225 };

const pages: [
  who: "visitor" | "firm" | "bank" | "office",
  path: string,
  kind: keyof typeof budgets,
][] = [
  ["visitor", "/products", "read"],
  ["visitor", "/calculator", "read"],
  ["visitor", "/estimate", "read"],
  ["visitor", "/sign-in", "form"],
  ["visitor", "/register", "form"],
  ["firm", "/sme", "calls"],
  ["firm", "/sme/needs", "calls"],
  ["firm", "/sme/needs/new", "form"],
  ["firm", "/sme/consents/matching", "form"],
  ["bank", "/bank", "calls"],
  ["bank", "/bank/products", "calls"],
  ["bank", "/bank/products/new", "form"],
  ["office", "/credit-office", "calls"],
  ["office", "/credit-office/products", "calls"],
  ["office", "/credit-office/zones/new", "form"],
];

/** What the production build has a browser load before a page is alive, of pages in an empty city. */
async function* run({ scratch, say }: Parameters<Bench["run"]>[0]): AsyncIterable<BenchLine> {
  const cluster = await scratch();
  await buildIfStale(say, new AbortController().signal);
  const { address, stop } = await serve(cluster);
  const admin = connect(cluster.adminUrl, 2);
  try {
    enterEnvironment(cluster);
    const { cookies } = await import("@/server/auth/session-cookie");
    const cookieOf = async ({ token: sid }: { token: string }) =>
      `${cookies.sessionToken.name}=${await encode({ token: { sid }, secret: cluster.secrets.nextAuthSecret })}`;
    const sessions = {
      visitor: "",
      firm: await cookieOf(await makeEnterprise(admin)),
      bank: await cookieOf(await makeBank(admin)),
      office: await cookieOf(await signIn(admin, "credit_office", "analyst")),
    };
    for (const [who, path, kind] of pages) {
      const scripts = await firstScripts(address, path, sessions[who]);
      const ours = scripts.reduce((sum, bytes) => sum + bytes, 0) / 1000;
      const baseline = budgets[kind];
      yield {
        bench: "weight",
        ours,
        baseline,
        ratio: ours / baseline,
        unit: "kB",
        n: scripts.length,
        note: `${path}: scripts of the first load, gzipped; baseline the budget (${kind})`,
      };
    }
  } finally {
    await admin.end();
    await stop();
  }
}

/** The build on the scratch database, at an address of its own. */
async function serve({ secrets, databaseUrl, directory }: Scratch) {
  const port = await freePort(0, "localhost");
  const address = `http://localhost:${port}`;
  let trouble: Stop | undefined;
  const { stop } = supervise({
    name: "web",
    args: ["node_modules/next/dist/bin/next", "start", "-H", "localhost", "-p", String(port)],
    env: {
      ...secretVariables(secrets),
      PORT: String(port),
      DATA_DIR: directory,
      DATABASE_URL: databaseUrl,
      APP_URL: address,
      NEXTAUTH_URL: address,
      DEMO: "0",
      LOG_LEVEL: "error",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    log: openLog(directory, "web"),
    onGivenUp: (reason) => (trouble = reason),
  });
  if (await answers(`${address}/sign-in`, 90_000, () => !trouble)) return { address, stop };
  await stop();
  throw trouble ?? new Stop("The build does not answer.");
}

/** The gzipped bytes of each script that a page names; those for browsers without modules do not count. */
async function firstScripts(address: string, path: string, cookie: string): Promise<number[]> {
  const answer = await fetch(`${address}${path}`, { headers: { cookie }, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const tags = (await answer.text()).match(/<script\b[^>]*\bsrc="[^"]+"[^>]*>/g) ?? [];
  const named = tags.filter((tag) => !/\bnomodule\b/i.test(tag));
  const sources = new Set(named.map((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? ""));
  return Promise.all(
    [...sources].map(async (source) => {
      const script = await fetch(new URL(source, address));
      return gzipSync(await script.bytes(), { level: 9 }).length;
    }),
  );
}

export const bench: Bench = { name: "weight", run };
