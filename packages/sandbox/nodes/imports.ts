import { BadLine, importInvoices, importRatings } from "../store/import-invoices";
import { importedUscc, listImported } from "../store/imported";
import { wholeNumber } from "./feed";
import { Refusal } from "./refusal";
import type { World } from "./world";

/** Bytes of one import; a data set of half a million invoices fits. */
export const importLimit = 256 * 1024 * 1024;

/** `POST /control/invoices?dataset=` appends, `PUT /control/invoices/{dataset}` replaces. */
export function takeInvoices(
  { store }: World,
  dataset: string,
  text: string,
  mode: "append" | "replace",
) {
  return refusingBadLines(() => importInvoices(store, datasetName(dataset), text, mode));
}

/** `POST /control/ratings?dataset=`. */
export function takeRatings({ store }: World, dataset: string, text: string) {
  return refusingBadLines(() => importRatings(store, datasetName(dataset), text));
}

/** `GET /control/enterprises`: which code was allotted to which external reference. */
export function answerImported({ city, store }: World, parameters: URLSearchParams) {
  const after = wholeNumber(parameters.get("after") ?? "0", Number.MAX_SAFE_INTEGER);
  const limit = Math.max(1, wholeNumber(parameters.get("limit") ?? "1000", 1000));
  const firms = listImported(store, after, limit);
  return {
    enterprises: firms.map(({ serial, dataset, externalReference, name }) => ({
      uscc: importedUscc(city, serial),
      dataset,
      externalReference,
      name,
    })),
    next: firms.length === limit ? String(firms.at(-1)?.serial) : null,
  };
}

function datasetName(text: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(text)) throw new Refusal(400, "malformed");
  return text;
}

function refusingBadLines<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof BadLine) throw new Refusal(400, `malformed_line_${error.line}`);
    throw error;
  }
}
