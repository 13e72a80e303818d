import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Persona } from "@/db/client";
import { committed, poolOf } from "@/tests/database";
import { makeWorld, type World } from "@/tests/world";

const admin = poolOf("admin");

let mine: World;
let theirs: World;
beforeAll(async () => {
  mine = await makeWorld(admin, poolOf("sme"), poolOf("bank"));
  theirs = await makeWorld(admin, poolOf("sme"), poolOf("bank"));
});

const tables = {
  "app.enterprises": ({ enterprise }: World) => `id = '${enterprise.id}'`,
  "app.public_records": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.needs": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.matches": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.applications": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.application_events": ({ applicationId }: World) => `application_id = '${applicationId}'`,
  "app.information_requests": ({ applicationId }: World) => `application_id = '${applicationId}'`,
  "app.documents": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.offers": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.contracts": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.loans": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.outcomes": ({ enterprise }: World) => `enterprise_id = '${enterprise.id}'`,
  "app.notifications": ({ enterprise, bank }: World) =>
    `(enterprise_id = '${enterprise.id}' or bank_id = '${bank.id}')`,
  "app.consents": ({ consentId }: World) => `id = '${consentId}'`,
  "app.consent_items": ({ consentId }: World) => `consent_id = '${consentId}'`,
  "app.consent_signatures": ({ consentId }: World) => `consent_id = '${consentId}'`,
  "app.consent_events": ({ consentId }: World) => `consent_id = '${consentId}'`,
  "ledger.entries": ({ enterprise }: World) => `chain = '${enterprise.id}'`,
};

/** How many rows of each world a persona sees; null where it may not even ask. */
async function counts(persona: Persona, token: string, table: keyof typeof tables) {
  try {
    return await committed(persona, token).transaction(async (tx) => {
      const { rows } = await tx.execute<{ mine: number; theirs: number }>(
        sql.raw(
          `select count(*) filter (where ${tables[table](mine)})::int as mine, count(*) filter (where ${tables[table](theirs)})::int as theirs from ${table}`,
        ),
      );
      return rows[0]!;
    });
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code !== "42501") throw error;
    return null;
  }
}

const visible: [
  keyof typeof tables,
  sme: number | null,
  bank: number | null,
  office: number | null,
][] = [
  ["app.enterprises", 1, 1, 1],
  ["app.public_records", 1, 1, null],
  ["app.needs", 2, 1, 2],
  ["app.matches", 1, null, 1],
  ["app.applications", 2, 1, 2],
  ["app.application_events", 1, 1, 1],
  ["app.information_requests", 1, 1, null],
  ["app.documents", 1, 1, null],
  ["app.offers", 1, 2, 2],
  ["app.contracts", 1, 1, null],
  ["app.loans", 1, 1, 1],
  ["app.outcomes", 1, 1, 1],
  ["app.notifications", 1, 1, 0],
  ["app.consents", 1, 1, 1],
  ["app.consent_items", 2, 2, null],
  ["app.consent_signatures", 1, 1, null],
  ["app.consent_events", 2, 2, null],
  ["ledger.entries", 3, 2, null],
];

const alone = (count: number | null) => (count === null ? null : { mine: count, theirs: 0 });
const both = (count: number | null) => (count === null ? null : { mine: count, theirs: count });

test.each(visible)(
  "%s: an enterprise %s, its bank %s, the office %s",
  async (table, sme, bank, office) => {
    expect(await counts("sme", mine.enterprise.token, table)).toEqual(alone(sme));
    expect(await counts("bank", mine.bank.token, table)).toEqual(alone(bank));
    expect(await counts("office", mine.office.token, table)).toEqual(both(office));
    // Without a session, and with another persona's, there is nothing.
    for (const token of ["", "guessed", mine.bank.token])
      expect(await counts("sme", token, table)).toEqual(alone(sme === null ? null : 0));
    expect(await counts("public", mine.enterprise.token, table)).toBeNull();
  },
);

const secret = [
  "vault.facts",
  "vault.data_keys",
  "auth.sessions",
  "auth.people",
  "auth.tickets",
  "auth.throttles",
  "auth.security_log",
];
test.each(secret)("no persona selects %s", async (table) => {
  for (const persona of ["public", "sme", "bank", "office", "worker"] as const)
    await expect(poolOf(persona).query(`select 1 from ${table}`)).rejects.toMatchObject({
      code: "42501",
    });
  // The control: it is the right that is missing, not the table.
  await admin.query(`select 1 from ${table}`);
});

test("the office sees that a consent is, not what it says", async () => {
  const office = committed("office", mine.office.token);
  const artefact = office.transaction((tx) => tx.execute(sql`select artefact from app.consents`));
  await expect(artefact).rejects.toMatchObject({ cause: { code: "42501" } });
});

/** The SQLSTATE, or how many rows it changed. */
async function attempt(persona: Persona, token: string, statement: string) {
  try {
    const { rowCount } = await committed(persona, token).transaction((tx) =>
      tx.execute(sql.raw(statement)),
    );
    return rowCount;
  } catch (error) {
    const { cause } = error as { cause: { code: string; constraint?: string } };
    return cause.constraint ?? cause.code;
  }
}

const need = (id: string) =>
  `insert into app.needs (enterprise_id, amount, term_months, purpose, created_by) values ('${id}', 50000000, 12, 'wages', uuidv7())`;
const apply = (columns: string, values: string, from: World) =>
  `insert into app.applications (need_id, enterprise_id, bank_id, product_id, product_version, amount, term_months, updated_at, ${columns})
   select need_id, enterprise_id, bank_id, product_id, 1, 1, 1, clock_timestamp(), ${values} from (values ('${from.needId}'::uuid, '${from.enterprise.id}'::uuid, '${from.bank.id}'::uuid, '${from.productId}'::uuid)) as given (need_id, enterprise_id, bank_id, product_id)`;

test("an enterprise writes its own rows and no others", async () => {
  const { token } = mine.enterprise;
  expect(await attempt("sme", token, need(mine.enterprise.id))).toBe(1);
  expect(await attempt("sme", token, need(theirs.enterprise.id))).toBe("42501");
  expect(await attempt("sme", token, apply("status", "'submitted'", mine))).toBe(
    "applications_begin_prepared",
  );
  expect(await attempt("sme", token, apply("origin", "'imported'", mine))).toBe(
    "applications_begin_prepared",
  );
  expect(await attempt("sme", token, apply("status", "'prepared'", theirs))).toBe("42501");
  expect(
    await attempt(
      "sme",
      token,
      `update app.applications set updated_at = updated_at where id = '${theirs.applicationId}'`,
    ),
  ).toBe(0);
  expect(await attempt("sme", token, "update app.applications set bank_id = uuidv7()")).toBe(
    "42501",
  );
  expect(await attempt("sme", token, "update app.consents set status = 'active'")).toBe("42501");
  expect(
    await attempt(
      "sme",
      token,
      `update app.offers set status = 'accepted' where id = '${mine.hidden}'`,
    ),
  ).toBe(0);
  expect(
    await attempt("sme", token, "insert into ledger.entries select * from ledger.entries"),
  ).toBe("42501");
  expect(
    await attempt(
      "sme",
      token,
      `insert into app.events (name, subject_id, enterprise_id, at) values ('x', uuidv7(), '${theirs.enterprise.id}', clock_timestamp())`,
    ),
  ).toBe("42501");
});

test("a bank answers for itself, within what was granted", async () => {
  const { token, id } = mine.bank;
  const loan = (principal: number, bankId = id) =>
    `insert into app.loans (application_id, enterprise_id, bank_id, product_id, bank_reference, principal, balance, nominal_rate, annual_rate,
      term_months, repayment, guarantee, disbursed_on, matures_on, is_first_loan, is_credit_loan, is_inclusive)
     values ('${mine.applicationId}', '${mine.enterprise.id}', '${bankId}', '${mine.productId}', '2', ${principal}, ${principal}, 400, 0.04, 12, 'bullet', 'credit', '2026-11-21', '2027-11-21', false, true, true)`;
  const offer = (status: string) =>
    `insert into app.offers (application_id, need_id, enterprise_id, bank_id, version, status, amount, term_months, repayment, nominal_rate, annual_rate,
      total_interest, total_cost, quoted_from, schedule_hash, valid_until, drafted_by)
     values ('${mine.applicationId}', '${mine.needId}', '${mine.enterprise.id}', '${id}', 9, '${status}', 1, 12, 'bullet', 400, 0.04, 1, 1, '2026-11-21', 'x', clock_timestamp(), uuidv7())`;
  expect(await attempt("bank", token, loan(401))).toBe("loans_within_offer");
  expect(await attempt("bank", token, loan(400, theirs.bank.id))).toBe("42501");
  expect(await attempt("bank", token, loan(400))).toBe(1);
  expect(await attempt("bank", token, loan(1).replace("'2'", "'3'"))).toBe("loans_within_offer");
  expect(await attempt("bank", token, offer("open"))).toBe("offers_begin_unapproved");
  expect(
    await attempt(
      "bank",
      token,
      `update app.offers set status = 'accepted' where id = '${mine.hidden}'`,
    ),
  ).toBe("offers_transition");
  expect(
    await attempt(
      "bank",
      token,
      `update app.applications set status = 'disbursed' where id = '${mine.applicationId}'`,
    ),
  ).toBe("applications_transition");
  expect(
    await attempt(
      "bank",
      token,
      `update app.applications set updated_at = updated_at where id = '${mine.prepared.applicationId}'`,
    ),
  ).toBe(0);
  expect(
    await attempt(
      "bank",
      token,
      `update app.needs set status = 'withdrawn' where id = '${mine.needId}'`,
    ),
  ).toBe("42501");
  expect(await attempt("bank", token, "update app.outcomes set detail = 'x'")).toBe("42501");
});

test("neither side takes the other's step, and nothing is submitted without a consent", async () => {
  const move = (status: string, id: string) =>
    `update app.applications set status = '${status}', submitted_at = clock_timestamp(), consent_id = '${mine.consentId}' where id = '${id}'`;
  const accept = `update app.applications set status = 'accepted' where id = '${mine.applicationId}'`;
  expect(await attempt("sme", mine.enterprise.token, accept)).toBe("applications_transition");
  // The consent is live, but for another application.
  const submit = move("submitted", mine.prepared.applicationId);
  expect(await attempt("sme", mine.enterprise.token, submit)).toBe(
    "applications_submitted_under_consent",
  );
  expect(await attempt("bank", mine.bank.token, accept)).toBe(1);
});

test("what is over stays over", async () => {
  const { token } = theirs.enterprise;
  const move = (status: string) =>
    `update app.applications set status = '${status}' where id = '${theirs.prepared.applicationId}'`;
  expect(await attempt("sme", token, move("withdrawn"))).toBe(1);
  expect(await attempt("sme", token, move("prepared"))).toBe("applications_transition");
});
