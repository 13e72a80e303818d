import { or, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { z } from "zod";
import { enterprises } from "@/db/schema";
import { DomainError } from "@/domain/shared/errors";

/** As `cursorOf` writes it; the year 0000 is well written and no database has it. */
const Instant = z
  .string()
  .regex(/^[1-9]/)
  .pipe(z.iso.datetime({ precision: 3 }));
const Cursor = z.strictObject({ at: Instant, id: z.uuid() });

/** Where a page ended: its last row's place in the order, and its id. */
export function cursorOf(last: { position: Date; id: string } | undefined): string | null {
  if (!last) return null;
  const text = JSON.stringify({ at: last.position.toISOString(), id: last.id });
  return Buffer.from(text).toString("base64url");
}

/** Rows after a cursor in an order of two columns; a cursor nobody here made is refused. */
export function afterCursor(
  cursor: string | undefined,
  order: SQL,
  id: AnyColumn,
  direction: "up" | "down",
): SQL | undefined {
  if (!cursor) return undefined;
  const parsed = Cursor.safeParse(decoded(cursor));
  if (!parsed.success) throw new DomainError("BAD_REQUEST", "cursor_malformed", "cursor");
  const place = sql`(${parsed.data.at}::timestamptz, ${parsed.data.id}::uuid)`;
  return direction === "up" ? sql`(${order}, ${id}) > ${place}` : sql`(${order}, ${id}) < ${place}`;
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

/** Part of a firm's name, or the beginning of its USCC; what is typed is text, never a pattern. */
export function firmMatches(search: string): SQL | undefined {
  const text = search.normalize("NFKC").replaceAll(/[\\%_]/g, String.raw`\$&`);
  return or(
    sql`${enterprises.name} ilike ${`%${text}%`}`,
    sql`${enterprises.uscc} like ${`${text.toUpperCase()}%`}`,
  );
}
