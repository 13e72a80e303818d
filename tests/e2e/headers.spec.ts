import { pagesOf } from "./fixtures/pages";
import { stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";

const others = [
  "/no-such-page",
  "/sme/no-such-page",
  "/products/not-an-id",
  "/api/health",
  "/api/metrics",
  "/api/no-such-route",
  "/api/trpc/no.such",
  "/api/live",
  "/.well-known/jwks.json",
  "/favicon.svg",
];

test("every route answers with its security headers, refused or not", async ({ stage }) => {
  const wrong: string[] = [];
  const check = async (path: string, session: string | null) => {
    const { headers, status, body } = await fetch(`${stack().address}${path}`, {
      redirect: "manual",
      headers: session ? { cookie: session } : {},
    });
    await body?.cancel();
    const policy = headers.get("content-security-policy") ?? "";
    // The page that can be saved has one script, known by its hash.
    const scripts =
      path === "/verify"
        ? /script-src 'sha256-[^']+';/
        : /script-src 'nonce-[^']+' 'strict-dynamic'/;
    // One style attribute of React's is known by its hash; nothing else is called unsafe.
    const rest = policy.replace(/style-src-attr 'unsafe-hashes' 'sha256-[^']{44}';/u, "");
    const holds = {
      csp: scripts.test(policy) && !rest.includes("unsafe"),
      frames: policy.includes("frame-ancestors 'none'"),
      sniff: headers.get("x-content-type-options") === "nosniff",
      opener: headers.get("cross-origin-opener-policy") === "same-origin",
      referrer: headers.get("referrer-policy") === "same-origin",
      store:
        path.startsWith("/.well-known/") ||
        (headers.get("cache-control") ?? "").includes("no-store"),
      powered: !headers.has("x-powered-by"),
    };
    for (const [name, isHeld] of Object.entries(holds))
      if (!isHeld) wrong.push(`${path} (${status}): ${name}`);
  };
  for (const { person, paths } of pagesOf(stage))
    for (const path of paths) await check(path, person && stage.sessions[person]);
  for (const path of others) await check(path, null);
  expect(wrong).toEqual([]);
});
