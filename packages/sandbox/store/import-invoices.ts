import { z } from "zod";
import { monthOfDay, parseDay } from "../city/calendar";
import { inTransaction, type Store } from "./store";

const Yuan = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,2})?$/)
  .transform((text) => Math.round(Number(text) * 100));

const Reference = z.string().min(1).max(60);

/** One standardised invoice, one line: amounts are yuan strings, negative on a red invoice. */
const InvoiceLine = z.strictObject({
  enterprise: Reference,
  direction: z.enum(["issued", "received"]),
  number: z.string().min(1).max(40),
  on: z.iso.date().transform(parseDay),
  counterparty: z.string().min(1).max(60),
  amount: Yuan,
  tax: Yuan,
  total: Yuan,
  state: z.enum(["valid", "void"]),
});

const RatingLine = z.strictObject({
  externalReference: Reference,
  rating: z.enum(["A", "B", "C", "D"]),
  defaulted: z.boolean(),
  name: z.string().min(1).max(120).optional(),
});

/** A line that cannot be taken; nothing of its request was. */
export class BadLine extends Error {
  constructor(readonly line: number) {
    super(`line ${line}`);
    this.name = "BadLine";
  }
}

function* linesOf<T>(text: string, schema: z.ZodType<T>): Generator<T> {
  let number = 0;
  for (const line of text.split("\n")) {
    number += 1;
    if (line.trim() === "") continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new BadLine(number);
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new BadLine(number);
    yield parsed.data;
  }
}

function serials(store: Store, dataset: string): (reference: string) => number {
  const insert = store.database.prepare(
    `insert into imported_enterprises (dataset, external_reference) values (?, ?)
     on conflict (dataset, external_reference) do update set dataset = excluded.dataset returning serial`,
  );
  const known = new Map<string, number>();
  return (reference) => {
    let serial = known.get(reference);
    if (serial === undefined) {
      serial = Number(insert.get(dataset, reference)?.["serial"]);
      known.set(reference, serial);
    }
    return serial;
  };
}

/**
 * Takes NDJSON invoices into a data set, all or nothing. `replace` first removes the data set's invoices, so that
 * importing the same file twice changes nothing; a firm keeps its code as long as it is in the data set.
 */
export function importInvoices(
  store: Store,
  dataset: string,
  text: string,
  mode: "append" | "replace",
) {
  const { database } = store;
  return inTransaction(database, () => {
    if (mode === "replace")
      database
        .prepare(
          "delete from imported_invoices where serial in (select serial from imported_enterprises where dataset = ?)",
        )
        .run(dataset);
    const serialOf = serials(store, dataset);
    const insert = database.prepare(
      `insert into imported_invoices (serial, direction, number, day, counterparty, amount, tax, total, state)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    let invoices = 0;
    for (const line of linesOf(text, InvoiceLine)) {
      const { direction, number, on, counterparty, amount, tax, total, state } = line;
      insert.run(
        serialOf(line.enterprise),
        direction,
        number,
        on,
        counterparty,
        amount,
        tax,
        total,
        state,
      );
      invoices += 1;
    }
    database
      .prepare(
        `delete from imported_enterprises where dataset = ? and rating is null
         and not exists (select 1 from imported_invoices i where i.serial = imported_enterprises.serial)`,
      )
      .run(dataset);
    keepLatest(store, dataset);
    const firms = database
      .prepare("select count(*) as n from imported_enterprises where dataset = ?")
      .get(dataset);
    return { dataset, invoices, enterprises: Number(firms?.["n"]) };
  });
}

function keepLatest(store: Store, dataset: string): void {
  const row = store.database
    .prepare(
      "select max(day) as last from imported_invoices natural join imported_enterprises where dataset = ?",
    )
    .get(dataset);
  if (typeof row?.["last"] === "number")
    store.database
      .prepare("insert or replace into imported_datasets (name, latest) values (?, ?)")
      .run(dataset, monthOfDay(row["last"]));
}

/** Takes NDJSON ratings into a data set; a later line for the same firm replaces the earlier one. */
export function importRatings(store: Store, dataset: string, text: string) {
  return inTransaction(store.database, () => {
    const serialOf = serials(store, dataset);
    const update = store.database.prepare(
      "update imported_enterprises set rating = ?, defaulted = ?, name = coalesce(?, name) where serial = ?",
    );
    let ratings = 0;
    for (const { externalReference, rating, defaulted, name } of linesOf(text, RatingLine)) {
      update.run(rating, defaulted ? 1 : 0, name ?? null, serialOf(externalReference));
      ratings += 1;
    }
    return { dataset, ratings };
  });
}
