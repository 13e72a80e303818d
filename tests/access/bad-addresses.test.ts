import { globSync, readFileSync } from "node:fs";
import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { POST as keepPreferences } from "@/app/api/preferences/route";
import { POST as attach } from "@/app/sme/applications/[id]/documents/route";
import { GET as exportTable } from "@/app/credit-office/export/route";
import { partyOfPath } from "@/domain/accounts/places";
import { cookies as names } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { aPrincipal, type Person } from "@/tests/access/people";
import { hostileParameters } from "@/tests/access/hostile";
import { makeSide, type Side } from "@/tests/access/world";
import { poolOf } from "@/tests/database";

/** Who looks, and where: what Next would know of the request. */
const visit = vi.hoisted(() => ({ cookie: "", path: "/" }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ "x-path": visit.path }),
  cookies: async () => ({
    get: (name: string) =>
      name === names.sessionToken.name && visit.cookie ? { value: visit.cookie } : undefined,
    set: () => {},
    delete: () => {},
  }),
}));
vi.mock("next-intl/server", () => {
  const t = Object.assign((key: string) => key, { has: () => true, rich: (key: string) => key });
  return {
    getTranslations: async () => t,
    getLocale: async () => "en",
    getMessages: async () => ({}),
  };
});

let side: Side;
let analyst: Person;
beforeAll(async () => {
  side = await makeSide("the party");
  analyst = await aPrincipal({ party: "credit_office", role: "analyst" }, "", "an analyst");
  await poolOf("admin").query("update app.zones set is_published = true");
});

async function enter(path: string) {
  const party = partyOfPath(path);
  const person =
    party === "credit_office" ? analyst : side.people.find((one) => one.party === party);
  visit.cookie = person
    ? await encode({ token: { sid: person.token }, secret: env.NEXTAUTH_SECRET })
    : "";
  visit.path = path;
}

/** What a page may be asked: the names in its own text, and of the readers of addresses it uses. */
const readers: [sign: string, names: string[]][] = [
  ["filterOf(", ["q", "amount", "term", "guarantee", "repayment", "bank", "first", "order"]],
  ["askedOf(", ["section", "size", "employees", "amount", "term"]],
  ["addressOf(", ["cost", "speed", "likelihood", "verdict", "page", "compare"]],
  ["cutOfSearch(", ["from", "to", "bank", "origin"]],
];
const askedBy = (text: string) => [
  ...readers.flatMap(([sign, found]) => (text.includes(sign) ? found : [])),
  ..."before tab search cursor compare items next need signed quarter replay"
    .split(" ")
    .filter(
      (name) => text.includes("searchParams") && new RegExp(String.raw`\b${name}\b`).test(text),
    ),
];

type Page = (props: object) => Promise<unknown>;
type Module = { default: Page; generateMetadata?: Page };

/** 200, 307 with its address, or 404; anything else that a page throws is a 500. */
async function statusOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return "200";
  } catch (error) {
    const digest = (error as { digest?: string }).digest ?? "";
    if (digest === "NEXT_HTTP_ERROR_FALLBACK;404") return "404";
    const [kind, , address] = digest.split(";");
    if (kind === "NEXT_REDIRECT") return `307 ${address}`;
    return `500 ${error instanceof Error ? `${error.message} ${error.stack?.slice(0, 400)}` : String(error)}`;
  }
}

const pages = globSync("app/**/page.tsx").map((file) => {
  const text = readFileSync(file, "utf8");
  const path = `/${file
    .split("/")
    .slice(1, -1)
    .filter((step) => !step.startsWith("("))
    .join("/")}`;
  return {
    file,
    path,
    segments: [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name!),
    asks: askedBy(text),
  };
});

describe("a page at a hostile address is there, elsewhere or not there", () => {
  test.each(pages.filter(({ segments, asks }) => segments.length + asks.length > 0))(
    "$file",
    async ({ file, path, segments, asks }) => {
      await enter(path);
      const page = (await import(/* @vite-ignore */ `@/${file}`)) as Module;
      const look = async (params: object, search: object) => {
        const props = () => ({
          params: Promise.resolve(params),
          searchParams: Promise.resolve(search),
        });
        const head = page.generateMetadata ? await statusOf(page.generateMetadata(props())) : "200";
        return [head, await statusOf(page.default(props()))];
      };
      const wrong: string[] = [];
      const right = Object.fromEntries(segments.map((name) => [name, rightId(path, name)]));
      expect((await look(right, {}))[1]).toMatch(/^(200|307 \/bank\/applications\/)/);
      for (const value of hostileParameters) {
        for (const name of asks) {
          const got = await look(right, { [name]: value });
          // A redirect that keeps what was wrong comes back for ever.
          const isBad = got.some(
            (one) =>
              one.startsWith("500") ||
              (one.includes(`${name}=`) && name !== "tab" && one.startsWith("307")),
          );
          if (isBad)
            wrong.push(`?${name}=${JSON.stringify(value).slice(0, 40)}: ${got.join(", ")}`);
        }
        for (const name of typeof value === "string" && value ? segments : []) {
          const got = await look({ ...right, [name]: value }, {});
          if (got[1] !== "404")
            wrong.push(`[${name}] ${JSON.stringify(value).slice(0, 40)}: ${got.join(", ")}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});

/** An id for which the page is there, so that it is read to its end. */
function rightId(path: string, name: string): string {
  const { named } = side;
  if (name === "runId") return named.run;
  if (path.includes("/banks/")) return named.bank;
  if (path.includes("/zones/")) return "first-loan";
  if (path.includes("/templates/")) return "loan_application";
  if (path.includes("/credit-office/products/proposals/")) return named.admitted;
  if (path.includes("/proposals/")) return named.written;
  if (path.includes("/products/")) return named.product;
  if (path.includes("/needs/")) return named.need;
  if (path.includes("/consents/")) return named.consent;
  if (path.includes("/asks/")) return named.ask;
  if (path.includes("/reports/"))
    return path.includes("/bank/") ? named.reportNumber : named.report;
  return path.includes("/loans/") ? named.loan : named.reviewed;
}

const form = (entries: [string, string | Blob][]) => {
  const made = new FormData();
  for (const [name, value] of entries) made.append(name, value);
  return made;
};

describe("a door for forms and files", () => {
  const own = {
    "sec-fetch-site": "same-origin",
    origin: env.APP_URL,
    "x-xyd": "1",
    host: new URL(env.APP_URL).host,
  };
  test.each([
    ["table=month&from=0000-01", 400],
    ["table=month&from=1900-01&to=2026-10", 422],
    ["table=month&from=2026-10&to=2026-09", 422],
    ["table=month&bank=%00", 400],
    ["table=month&bank=nobody", 404],
    ["table=month&table=reasons", 400],
    ["table=%00", 400],
    ["table=month&more=1", 400],
    ["table=month&__proto__=1", 400],
    ["table=toString", 400],
    ["", 400],
    ["table=month", 200],
  ])("an export of ?%s", async (search, status) => {
    await enter("/credit-office/export");
    const answer = await exportTable(new Request(`${env.APP_URL}/credit-office/export?${search}`));
    expect(answer.status).toBe(status);
  });

  test.each([
    ["a form of nothing", form([]), 400],
    ["text for a file", form([["file", "text"]]), 400],
    ["an empty file", form([["file", new Blob([])]]), 422],
    ["a file that is no document", form([["file", new Blob(["MZ"])]]), 422],
    [
      "half an archive",
      form([["file", new Blob([Buffer.from("504b0304ffffffff0800ff", "hex")])]]),
      422,
    ],
    ["no form", "{", 400],
  ])("a document that is %s", async (_, body, status) => {
    await enter("/sme/applications");
    const sent = new Request(`${env.APP_URL}/sme`, {
      method: "POST",
      headers: { ...own, "content-length": "100" },
      body,
    });
    const params = Promise.resolve({ id: side.named.asked });
    expect((await attach(sent, { params })).status).toBe(status);
  });

  test.each(["\0", "x", "../..", "ffffffff-ffff-ffff-ffff-ffffffffffff"])(
    "a document for %j",
    async (id) => {
      await enter("/sme/applications");
      const body = form([["file", new Blob(["%PDF-1.7\n%%EOF"])]]);
      const sent = new Request(`${env.APP_URL}/sme`, {
        method: "POST",
        headers: { ...own, "content-length": "100" },
        body,
      });
      expect([400, 404]).toContain(
        (await attach(sent, { params: Promise.resolve({ id }) })).status,
      );
    },
  );

  test.each([
    ["nothing", form([]), 303],
    [
      "files",
      form([
        ["locale", new Blob(["en"])],
        ["theme", new Blob([])],
      ]),
      303,
    ],
    [
      "NUL",
      form([
        ["locale", "en\0"],
        ["theme", "\0"],
      ]),
      303,
    ],
    ["no form", "{", 400],
  ])("preferences of %s", async (_, body, status) => {
    const sent = new Request(`${env.APP_URL}/api/preferences`, {
      method: "POST",
      headers: { ...own, referer: `${env.APP_URL}//evil.example/%00?a=\u00e4` },
      body,
    });
    const answer = await keepPreferences(sent);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("location") ?? "/evil").toMatch(/^\/evil/);
  });
});
