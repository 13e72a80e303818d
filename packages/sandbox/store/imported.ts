import {
  dayOf,
  daysIn,
  formatDay,
  monthOfDay,
  type DayIndex,
  type MonthIndex,
} from "../city/calendar";
import type { City } from "../city/city";
import type { Invoice } from "../city/invoices";
import type { PublicFile } from "../city/registry";
import { composeUscc, indexOfSerial, serialOf, serialOfIndex } from "../city/uscc";
import type { Store } from "./store";

/** A firm known only from imported invoices. Its serial makes its code; `latest` is its data set's last month. */
export type ImportedEnterprise = {
  serial: number;
  dataset: string;
  externalReference: string;
  name: string;
  rating: "A" | "B" | "C" | "D" | null;
  isDefaulted: boolean | null;
  latest: MonthIndex;
};

const district = "990101";

/** The code allotted to an imported firm: stable while its row exists. */
export function importedUscc(city: City, serial: number): string {
  return composeUscc("91", district, "MB", serialOfIndex(city.seed, serial));
}

const select = `
  select serial, dataset, external_reference, name, rating, defaulted,
    (select latest from imported_datasets d where d.name = dataset) as latest
  from imported_enterprises`;

type Row = Record<string, unknown>;

function read(row: Row): ImportedEnterprise {
  const externalReference = String(row["external_reference"]);
  const rating = row["rating"];
  return {
    serial: Number(row["serial"]),
    dataset: String(row["dataset"]),
    externalReference,
    name: typeof row["name"] === "string" ? row["name"] : `导入企业${externalReference}`,
    rating: rating === "A" || rating === "B" || rating === "C" || rating === "D" ? rating : null,
    isDefaulted: row["defaulted"] === null ? null : row["defaulted"] === 1,
    latest: Number(row["latest"] ?? 0),
  };
}

/** The imported firm with this code, or null. */
export function findImported(city: City, store: Store, uscc: string): ImportedEnterprise | null {
  const found = serialOf(uscc);
  if (found?.kind !== "MB") return null;
  const serial = indexOfSerial(city.seed, found.serial);
  if (importedUscc(city, serial) !== uscc) return null;
  const row = store.database.prepare(`${select} where serial = ?`).get(serial);
  return row ? read(row) : null;
}

/** Imported firms after a serial, in the order of import. */
export function listImported(store: Store, after: number, limit: number): ImportedEnterprise[] {
  return store.database
    .prepare(`${select} where serial > ? order by serial limit ?`)
    .all(after, limit)
    .map(read);
}

/** Whole months by which a data set is moved so that its last month is the city's. */
function shiftOf(city: City, imported: ImportedEnterprise): number {
  return city.month - imported.latest;
}

function shiftDay(day: DayIndex, months: number): DayIndex {
  const month = monthOfDay(day);
  const date = day - dayOf(month, 1) + 1;
  return dayOf(month + months, Math.min(date, daysIn(month + months)));
}

/** First and last month with invoices, moved to the city's time, or null without any. */
export function importedSpan(city: City, store: Store, imported: ImportedEnterprise) {
  const row = store.database
    .prepare("select min(day) as first, max(day) as last from imported_invoices where serial = ?")
    .get(imported.serial);
  if (!row || row["first"] === null) return null;
  const shift = shiftOf(city, imported);
  return {
    from: monthOfDay(Number(row["first"])) + shift,
    to: monthOfDay(Number(row["last"])) + shift,
  };
}

/** The invoices of a span of the city's months, days moved by whole months, in the order of import within a day. */
export function importedInvoices(
  city: City,
  store: Store,
  imported: ImportedEnterprise,
  from: MonthIndex,
  to: MonthIndex,
): Invoice[] {
  const shift = shiftOf(city, imported);
  return store.database
    .prepare(
      `select direction, number, day, counterparty, amount, tax, total, state from imported_invoices
       where serial = ? and day >= ? and day < ? order by day, id`,
    )
    .all(imported.serial, dayOf(from - shift, 1), dayOf(to - shift + 1, 1))
    .map((row) => ({
      number: String(row["number"]),
      on: formatDay(shiftDay(Number(row["day"]), shift)),
      direction: row["direction"] === "issued" ? "issued" : "received",
      counterparty: String(row["counterparty"]),
      amount: Number(row["amount"]),
      tax: Number(row["tax"]),
      total: Number(row["total"]),
      state: row["state"] === "void" ? "void" : "valid",
    }));
}

/** What the registry says of an imported firm: a name and a first month; the rest is not known and says so. */
export function importedPublicFile(
  city: City,
  store: Store,
  imported: ImportedEnterprise,
): PublicFile {
  const span = importedSpan(city, store, imported);
  return {
    registration: {
      uscc: importedUscc(city, imported.serial),
      name: imported.name,
      legalRepresentative: "未提供",
      establishedOn: formatDay(dayOf(span?.from ?? city.month, 1)),
      industry: "L7299",
      district,
      address: "未提供",
      registeredCapital: "0.00",
      employees: 0,
      status: "operating",
      ownership: "private",
    },
    keyPeople: [],
    penalties: [],
    abnormalLists: [],
    taxCreditGrades: [],
  };
}
