import { DatabaseSync } from "node:sqlite";

/** The sandbox's memory: changes laid over the generated city, calls already used, imported data sets. */
export type Store = {
  database: DatabaseSync;
  /** Remembers a call; false if it was used before. */
  useCall: (call: string, at: Date) => boolean;
  /**
   * Whether this threshold is the only one of its family asked about a firm in a month: a second
   * one would narrow the figure down.
   */
  admitThreshold: (uscc: string, family: string, month: string, threshold: number) => boolean;
  overlay: (uscc: string, item: string) => Map<string, Record<string, unknown>>;
  setOverlay: (
    uscc: string,
    item: string,
    month: string | null,
    patch: Record<string, unknown> | null,
  ) => void;
  close: () => void;
};

const schema = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma foreign_keys = on;
  create table if not exists calls (call text primary key, used_at text not null) without rowid;
  create table if not exists thresholds (
    uscc text not null, family text not null, month text not null, threshold real not null,
    primary key (uscc, family, month)
  ) without rowid;
  create table if not exists overlay (
    uscc text not null, item text not null, month text not null, patch text not null,
    primary key (uscc, item, month)
  ) without rowid;
  create table if not exists imported_datasets (
    name text primary key, latest integer not null
  ) without rowid;
  create table if not exists imported_enterprises (
    serial integer primary key,
    dataset text not null,
    external_reference text not null,
    name text,
    rating text check (rating in ('A', 'B', 'C', 'D')),
    defaulted integer check (defaulted in (0, 1)),
    unique (dataset, external_reference)
  );
  create table if not exists imported_invoices (
    id integer primary key,
    serial integer not null references imported_enterprises on delete cascade,
    direction text not null check (direction in ('issued', 'received')),
    number text not null,
    day integer not null,
    counterparty text not null,
    amount integer not null,
    tax integer not null,
    total integer not null,
    state text not null check (state in ('valid', 'void'))
  );
  create table if not exists witness_keys (bank text primary key, private_key blob not null) without rowid;
  create table if not exists witness_seen (
    bank text primary key, size integer not null, root blob not null, note text not null
  ) without rowid;
  create index if not exists imported_invoices_by_enterprise on imported_invoices (serial, day, id);
`;

/** Opens (and creates) the store; `:memory:` keeps nothing. */
export function openStore(file: string): Store {
  const database = new DatabaseSync(file);
  database.exec(schema);
  const insertCall = database.prepare("insert or ignore into calls (call, used_at) values (?, ?)");
  const insertThreshold = database.prepare(
    "insert or ignore into thresholds (uscc, family, month, threshold) values (?, ?, ?, ?)",
  );
  const readThreshold = database.prepare(
    "select threshold from thresholds where uscc = ? and family = ? and month = ?",
  );
  const readOverlay = database.prepare(
    "select month, patch from overlay where uscc = ? and item = ?",
  );
  const writeOverlay = database.prepare(
    "insert or replace into overlay (uscc, item, month, patch) values (?, ?, ?, ?)",
  );
  const dropOverlay = database.prepare(
    "delete from overlay where uscc = ? and item = ? and month = ?",
  );
  return {
    database,
    useCall: (call, at) => insertCall.run(call.toLowerCase(), at.toISOString()).changes === 1,
    admitThreshold: (uscc, family, month, threshold) => {
      insertThreshold.run(uscc, family, month, threshold);
      return readThreshold.get(uscc, family, month)?.["threshold"] === threshold;
    },
    overlay: (uscc, item) =>
      new Map(
        readOverlay
          .all(uscc, item)
          .map((row) => [
            String(row["month"]),
            JSON.parse(String(row["patch"])) as Record<string, unknown>,
          ]),
      ),
    setOverlay: (uscc, item, month, patch) => {
      if (patch === null) dropOverlay.run(uscc, item, month ?? "");
      else writeOverlay.run(uscc, item, month ?? "", JSON.stringify(patch));
    },
    close: () => database.close(),
  };
}

/** Runs the work in one transaction; an error undoes all of it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("begin immediate");
  try {
    const result = work();
    database.exec("commit");
    return result;
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}
