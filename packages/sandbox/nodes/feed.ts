import { formatMonth } from "../city/calendar";
import { districts } from "../city/city";
import { enterpriseAt, usccOf } from "../city/enterprise";
import type { PublicFile } from "../city/registry";
import { importedUscc, listImported } from "../store/imported";
import { getPublicFile } from "./records";
import { Refusal } from "./refusal";
import { getSubject } from "./subject";
import type { World } from "./world";

/** `GET /city`. */
export function answerCity({ city, seed }: World) {
  return {
    seed,
    enterprises: city.enterprises,
    month: formatMonth(city.month),
    districts: districts.map(({ code, zh, en }) => ({ code, zh, en })),
  };
}

/**
 * `GET /city/enterprises`: the public registry, generated firms first, then imported ones. `next` is a number:
 * below the city's size an index, from there the city's size plus an import serial.
 */
export function answerEnterprises(world: World, parameters: URLSearchParams) {
  const { city, store } = world;
  const after = wholeNumber(parameters.get("after") ?? "0", Number.MAX_SAFE_INTEGER);
  const limit = Math.max(1, wholeNumber(parameters.get("limit") ?? "1000", 1000));
  const enterprises: PublicFile[] = [];
  let next = after;
  for (; next < city.enterprises && enterprises.length < limit; next += 1)
    enterprises.push(getPublicFile(city, store, getSubject(city, store, usccOf(city, next))));
  for (const imported of listImported(store, next - city.enterprises, limit - enterprises.length)) {
    const subject = getSubject(city, store, importedUscc(city, imported.serial));
    enterprises.push(getPublicFile(city, store, subject));
    next = city.enterprises + imported.serial;
  }
  return { enterprises, next: enterprises.length === limit ? String(next) : null };
}

/** `GET /control/people/{uscc}`: the demo representative, so that a demo can sign up in that name. */
export function answerDemoPerson({ city, store }: World, uscc: string) {
  const subject = getSubject(city, store, uscc);
  if (subject.kind === "imported") throw new Refusal(404, "enterprise_unknown");
  const { legalRepresentative, idNumber } = enterpriseAt(city, subject.enterprise.index);
  return { uscc, name: legalRepresentative, idNumber };
}

/** A whole number up to a limit in a query string; anything else is malformed. */
export function wholeNumber(text: string, most: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) throw new Refusal(400, "malformed");
  return value;
}
