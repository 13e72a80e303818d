import { sql } from "drizzle-orm";
import { bigint, check, index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, day, instant, ledger, xid8 } from "./columns";

/** chain = the enterprise, or the platform or the caller where no enterprise may be named. */
export const entries = ledger.table(
  "entries",
  {
    chain: uuid().notNull(),
    seq: bigint({ mode: "bigint" }).notNull(),
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    at: instant().notNull(),
    action: text().notNull(),
    code: text().notNull(),
    persona: text().notNull(),
    personId: uuid(),
    recipientId: uuid(),
    consentId: uuid(),
    ticketId: uuid(),
    scopes: text().array().notNull(),
    dataFrom: day(),
    dataTo: day(),
    /** What was asked for or signed, where the line is about a consent's own life. */
    artefactHash: bytes(),
    prev: bytes().notNull(),
    hash: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chain, t.seq] }),
    check("entries_seq_positive", sql`${t.seq} > 0`),
    index("entries_by_xid").on(t.xid),
    index("entries_by_recipient").on(t.recipientId, t.at),
    index("entries_by_consent").on(t.consentId),
  ],
);
