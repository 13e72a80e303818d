import {
  answerEnterprise,
  answerHoldings,
  answerPerson,
  answerPredicate,
  answerQuery,
} from "./agency";
import { answerBanks, answerHistory, answerProducts } from "./banks";
import { isAgency } from "./catalogue";
import { setFault, setOverlay } from "./control";
import { answerCity, answerDemoPerson, answerEnterprises } from "./feed";
import { answerImported, importLimit, takeInvoices, takeRatings } from "./imports";
import { Refusal } from "./refusal";
import { readJson } from "./request";
import type { World } from "./world";
import { answerWitnesses, takeCheckpoint } from "../witness/witness";

export type Asked = {
  method: string;
  url: URL;
  authorization: string | undefined;
  readText: (limit: number) => Promise<string>;
};

type Route = (world: World, asked: Asked, ...parts: string[]) => unknown;

const questions = { holdings: answerHoldings, query: answerQuery, predicate: answerPredicate };

/** Every door, by method and path; `*` is one part of a path. */
const doors: Record<string, Route> = {
  "GET /health": () => ({ status: "ok" }),
  "GET /city": (world) => answerCity(world),
  "GET /city/enterprises": (world, { url }) => answerEnterprises(world, url.searchParams),
  "GET /agencies/market_regulation/enterprises/*": (world, _, uscc = "") =>
    answerEnterprise(world, uscc),
  "POST /agencies/market_regulation/verify-person": async (world, { readText }) =>
    answerPerson(world, await readJson(readText)),
  ...Object.fromEntries(
    Object.entries(questions).map(([name, answer]): [string, Route] => [
      `POST /agencies/*/${name}`,
      async (world, { authorization, readText }, agency = "") => {
        if (!isAgency(agency)) throw new Refusal(404, "not_found");
        return answer(world, { agency, authorization, body: await readJson(readText) });
      },
    ]),
  ),
  "POST /control/faults": async (world, { readText }) => setFault(world, await readJson(readText)),
  "POST /control/overlay": async (world, { readText }) =>
    setOverlay(world, await readJson(readText)),
  "GET /banks": () => answerBanks(),
  "GET /banks/*/products": (_world, _asked, code = "") => answerProducts(code),
  "GET /banks/*/history": (world, { url }, code = "") =>
    answerHistory(world, code, url.searchParams),
  "GET /witnesses": (world) => answerWitnesses(world),
  "POST /witnesses/*": async (world, { readText }, code = "") =>
    takeCheckpoint(world, code, await readJson(readText)),
  "POST /control/invoices": async (world, { url, readText }) =>
    takeInvoices(world, datasetIn(url), await readText(importLimit), "append"),
  "PUT /control/invoices/*": async (world, { readText }, dataset = "") =>
    takeInvoices(world, dataset, await readText(importLimit), "replace"),
  "POST /control/ratings": async (world, { url, readText }) =>
    takeRatings(world, datasetIn(url), await readText(importLimit)),
  "GET /control/enterprises": (world, { url }) => answerImported(world, url.searchParams),
  "GET /control/people/*": (world, _, uscc = "") => answerDemoPerson(world, uscc),
};

function datasetIn(url: URL): string {
  return url.searchParams.get("dataset") ?? "default";
}

const table = Object.entries(doors).map(([door, open]) => {
  const [method = "", path = ""] = door.split(" ");
  return { method, pattern: new RegExp(`^${path.replaceAll("*", "([^/]+)")}$`), open };
});

/** Finds the door and returns what it answers; refuses with 404 or 405 where there is none. */
export async function route(world: World, asked: Asked): Promise<unknown> {
  const path = asked.url.pathname;
  const matches = table.filter(({ pattern }) => pattern.test(path));
  const found = matches.find(({ method }) => method === asked.method);
  if (!found) throw new Refusal(matches.length > 0 ? 405 : 404, "not_found");
  return found.open(world, asked, ...(found.pattern.exec(path)?.slice(1) ?? []));
}
