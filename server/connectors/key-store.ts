import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { env } from "@/server/env";

/** A data key as it is kept: wrapped, and by which key-encryption key. */
export type StoredKey = { wrapped: Buffer; kek: string };

export type KeyStore = {
  /** Keeps the first that is given for an id; says whether it was this one. */
  putIfAbsent(keyId: string, key: StoredKey): boolean;
  /** Always from the file: an erased key bites at the next statement. */
  get(keyId: string): StoredKey | null;
  /** Puts the same key wrapped anew in the place of what `from` wrapped. */
  rewrap(keyId: string, from: string, key: StoredKey): void;
  /** Deletes and leaves no copy behind in the file or its log. */
  erase(keyIds: readonly string[]): void;
  count(): number;
  countByKek(): { kek: string; keys: number }[];
  /** Ids in order, after `after`, of keys that another than `kek` wrapped. */
  listOutside(kek: string, after: string, limit: number): string[];
  close(): void;
};

const schema = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma secure_delete = on;
  create table if not exists wrapped_keys (
    key_id text primary key, kek text not null, wrapped blob not null
  ) without rowid;
  create index if not exists wrapped_keys_by_kek on wrapped_keys (kek, key_id);
`;

/** Opens the store in this directory, shared with every other process that has it open. */
export function openKeyStore(directory: string): KeyStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const file = path.join(directory, "keys.sqlite");
  // Made before SQLite does, so that the file and its log are never anybody else's to read.
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec(schema);

  const put = database.prepare(
    "insert into wrapped_keys (key_id, kek, wrapped) values (?, ?, ?) on conflict do nothing",
  );
  const get = database.prepare("select kek, wrapped from wrapped_keys where key_id = ?");
  const rewrap = database.prepare(
    "update wrapped_keys set kek = ?, wrapped = ? where key_id = ? and kek = ?",
  );
  const erase = database.prepare("delete from wrapped_keys where key_id = ?");
  const byKek = database.prepare(
    "select kek, count(*) as keys from wrapped_keys group by kek order by kek",
  );
  const outside = database.prepare(
    "select key_id from wrapped_keys where kek <> ? and key_id > ? order by key_id limit ?",
  );
  const count = database.prepare("select count(*) as keys from wrapped_keys");

  return {
    putIfAbsent: (keyId, { kek, wrapped }) => put.run(keyId, kek, wrapped).changes === 1,
    get(keyId) {
      const row = get.get(keyId);
      if (!row) return null;
      return { kek: String(row["kek"]), wrapped: Buffer.from(row["wrapped"] as Uint8Array) };
    },
    rewrap: (keyId, from, { kek, wrapped }) => void rewrap.run(kek, wrapped, keyId, from),
    erase(keyIds) {
      for (const keyId of keyIds) erase.run(keyId);
      // What stood in the log before the deletion goes as well.
      if (keyIds.length > 0) database.exec("pragma wal_checkpoint(truncate)");
    },
    count: () => Number(count.get()?.["keys"]),
    countByKek: () =>
      byKek.all().map(({ kek, keys }) => ({ kek: String(kek), keys: Number(keys) })),
    listOutside: (kek, after, limit) =>
      outside.all(kek, after, limit).map(({ key_id }) => String(key_id)),
    close: () => database.close(),
  };
}

let opened: KeyStore | undefined;

/** This process's view of the installation's key store. */
export function keyStore(): KeyStore {
  opened ??= openKeyStore(path.join(path.resolve(env.DATA_DIR), "keys"));
  return opened;
}
