import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { personas } from "@/db/client";
import { evidenceScope, facts } from "@/domain/profiles/indicators";
import { expireConsent, item, makeConsent, revokeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { aToldFirm, answerAll, answers, judgedAs, rowOf } from "@/tests/matching-facts";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, makeEnterprise, signIn } from "@/tests/parties";

const [admin, sme, bank, office, worker] = (
  ["admin", "sme", "bank", "office", "worker"] as const
).map(poolOf);
const migrator = poolOf("migrator");
afterEach(() => restoreGate(migrator));

const rich = { fact: "tax_revenue_12m", operator: "gte", value: 300_000_000 };
const none = { consent_id: null, valid_to: null, is_usable: false };
const all = { tax_revenue_12m: "300000000", insured_headcount: 20 };
const nothing = { ...none, tax_revenue_12m: null, insured_headcount: null };
const asked = async (text: string, values: unknown[]) =>
  (await sme!.query<{ refusal: string | null }>(text, values)).rows[0]!.refusal;

test("the gate knows of every fact which scope it follows from, and of no other", async () => {
  const { rows } = await admin!.query<{ fact: string; scope: string | null }>(
    "select fact, scope from gate.fact_columns()",
  );
  expect(new Map(rows.map(({ fact, scope }) => [fact, scope]))).toEqual(
    new Map([...facts.keys()].map((code) => [code, evidenceScope(code)])),
  );
});

test("what an agency answers under a matching consent is kept with the consent's end", async () => {
  const { enterprise, consentId } = await aToldFirm();
  const row = await rowOf(enterprise);
  expect(row).toMatchObject({ ...all, consent_id: consentId, is_usable: true });
  expect(row!.valid_to!.getTime()).toBeGreaterThan(Date.now());
  expect(await judgedAs(enterprise, rich)).toBe("eligible");
  expect(await judgedAs(enterprise, { ...rich, operator: "gt" })).toBe("not eligible");
});

test("a value the worker leaves out, being disputed, is unknown; so is what was there before", async () => {
  const { enterprise, consentId } = await aToldFirm();
  await answerAll(enterprise, consentId, (of) =>
    of === "tax_declarations" ? { tax_revenue_12m: null } : { insured_headcount: 21 },
  );
  expect(await rowOf(enterprise)).toMatchObject({ tax_revenue_12m: null, insured_headcount: 21 });
});

test("only scopes the consent names are kept, whatever is handed over", async () => {
  const { enterprise } = await aToldFirm({
    items: [item("tax_declarations:band"), item("social_insurance:indicator")],
  });
  expect(await rowOf(enterprise)).toMatchObject({ tax_revenue_12m: null, insured_headcount: 20 });

  const other = await makeEnterprise(admin!);
  const consent = await makeConsent(sme!, {
    enterprise: other,
    items: [item("tax_declarations:indicator")],
  });
  await answerAll(other, consent.id, () => ({ ...answers.tax_declarations, insured_headcount: 9 }));
  expect(await rowOf(other)).toMatchObject({ ...all, insured_headcount: null });
});

test("an answer fetched for a bank writes nothing here", async () => {
  const enterprise = await makeEnterprise(admin!);
  const lender = await makeBank(admin!);
  const { applicationId } = await makeApplication(admin!, enterprise, lender);
  const consent = await makeConsent(sme!, {
    enterprise,
    bank: lender,
    applicationId,
    items: [item("tax_declarations:indicator")],
  });
  await answerAll(enterprise, consent.id);
  expect(await rowOf(enterprise)).toBeUndefined();

  // Negative control: a gate that does not ask for the purpose.
  await mutateGate(migrator, "33", "p_consent.purpose <> 'platform_matching' or", "false or");
  await answerAll(enterprise, consent.id);
  expect(await rowOf(enterprise)).toMatchObject({ tax_revenue_12m: "300000000" });
});

describe("at once unknown, and gone", () => {
  test("when it is revoked", async () => {
    const { enterprise, consentId } = await aToldFirm();
    await revokeConsent(sme!, enterprise, consentId);
    expect(await judgedAs(enterprise, rich)).toBe("unknown");
    expect(await rowOf(enterprise)).toMatchObject(nothing);
  });

  test("when the credit office ends it", async () => {
    const { enterprise, consentId } = await aToldFirm();
    const { token } = await signIn(admin!, "credit_office", "supervisor");
    await office!.query("select * from gate.consent_terminate($1, $2, 'abuse')", [
      token,
      consentId,
    ]);
    expect(await rowOf(enterprise)).toMatchObject(nothing);
  });

  test("when it has run out: by the clock, before anybody says so, and afterwards for good", async () => {
    const { enterprise, consentId } = await aToldFirm();
    await expireConsent(admin!, consentId);
    expect(await judgedAs(enterprise, rich)).toBe("unknown");
    expect(await rowOf(enterprise)).toMatchObject(all);

    // Negative control: a count that does not look at the clock.
    await mutateGate(
      migrator,
      "39-audience-counts",
      "m.is_usable and m.valid_to > %L::timestamptz",
      "m.is_usable and %L is not null",
    );
    expect(await judgedAs(enterprise, rich)).toBe("eligible");
    await restoreGate(migrator);

    await worker!.query("select gate.announce_ends()");
    expect(await rowOf(enterprise)).toMatchObject(nothing);
  });

  test("as long as it is paused, and known again when it is resumed", async () => {
    const { enterprise, consentId } = await aToldFirm();
    expect(
      await asked("select refusal from gate.consent_pause($1, $2)", [enterprise.token, consentId]),
    ).toBeNull();
    expect(await judgedAs(enterprise, rich)).toBe("unknown");
    expect(await rowOf(enterprise)).toMatchObject({ is_usable: false, ...all });
    expect(
      await asked("select refusal from gate.consent_resume($1, $2)", [enterprise.token, consentId]),
    ).toBeNull();
    expect(await judgedAs(enterprise, rich)).toBe("eligible");

    // Negative control: facts that do not follow their consent.
    await mutateGate(
      migrator,
      "33",
      "set is_usable = new.status = 'active'",
      "set is_usable = true",
    );
    await sme!.query("select refusal from gate.consent_pause($1, $2)", [
      enterprise.token,
      consentId,
    ]);
    expect(await judgedAs(enterprise, rich)).toBe("eligible");
  });

  test("when another text takes its place, but for what that one covers too", async () => {
    const { enterprise } = await aToldFirm();
    const next = await makeConsent(sme!, {
      enterprise,
      items: [item("social_insurance:indicator")],
    });
    expect(await rowOf(enterprise)).toMatchObject({
      consent_id: next.id,
      is_usable: true,
      tax_revenue_12m: null,
      insured_headcount: 20,
    });
  });
});

test("narrowed, only what is no longer covered goes", async () => {
  const { enterprise, consentId } = await aToldFirm();
  const narrowed = await asked("select refusal from gate.consent_narrow($1, $2, $3)", [
    enterprise.token,
    consentId,
    ["tax_declarations:indicator"],
  ]);
  expect(narrowed).toBeNull();
  expect(await rowOf(enterprise)).toMatchObject({
    consent_id: consentId,
    is_usable: true,
    tax_revenue_12m: null,
    insured_headcount: 20,
  });
});

test("shortened, it ends when the consent does", async () => {
  const { enterprise, consentId } = await aToldFirm();
  const end = new Date(Date.now() + 3_600_000);
  await sme!.query("select * from gate.consent_narrow($1, $2, '{}', null, $3)", [
    enterprise.token,
    consentId,
    end,
  ]);
  expect((await rowOf(enterprise))!.valid_to).toEqual(end);
});

test("a gate that forgets to forget is noticed", async () => {
  await mutateGate(
    migrator,
    "47",
    "      perform gate.forget_matching(p_consent.enterprise_id);\n",
    "",
  );
  const { enterprise, consentId } = await aToldFirm();
  await revokeConsent(sme!, enterprise, consentId);
  // The values would still be there, but even then nobody could use them.
  expect(await rowOf(enterprise)).toMatchObject(all);
  expect(await judgedAs(enterprise, rich)).toBe("unknown");
});

test("the end of a consent takes the judgings with it", async () => {
  const { enterprise, consentId } = await aToldFirm();
  const need = randomUUID();
  await admin!.query(
    `insert into app.needs (id, enterprise_id, amount, term_months, purpose, status, created_by)
     values ($1, $2, 50000000, 12, 'wages', 'matched', $3)`,
    [need, enterprise.id, enterprise.personId],
  );
  await admin!.query(
    `insert into app.match_runs (need_id, enterprise_id, consent_id, engine, "on", month, amount, term_months, weights, products, inputs_hash, result_hash,
       eligible, unknown, not_eligible, requested_by, at)
     values ($1, $2, $3, 1, '2026-11-22', '2026-10', 50000000, 12, '{}', '[]', 'x', 'x', 0, 0, 0, $4, clock_timestamp())`,
    [need, enterprise.id, consentId, enterprise.personId],
  );
  await revokeConsent(sme!, enterprise, consentId);
  const { rows } = await admin!.query("select from app.match_runs where enterprise_id = $1", [
    enterprise.id,
  ]);
  expect(rows).toEqual([]);
});

test.each(personas)("%s can neither read the facts nor count them", async (persona) => {
  for (const statement of [
    "select * from vault.matching_facts",
    "select * from vault.audience_slices",
    "select * from gate.audience_of_rows('[]', '2026-10-31', clock_timestamp())",
    "select * from gate.audience_counts('{}', '{}', '2026-10-31', clock_timestamp())",
    "select gate.forget_matching(uuidv7())",
  ])
    await expect(poolOf(persona).query(statement)).rejects.toThrow("permission denied");
});

const store = async (rows: object[]) =>
  (
    await worker!.query<{ stored: number }>("select vault.public_facts_store($1) as stored", [
      JSON.stringify(rows),
    ])
  ).rows[0]!.stored;

test("public facts come from the worker alone, and once more the same changes nothing", async () => {
  const { id } = await makeEnterprise(admin!);
  const row = { enterprise_id: id, is_operating: true, month: "2026-10", district: "990101" };
  expect(await store([row])).toBe(1);
  expect(await store([row])).toBe(0);
  expect(await store([{ ...row, district: "990102", tax_revenue_12m: 1 }])).toBe(1);
  expect(await rowOf({ id })).toMatchObject({ district: "990102", tax_revenue_12m: null });
  await expect(bank!.query("select vault.public_facts_store('[]')")).rejects.toThrow(
    "permission denied",
  );

  const closed = { ...row, is_operating: false };
  expect(await store([closed])).toBe(1);
  const here = { fact: "district", operator: "in", value: ["990101"] };
  expect(await judgedAs({ id }, here)).toBe("absent");
});

/** Within a transaction that is undone, so that no place is lost for the tests after it. */
async function leavesGaps(write: (client: PoolClient) => Promise<unknown>) {
  const client = await admin!.connect();
  try {
    await client.query("begin");
    await write(client);
    const { rows } = await client.query<{ gaps: boolean }>(
      "select count(*) <> max(place) + 1 as gaps from vault.matching_facts",
    );
    return rows[0]!.gaps;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

test("places have no gaps, whatever is rolled back", async () => {
  const { id } = await makeEnterprise(admin!);
  const insert = "insert into vault.matching_facts (enterprise_id, month, updated_at)";
  expect(
    await leavesGaps((client) =>
      client.query(`${insert} values ($1, '2026-10', clock_timestamp())`, [id]),
    ),
  ).toBe(false);
  await aToldFirm();
  expect(await leavesGaps((client) => client.query("select"))).toBe(false);
});

/** Every other firm is there already, the first of all among them: others come after it. */
async function tellTwice(client: PoolClient) {
  const ids = [];
  for (let nth = 0; nth < 6; nth++) ids.push((await makeEnterprise(admin!)).id);
  const told = ids
    .toSorted()
    .map((id) => ({ enterprise_id: id, is_operating: true, month: "2026-10" }));
  const known = told.filter((_, nth) => nth % 2 === 0);
  for (const rows of [known, told])
    await client.query("select vault.public_facts_store($1)", [JSON.stringify(rows)]);
}

describe("places of many firms told at once, some of whom are there", () => {
  test("have no gaps", async () => {
    expect(await leavesGaps(tellTwice)).toBe(false);
  });

  test("would have, were those counted that are there", async () => {
    await mutateGate(migrator, "33", "partition by known.place is null order by", "order by");
    expect(await leavesGaps(tellTwice)).toBe(true);
  });
});
