import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCheckpoint } from "@/domain/ledger/checkpoint";
import { leafHash, nodeHash } from "@/domain/ledger/merkle";
import { sha256, verifyEd25519 } from "@/server/connectors/ed25519";
import { platformPublicKey } from "@/server/connectors/platform-signature";
import { appendLines, ledgerStage } from "@/tests/ledger-stage";
import { sealLedger } from "./seal-ledger";

let stage: Awaited<ReturnType<typeof ledgerStage>>;
beforeAll(async () => {
  stage = await ledgerStage();
}, 120_000);
afterAll(async () => {
  await stage.close();
  await stage.scratch.stop();
});

const tools = { sha256, verify: verifyEd25519 };
const seal = () => sealLedger(stage.context());

async function latest() {
  const { rows } = await stage.pools.admin.query<{ size: string; root: Buffer; note: string }>(
    "select size, root, note from ledger.checkpoints order by size desc limit 1",
  );
  return rows[0];
}

/** As RFC 6962 says it, from the entries themselves. */
async function rootOfEntries() {
  const { rows } = await stage.pools.admin.query<{ hash: Buffer }>(
    "select entries.hash from ledger.leaves join ledger.entries using (chain, seq) order by position",
  );
  let level = await Promise.all(rows.map(({ hash }) => leafHash(hash, sha256)));
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at]!, level[at + 1]];
      above.push(right ? await nodeHash(left, right, sha256) : left);
    }
    level = above;
  }
  return level[0];
}

test("nothing written late is missed, while whoever follows a sequence misses some", async () => {
  const { admin } = stage.pools;
  await admin.query(`
    create table public.followed (id bigserial primary key, chain uuid, seq bigint);
    create function public.follow() returns trigger language plpgsql as
      $$ begin insert into public.followed (chain, seq) values (new.chain, new.seq); return null; end $$;
    create trigger follow after insert on ledger.entries for each row execute function public.follow()`);
  let followed = 0;
  let last = "0";
  const follow = async () => {
    const { rows } = await admin.query<{ id: string }>(
      "select id from public.followed where id > $1 order by id",
      [last],
    );
    followed += rows.length;
    last = rows.at(-1)?.id ?? last;
  };
  // For certain: one that was numbered first and committed last.
  const late = await admin.connect();
  await late.query("begin");
  await appendLines(late, randomUUID(), 1);
  await appendLines(admin, randomUUID(), 1);
  await Promise.all([seal(), follow()]);
  await late.query("commit");
  late.release();
  // And at random.
  const writing = { isOver: false };
  const write = async (writer: number) => {
    const client = await admin.connect();
    for (let nth = 0; nth < 25; nth++) {
      await client.query("begin");
      await appendLines(client, randomUUID(), 1 + (nth % 3));
      await sleep(((writer * 7 + nth * 13) % 9) * 2);
      await appendLines(client, randomUUID(), 1);
      await client.query(nth % 5 === 4 ? "rollback" : "commit");
    }
    client.release();
  };
  const watch = async () => {
    while (!writing.isOver) {
      await Promise.all([seal(), follow()]);
      await sleep(1);
    }
  };
  const watching = watch();
  await Promise.all(Array.from({ length: 12 }, (_, writer) => write(writer)));
  writing.isOver = true;
  await watching;
  await Promise.all([seal(), follow()]);
  await admin.query("drop trigger follow on ledger.entries");

  const { rows } = await admin.query<{ written: number; sealed: number }>(
    `select (select count(*)::int from ledger.entries) as written,
       (select count(*)::int from ledger.entries join ledger.leaves using (chain, seq)) as sealed`,
  );
  expect(rows[0]!.written).toBeGreaterThan(500);
  expect(rows[0]!.sealed).toBe(rows[0]!.written);
  expect(followed).toBeLessThan(rows[0]!.written);
  expect((await latest())?.root).toEqual(Buffer.from((await rootOfEntries())!));
});

test("an entry whose transaction is open waits, and so does what came after", async () => {
  const { admin } = stage.pools;
  const open = await admin.connect();
  await open.query("begin");
  await appendLines(open, randomUUID(), 1);
  await appendLines(admin, randomUUID(), 1);
  expect(await seal()).toBe(0);
  await open.query("commit");
  open.release();
  expect(await seal()).toBe(2);
});

test("a large transaction may be taken in several batches", async () => {
  await appendLines(stage.pools.admin, randomUUID(), 10);
  const sealed: string[] = [];
  for (let turn = 0; turn < 4; turn++) {
    const { rows } = await stage.pools.worker.query<{ sealed: string }>(
      "select sealed from gate.seal_entries(4)",
    );
    sealed.push(rows[0]!.sealed);
  }
  expect(sealed).toEqual(["4", "4", "2", "0"]);
  await seal();
  expect((await latest())?.root).toEqual(Buffer.from((await rootOfEntries())!));
});

test("a checkpoint is signed once a tree, and a stop before signing only puts it off", async () => {
  const before = await latest();
  expect(await seal()).toBe(0);
  expect(await latest()).toEqual(before);

  await appendLines(stage.pools.admin, randomUUID(), 3);
  await stage.pools.worker.query("select gate.seal_entries(100)");
  expect(await latest()).toEqual(before);
  await seal();
  const after = await latest();
  expect(Number(after!.size)).toBe(Number(before!.size) + 3);
  expect(await openCheckpoint(after!.note, platformPublicKey, tools)).toMatchObject({
    size: BigInt(after!.size),
    root: new Uint8Array(after!.root),
  });
});

test("a root that is not the tree's is not kept, and no other persona seals", async () => {
  await appendLines(stage.pools.admin, randomUUID(), 1);
  await stage.pools.worker.query("select gate.seal_entries(100)");
  const store = (size: string) =>
    stage.pools.worker.query<{ kept: boolean }>(
      "select gate.checkpoint_store($1, sha256('other'), 'note') as kept",
      [size],
    );
  const { size } = (await latest())!;
  expect((await store(String(Number(size) + 1))).rows).toEqual([{ kept: false }]);
  expect((await store(size)).rows).toEqual([{ kept: false }]);
  await expect(store(String(Number(size) + 2))).rejects.toMatchObject({ code: "P0002" });
  for (const persona of ["sme", "bank"] as const)
    await expect(stage.pools[persona].query("select gate.seal_entries(1)")).rejects.toMatchObject({
      code: "42501",
    });
});

test("two sealers at once write nothing twice", async () => {
  await Promise.all(
    Array.from({ length: 5 }, () => appendLines(stage.pools.admin, randomUUID(), 20)),
  );
  await Promise.all(Array.from({ length: 4 }, seal));
  await seal();
  const { rows } = await stage.pools.admin.query<{ leaves: number; entries: number; top: number }>(
    `select (select count(*)::int from ledger.leaves) as leaves, (select count(*)::int from ledger.entries) as entries,
       (select max(position)::int + 1 from ledger.leaves) as top`,
  );
  expect(rows[0]!.leaves).toBe(rows[0]!.entries);
  expect(rows[0]!.top).toBe(rows[0]!.leaves);
  expect((await latest())?.root).toEqual(Buffer.from((await rootOfEntries())!));
});
