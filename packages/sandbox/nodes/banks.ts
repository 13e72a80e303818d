import {
  applicationsOf,
  firmsWithHistory,
  historyMonths,
  submissionsOf,
  type PastApplication,
} from "../banks/applications";
import { banks, findBank, type Bank } from "../banks/banks";
import { importedApplications } from "../banks/imported-history";
import { productsOf } from "../banks/publish";
import { dayOf, formatDay } from "../city/calendar";
import { conditionOf } from "../city/condition";
import { enterpriseAt } from "../city/enterprise";
import { listImported } from "../store/imported";
import { wholeNumber } from "./feed";
import { Refusal } from "./refusal";
import type { World } from "./world";

/** Firms whose applications are kept: about 20 MB. */
const remembered = 5_000;

/** `GET /banks`. */
export function answerBanks() {
  return {
    banks: banks.map(({ code, uscc, name, nameEn, kind }) => ({ code, uscc, name, nameEn, kind })),
  };
}

/** `GET /banks/{code}/products`. */
export function answerProducts(code: string) {
  return { products: productsOf(getBank(code)) };
}

/**
 * `GET /banks/{code}/history`: applications submitted in the last two years by the first `firmsWithHistory` firms,
 * firm by firm, each firm's oldest first. A page ends with a firm, so it may run a few records past its limit.
 */
export function answerHistory(world: World, code: string, parameters: URLSearchParams) {
  const { city, store } = world;
  const bank = getBank(code);
  const after = wholeNumber(parameters.get("after") ?? "0", Number.MAX_SAFE_INTEGER);
  const limit = Math.max(1, wholeNumber(parameters.get("limit") ?? "500", 1000));
  const since = dayOf(city.month - historyMonths + 1, 1);
  const applications: PastApplication[] = [];
  const told = Math.min(city.enterprises, firmsWithHistory);
  let next = after;
  for (; next < told && applications.length < limit; next += 1) {
    const isAsking = submissionsOf(city, next).some((one) => one.bank === bank && one.day >= since);
    if (isAsking)
      applications.push(
        ...knownApplications(world, next).filter(
          ({ bankCode, submittedOn }) => bankCode === code && submittedOn >= formatDay(since),
        ),
      );
  }
  if (next >= told) next = Math.max(next, city.enterprises);
  const room = bank === banks[0] ? limit - applications.length : 0;
  for (const imported of listImported(store, next - city.enterprises, room)) {
    if (applications.length >= limit) break;
    applications.push(...importedApplications(city, bank, imported));
    next = city.enterprises + imported.serial;
  }
  return { applications, next: applications.length >= limit ? String(next) : null };
}

/** A firm's applications, from memory if they were made for another bank a moment ago. */
function knownApplications({ city, recent }: World, index: number): PastApplication[] {
  const known = recent.get(index);
  if (known) return known;
  const enterprise = enterpriseAt(city, index);
  const made = applicationsOf(city, enterprise, conditionOf(city, enterprise));
  recent.set(index, made);
  const oldest = recent.keys().next().value;
  if (recent.size > remembered && oldest !== undefined) recent.delete(oldest);
  return made;
}

function getBank(code: string): Bank {
  const bank = findBank(code);
  if (!bank) throw new Refusal(404, "bank_unknown");
  return bank;
}
