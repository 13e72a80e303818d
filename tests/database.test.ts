import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { personas } from "@/db/client";
import { admin, committed, inRollback, poolOf, urls } from "@/tests/database";

const count = sql`select count(*)::int as n from app.control_rows`;
const guardedTable = sql`
  create table app.control_rows (id int);
  alter table app.control_rows enable row level security, force row level security;
  grant select on app.control_rows to xyd_sme;
  insert into app.control_rows values (1)
`;

test("a row without a policy is invisible to a persona on the stage", () =>
  inRollback(async ({ admin: superuser, as }) => {
    await superuser.execute(guardedTable);
    expect((await superuser.execute(count)).rows).toEqual([{ n: 1 }]);
    await as("sme", "").transaction(async (tx) => {
      expect((await tx.execute(count)).rows).toEqual([{ n: 0 }]);
    });
    expect((await superuser.execute(count)).rows).toEqual([{ n: 1 }]);
  }));

test("a refusal on the stage leaves the superuser in charge", () =>
  inRollback(async ({ admin: superuser, as }) => {
    const forbidden = as("bank", "").transaction((tx) =>
      tx.execute(sql`create table app.no (id int)`),
    );
    await expect(forbidden).rejects.toMatchObject({ cause: { code: "42501" } });
    const { rows } = await superuser.execute(sql`select session_user, current_user`);
    expect(rows).toEqual([{ session_user: "postgres", current_user: "postgres" }]);
  }));

test.each(personas)("%s is itself, on the stage as in its own login, and no superuser", (persona) =>
  inRollback(async ({ as }) => {
    const who = sql`select session_user as who, current_setting('is_superuser') as super`;
    const expected = [{ who: `xyd_${persona}`, super: "off" }];
    expect(await as(persona, "").call(who)).toEqual(expected);
    expect(await committed(persona, "").call(who)).toEqual(expected);
  }),
);

test("nothing of a stage is left behind", async () => {
  const { rows } = await admin().execute(sql`select to_regclass('app.control_rows') as found`);
  expect(rows).toEqual([{ found: null }]);
});

test("the migrator owns the database without being superuser", async () => {
  const { rows } = await poolOf("migrator").query(
    "select rolsuper, rolcreaterole from pg_roles where rolname = current_user",
  );
  expect(rows).toEqual([{ rolsuper: false, rolcreaterole: true }]);
  expect(new URL(urls.migrator).username).toBe("xyd_migrator");
});
