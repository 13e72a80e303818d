import { sql, type AnyColumn } from "drizzle-orm";
import {
  bigint,
  check,
  customType,
  date,
  pgSchema,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/** Rows the personas read and write under row-level security. */
export const app = pgSchema("app");
/** Who may come in: people, sessions, tickets. No persona selects here. */
export const auth = pgSchema("auth");
/** Facts about enterprises. They leave through the gate only. */
export const vault = pgSchema("vault");
/** The append-only record of every consent event, read and refusal. */
export const ledger = pgSchema("ledger");

export const id = () =>
  uuid()
    .primaryKey()
    .default(sql`uuidv7()`);
export const instant = () => timestamp({ withTimezone: true, mode: "date" });
export const createdAt = () => instant().notNull().defaultNow();
/** A calendar day in Asia/Shanghai, kept as "YYYY-MM-DD". */
export const day = () => date({ mode: "string" });
/** Integer fen. */
export const fen = () => bigint({ mode: "bigint" });
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
export const bitString = customType<{ data: string }>({ dataType: () => "varbit" });
export const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });
export const instantRange = customType<{ data: string }>({ dataType: () => "tstzrange" });

/** Text, not pgEnum: enum operators are not leakproof and lose their indexes under row-level security. */
export const oneOf = <T extends string>(values: readonly [T, ...T[]]) =>
  text({ enum: values as [T, ...T[]] });

export const isOneOf = (name: string, column: AnyColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(", "))})`);
