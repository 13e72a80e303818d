import { expect, test } from "vitest";
import { aStage } from "@/tests/access/acts";
import { contextOf, nextCode } from "@/tests/access/people";
import { createCaller } from "@/server/trpc/root";
import { poolOf } from "@/tests/database";

test("what was written, changed and deleted since is as it was, and codes may be shown again", async () => {
  const pool = poolOf("admin");
  const { side, rewind } = await aStage();
  const [owner] = side.people;
  const rowsOf = async (table: string) => {
    const { rows } = await pool.query<{ rows: string }>(
      `select string_agg(t::text, e'\\n' order by t::text) as rows from ${table} t`,
    );
    return rows[0]!.rows;
  };
  const touched = ["app.needs", "app.events", "auth.sessions", "auth.people"];
  const before = await Promise.all(touched.map(rowsOf));

  const api = createCaller(await contextOf(owner!));
  await api.needs.withdraw({ needId: side.named.idle });
  await pool.query("delete from auth.sessions");
  await pool.query("update auth.people set totp_step = 1");
  nextCode(owner!);
  expect(await Promise.all(touched.map(rowsOf))).not.toEqual(before);

  await rewind();
  expect(await Promise.all(touched.map(rowsOf))).toEqual(before);
  expect(owner!.codes).toBe(0);
});
