import { randomUUID } from "node:crypto";
import { pagesOf } from "./fixtures/pages";
import { stack } from "./fixtures/stack";
import type { Stage } from "./fixtures/stage";
import { expect, test } from "./fixtures/test";

const get = (path: string, session: string | null) =>
  fetch(`${stack().address}${path}`, {
    redirect: "manual",
    headers: session ? { cookie: session } : {},
  });

const visitors = ["owner", "officer", "analyst", null] as const;

/** Who opens a page that is not theirs, and what they get. */
async function openedBy(stage: Stage, path: string, visitor: (typeof visitors)[number]) {
  const answer = await get(path, visitor && stage.sessions[visitor]);
  const body = await answer.text();
  const isRefused = answer.status === 404 || (answer.status >= 300 && answer.status < 400);
  return isRefused && !body.includes(stage.firm)
    ? []
    : [`${visitor ?? "nobody"} gets ${answer.status} of ${path}`];
}

for (const owner of ["owner", "officer", "analyst"] as const)
  test(`the pages of ${owner} are nobody else's`, async ({ stage }) => {
    const paths = pagesOf(stage).find(({ person }) => person === owner)?.paths ?? [];
    const opened: string[] = [];
    for (const path of paths)
      for (const visitor of visitors)
        if (visitor !== owner) opened.push(...(await openedBy(stage, path, visitor)));
    expect(opened).toEqual([]);
  });

/** Addresses with somebody's id in them, and the same with an id nobody has. */
const withIds = ({ cases, consentId, loanId }: Stage) => ({
  otherOwner: [
    ["/sme/applications/", cases.offered.applicationId],
    ["/sme/needs/", cases.offered.needId],
    ["/sme/offers?need=", cases.offered.needId],
    ["/sme/consents/", consentId],
    ["/sme/loans/", loanId],
  ],
  otherOfficer: [
    ["/bank/applications/", cases.offered.applicationId],
    ["/bank/loans/", loanId],
  ],
});

for (const stranger of ["otherOwner", "otherOfficer"] as const)
  test(`what belongs to others does not exist for ${stranger}`, async ({ stage }) => {
    for (const [path = "", id = ""] of withIds(stage)[stranger]) {
      const foreign = await get(`${path}${id}`, stage.sessions[stranger]);
      const absent = await get(`${path}${randomUUID()}`, stage.sessions[stranger]);
      const text = await foreign.text();
      expect.soft(foreign.status, path).toBe(absent.status);
      expect.soft(text, path).not.toContain(stage.firm);
      if (!path.includes("?")) expect.soft(foreign.status, path).toBe(404);
    }
  });

/** Of a call that would state a need. */
async function statusOf(headers: Record<string, string>): Promise<number> {
  const { status } = await fetch(`${stack().address}/api/trpc/needs.create`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ json: {} }),
  });
  return status;
}

test("a call that our own pages did not make is refused", async ({ stage }) => {
  const cookie = stage.sessions.owner;
  const own = { cookie, "x-xyd": "1", origin: stack().address };
  // Control: ours gets as far as its input.
  expect(await statusOf(own)).toBe(400);
  expect(await statusOf({ cookie, origin: stack().address })).toBe(403);
  expect(await statusOf({ ...own, origin: "https://evil.example" })).toBe(403);
  expect(await statusOf({ ...own, origin: "null" })).toBe(403);
  expect(await statusOf({ ...own, "sec-fetch-site": "cross-site" })).toBe(403);
});

test("an ended session opens nothing", async ({ openAs }) => {
  const page = await openAs(null);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /分析员/u }).click();
  await page.waitForURL("**/credit-office");
  const before = await page.context().cookies();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.waitForURL(({ pathname }) => pathname === "/");
  const kept = before.map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await get("/credit-office", kept);
  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toMatch(/^\/sign-in/u);
});
