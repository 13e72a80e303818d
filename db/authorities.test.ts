import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { committed, poolOf } from "@/tests/database";
import { makeEnterprise, signIn, type SignedIn } from "@/tests/parties";
import { askForAuthority, draftAuthority, grantAuthority, lastLine } from "@/tests/signing";
import { holding, untilWaiting } from "@/tests/waiting";

const sme = poolOf("sme");
const admin = poolOf("admin");
const day = 86_400_000;

async function aFirm() {
  const owner = await makeEnterprise(admin);
  const clerk: SignedIn = {
    ...owner,
    ...(await signIn(admin, "sme", "clerk", { enterpriseId: owner.id })),
  };
  return { owner, clerk };
}
const verdict = async (call: string, values: unknown[]) =>
  (await sme.query<{ refusal: string | null }>(`select refusal from ${call}`, values)).rows[0]!
    .refusal;

describe("an authority", () => {
  test("is granted by the owner, once, with a line in the chain", async () => {
    const { owner, clerk } = await aFirm();
    const text = draftAuthority(owner, clerk, { maxAmount: 100 });
    expect(await askForAuthority(sme, owner, text)).toBeNull();
    expect(await lastLine(admin, owner.id)).toMatchObject({
      action: "authority.grant",
      code: "GRANTED",
    });
    const lines = "select count(*)::int as n from ledger.entries where chain = $1";
    expect(await askForAuthority(sme, owner, text)).toBeNull();
    expect((await admin.query(lines, [owner.id])).rows).toEqual([{ n: 1 }]);
    const other = { ...text, maxAmountFen: "200" };
    expect(await askForAuthority(sme, owner, other)).toBe("AUTHORITY_EXISTS");
  });

  test("has its ceilings, and says what it does", async () => {
    const { owner, clerk } = await aFirm();
    const stranger = await makeEnterprise(admin);
    const wrong: [string, ReturnType<typeof draftAuthority>, string][] = [
      ["to oneself", draftAuthority(owner, owner, {}), "NO_SUCH_PERSON"],
      ["to a stranger", draftAuthority(owner, stranger, {}), "NO_SUCH_PERSON"],
      ["for nothing", draftAuthority(owner, clerk, { purposes: [] }), "AUTHORITY_MALFORMED"],
      ["for anything", draftAuthority(owner, clerk, { purposes: ["x"] }), "AUTHORITY_MALFORMED"],
      ["as an owner", draftAuthority(owner, clerk, { role: "owner" }), "AUTHORITY_MALFORMED"],
      ["below nothing", draftAuthority(owner, clerk, { maxAmount: -1 }), "AUTHORITY_MALFORMED"],
      ["that is over", draftAuthority(owner, clerk, { from: -day, to: -1 }), "VALIDITY_MALFORMED"],
      ["upside down", draftAuthority(owner, clerk, { from: 2 * day }), "VALIDITY_MALFORMED"],
      ["too long", draftAuthority(owner, clerk, { to: 367 * day }), "VALIDITY_ABOVE_CEILING"],
      [
        "too far off",
        draftAuthority(owner, clerk, { from: 10 * day, to: 370 * day }),
        "VALIDITY_ABOVE_CEILING",
      ],
    ];
    for (const [, text, refusal] of wrong) {
      expect(await askForAuthority(sme, owner, text)).toBe(refusal);
      expect(await lastLine(admin, owner.id)).toMatchObject({ code: refusal });
    }
    const said = draftAuthority(owner, clerk, { maxAmount: 100 });
    const more = Buffer.from(JSON.stringify({ ...said, maxAmountFen: "900" }));
    expect(await askForAuthority(sme, owner, said, more)).toBe("ARTEFACT_MISMATCH");
    expect(await askForAuthority(sme, owner, said, Buffer.from("\u00ff"))).toBe(
      "ARTEFACT_MISMATCH",
    );
    expect(
      await askForAuthority(sme, owner, draftAuthority(owner, clerk, { to: 366 * day - 5000 })),
    ).toBe(null);
  });

  test("is no clerk's to grant or to end, and no stranger's to know of", async () => {
    const { owner, clerk } = await aFirm();
    const id = await grantAuthority(sme, owner, clerk, {});
    const grab = draftAuthority(clerk, clerk, {});
    expect(await askForAuthority(sme, clerk, grab)).toBe("SIGNER_FORBIDDEN");
    expect(await verdict("gate.authority_end($1, $2)", [clerk.token, id])).toBe("SIGNER_FORBIDDEN");
    expect(await lastLine(admin, owner.id)).toMatchObject({
      action: "authority.end",
      code: "SIGNER_FORBIDDEN",
      person_id: clerk.personId,
    });
    const { token } = await makeEnterprise(admin);
    for (const one of [id, randomUUID()])
      expect(await verdict("gate.authority_end($1, $2)", [token, one])).toBe("NO_SUCH_AUTHORITY");

    expect(await verdict("gate.authority_end($1, $2)", [owner.token, id])).toBeNull();
    expect(await lastLine(admin, owner.id)).toMatchObject({ code: "ENDED" });
    expect(await verdict("gate.authority_end($1, $2)", [owner.token, id])).toBeNull();
    await expect(admin.query("delete from app.signing_authorities")).rejects.toThrow("append-only");
  });
});

test("a firm sees its own authorities and rule, nobody else's; banks and the office none at all", async () => {
  const [one, two] = [await aFirm(), await aFirm()];
  for (const { owner, clerk } of [one, two]) {
    await grantAuthority(sme, owner, clerk, {});
    await verdict("gate.rule_set($1, 5)", [owner.token]);
  }
  for (const table of ["app.signing_authorities", "app.signing_rules"]) {
    const seen = await committed("sme", one.clerk.token).transaction((tx) =>
      tx.execute(sql.raw(`select distinct enterprise_id from ${table}`)),
    );
    expect(seen.rows).toEqual([{ enterprise_id: one.owner.id }]);
    // The control: both are there.
    const all = `select 1 from ${table} where enterprise_id = any ($1)`;
    expect((await admin.query(all, [[one.owner.id, two.owner.id]])).rowCount).toBe(2);
    for (const persona of ["public", "bank", "office", "worker"] as const)
      await expect(poolOf(persona).query(`select 1 from ${table}`)).rejects.toMatchObject({
        code: "42501",
      });
    await expect(sme.query(`delete from ${table}`)).rejects.toMatchObject({ code: "42501" });
  }
});

test("the rule is the owner's, and can be taken back", async () => {
  const { owner, clerk } = await aFirm();
  expect(await verdict("gate.rule_set($1, 5)", [clerk.token])).toBe("SIGNER_FORBIDDEN");
  expect(await verdict("gate.rule_set($1, 0)", [owner.token])).toBe("RULE_MALFORMED");
  expect(await verdict("gate.rule_set($1, 5)", ["none"])).toBe("NO_SESSION");
  expect(await verdict("gate.rule_set($1, 5)", [owner.token])).toBeNull();
  expect(await lastLine(admin, owner.id)).toMatchObject({ action: "signing.rule", code: "SET" });
  expect(await verdict("gate.rule_set($1, null)", [owner.token])).toBeNull();
  const { rows } = await admin.query(
    "select second_signer_above from app.signing_rules where enterprise_id = $1",
    [owner.id],
  );
  expect(rows).toEqual([{ second_signer_above: null }]);
});

const add = (by: SignedIn, username: string, id: string = randomUUID()) =>
  verdict("auth.add_clerk($1, $2, $3, 'Chen', 'hash')", [by.token, id, username]);
const people = async ({ token }: SignedIn) =>
  (await sme.query<{ username: string }>("select * from auth.people_of_firm($1)", [token])).rows;
const dismiss = (by: SignedIn, personId: string) =>
  verdict("auth.dismiss_clerk($1, $2)", [by.token, personId]);

describe("a clerk", () => {
  test("is added by the owner to the own firm, once", async () => {
    const { owner, clerk } = await aFirm();
    const [username, id] = [`chen-${randomUUID()}`, randomUUID()];
    expect(await add(clerk, username)).toBe("SIGNER_FORBIDDEN");
    expect(await add(owner, username, id)).toBeNull();
    expect(await add(owner, username, id)).toBeNull();
    expect(await add(owner, username)).toBe("USERNAME_TAKEN");
    const stranger = await makeEnterprise(admin);
    expect(await add(stranger, username)).toBe("USERNAME_TAKEN");
    expect(await add(stranger, `${username}-2`, id)).toBe("USERNAME_TAKEN");
    expect(await people(owner)).toContainEqual(
      expect.objectContaining({ username, role: "clerk", has_authenticator: false }),
    );
    expect(await people(stranger)).toHaveLength(1);
  });

  test("who is dismissed is out at once, with every authority", async () => {
    const { owner, clerk } = await aFirm();
    const id = await grantAuthority(sme, owner, clerk, {});
    expect(await dismiss(await makeEnterprise(admin), clerk.personId)).toBe("NO_SUCH_PERSON");
    expect(await dismiss(clerk, owner.personId)).toBe("SIGNER_FORBIDDEN");
    expect(await dismiss(owner, owner.personId)).toBe("SIGNER_FORBIDDEN");
    expect(await people(clerk)).toHaveLength(2);
    expect(await dismiss(owner, clerk.personId)).toBeNull();
    expect(await people(clerk)).toEqual([]);
    const { rows } = await admin.query(
      "select ended_at is not null as ended from app.signing_authorities where id = $1",
      [id],
    );
    expect(rows).toEqual([{ ended: true }]);
  });
});

test("an authority that is granted while its person is dismissed ends with the others", async () => {
  const { owner, clerk } = await aFirm();
  const text = draftAuthority(owner, clerk, {});
  const { both } = await holding(
    "select pg_advisory_xact_lock(gate.chain_lock($1))",
    [owner.id],
    async () => {
      // Granted and about to be written down; then dismissed.
      const granting = askForAuthority(sme, owner, text);
      await untilWaiting(1);
      const dismissing = verdict("auth.dismiss_clerk($1, $2)", [owner.token, clerk.personId]);
      const settled = Promise.all([granting, dismissing]);
      // A dismissal that saw no authority writes no line and waits for nothing.
      await Promise.race([untilWaiting(2), dismissing]);
      return { both: settled };
    },
  );
  expect(await both).toEqual([null, null]);
  const { rows } = await admin.query(
    "select ended_at is not null as ended from app.signing_authorities where id = $1",
    [text.id],
  );
  expect(rows).toEqual([{ ended: true }]);
});
