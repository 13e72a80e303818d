import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { receiptKinds } from "@/domain/ledger/receipt-kinds";
import { bytes, day, id, instant, isOneOf, ledger, oneOf, xid8 } from "./columns";

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

/** Entries in the order in which the sealer took them: the leaves of one RFC 6962 tree. */
export const leaves = ledger.table(
  "leaves",
  {
    position: bigint({ mode: "bigint" }).primaryKey(),
    chain: uuid().notNull(),
    seq: bigint({ mode: "bigint" }).notNull(),
    hash: bytes().notNull(),
  },
  (t) => [
    check("leaves_position_counts", sql`${t.position} >= 0`),
    check("leaves_hash_sha256", sql`octet_length(${t.hash}) = 32`),
    uniqueIndex("leaves_of_entries").on(t.chain, t.seq),
  ],
);

/** Roots of the tree's complete subtrees, so that a proof reads a row a level. */
export const nodes = ledger.table(
  "nodes",
  {
    level: smallint().notNull(),
    position: bigint({ mode: "bigint" }).notNull(),
    hash: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.level, t.position] }),
    check("nodes_above_leaves", sql`${t.level} >= 1 and ${t.position} >= 0`),
    check("nodes_hash_sha256", sql`octet_length(${t.hash}) = 32`),
  ],
);

/** The platform's word for the tree at a size (C2SP tlog-checkpoint). */
export const checkpoints = ledger.table(
  "checkpoints",
  {
    size: bigint({ mode: "bigint" }).primaryKey(),
    root: bytes().notNull(),
    at: instant().notNull(),
    /** The signed note, whole. */
    note: text().notNull(),
  },
  (t) => [
    check("checkpoints_size_positive", sql`${t.size} > 0`),
    check("checkpoints_root_sha256", sql`octet_length(${t.root}) = 32`),
  ],
);

/** A bank's signature over a checkpoint it has compared with the last one it saw. */
export const cosignatures = ledger.table(
  "cosignatures",
  {
    size: bigint({ mode: "bigint" })
      .notNull()
      .references(() => checkpoints.size),
    bankId: uuid().notNull(),
    keyId: uuid().notNull(),
    /** The note's signature line of this witness. */
    line: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.size, t.bankId] })],
);

/** The Ed25519 key with which a bank countersigns. */
export const witnessKeys = ledger.table(
  "witness_keys",
  {
    id: id(),
    bankId: uuid().notNull(),
    publicKey: bytes().notNull(),
    registeredBy: uuid().notNull(),
    registeredAt: instant().notNull(),
    retiredAt: instant(),
  },
  (t) => [
    check("witness_keys_ed25519", sql`octet_length(${t.publicKey}) = 32`),
    uniqueIndex("witness_keys_one_live")
      .on(t.bankId)
      .where(sql`${t.retiredAt} is null`),
  ],
);

/** The signed proof the enterprise keeps: its line, a checkpoint, and the path from one to the other. */
export const receipts = ledger.table(
  "receipts",
  {
    id: id(),
    chain: uuid().notNull(),
    seq: bigint({ mode: "bigint" }).notNull(),
    kind: oneOf(receiptKinds).notNull(),
    consentId: uuid(),
    size: bigint({ mode: "bigint" })
      .notNull()
      .references(() => checkpoints.size),
    jws: text().notNull(),
    issuedAt: instant().notNull(),
  },
  (t) => [
    isOneOf("receipts_kind_known", t.kind, receiptKinds),
    uniqueIndex("receipts_one_a_line").on(t.chain, t.seq),
    index("receipts_by_consent").on(t.consentId),
  ],
);
