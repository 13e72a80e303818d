import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { askStatuses, effectiveAskStatus } from "@/domain/asks/lifecycle";
import { makeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";

const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];
const start = Date.parse("2026-11-21T00:00:00Z");
const instant = fc.integer({ min: 0, max: 6 }).map((ms) => new Date(start + ms));

let enterprise: SignedIn;
let lender: SignedIn;
let stranger: SignedIn;
let applicationId: string;

const item = (code: string, granularity = "indicator") => ({
  item: code,
  granularity,
  from: "2025-01-01",
  to: "2026-10-31",
  why: "for the review",
  required: true,
});

type Made = {
  id?: string;
  by?: SignedIn;
  purpose?: string;
  subject?: string;
  application?: string;
  days?: number;
  items?: unknown[];
};

async function make({ id = randomUUID(), by = lender, ...asked }: Made = {}) {
  const { rows } = await bank.query<{ refusal: string | null }>(
    "select refusal from gate.ask_make($1, $2, $3, $4, $5, null, $6, 'please', $7)",
    [
      by.token,
      id,
      asked.purpose ?? "loan_application",
      asked.subject ?? "enterprise",
      asked.application ?? applicationId,
      asked.days ?? 30,
      JSON.stringify(asked.items ?? [item("gas_usage")]),
    ],
  );
  return { id, refusal: rows[0]!.refusal };
}

const lastLine = async () =>
  (
    await admin.query<{ action: string; code: string }>(
      "select action, code from ledger.entries where chain = $1 order by seq desc limit 1",
      [enterprise.id],
    )
  ).rows[0];

async function withdraw(id: string, by = lender) {
  const { rows } = await bank.query<{ refusal: string | null }>(
    "select refusal from gate.ask_withdraw($1, $2)",
    [by.token, id],
  );
  return rows[0]!.refusal;
}

async function lend(status = "current") {
  await admin.query(
    `insert into app.loans (application_id, enterprise_id, bank_id, product_id, bank_reference, principal, balance, nominal_rate,
       annual_rate, term_months, repayment, guarantee, disbursed_on, matures_on, status, is_first_loan, is_credit_loan, is_inclusive, origin)
     select id, enterprise_id, bank_id, product_id, id::text, 1000, case $2::text when 'settled' then 0 else 1000 end, 365, 0.04, 12,
       'equal_instalments', 'none', '2026-11-01', (clock_timestamp() + interval '344 days')::date, $2::text, false, true, true, 'imported' from app.applications where id = $1`,
    [applicationId, status],
  );
}

beforeAll(async () => {
  [enterprise, lender, stranger] = [
    await makeEnterprise(admin),
    await makeBank(admin),
    await makeBank(admin),
  ];
  ({ applicationId } = await accepted(lender));
});

/** An application that its bank has taken up, with the consent it came with. */
async function accepted(by: SignedIn) {
  const made = await makeApplication(admin, enterprise, by);
  const consent = await makeConsent(sme, {
    enterprise,
    bank: by,
    applicationId: made.applicationId,
  });
  await admin.query(
    "update app.applications set status = 'submitted', submitted_at = clock_timestamp(), consent_id = $2 where id = $1",
    [made.applicationId, consent.id],
  );
  await admin.query("update app.applications set status = 'accepted' where id = $1", [
    made.applicationId,
  ]);
  return { applicationId: made.applicationId, consentId: consent.id };
}

test("SQL and TypeScript agree what an ask is worth, to the millisecond", async () => {
  const cases = fc.sample(
    fc.record({ status: fc.constantFrom(...askStatuses), answerBy: instant, at: instant }),
    { numRuns: 1_000, seed: 22 },
  );
  const { rows } = await admin.query<{ status: string }>(
    `select gate.ask_effective_status(jsonb_populate_record(null::app.consent_asks,
         jsonb_build_object('status', told -> 'status', 'answer_by', told -> 'answerBy')), (told ->> 'at')::timestamptz) as status
     from jsonb_array_elements($1::jsonb) with ordinality as cases (told, nth) order by nth`,
    [JSON.stringify(cases)],
  );
  expect(cases.map((one, nth) => ({ ...one, worth: rows[nth]?.status }))).toEqual(
    cases.map((one) => ({ ...one, worth: effectiveAskStatus(one, one.at) })),
  );
});

describe("a bank asks", () => {
  test("within its own application, and once at a time; each is a line in the firm's ledger", async () => {
    const first = await make();
    expect(first.refusal).toBeNull();
    expect(await lastLine()).toEqual({ action: "ask.make", code: "ASKED" });
    // The same again is the same.
    expect((await make({ id: first.id })).refusal).toBeNull();
    expect((await make()).refusal).toBe("ASK_OPEN");
    expect(await lastLine()).toEqual({ action: "ask.make", code: "ASK_OPEN" });
    expect(await withdraw(first.id, stranger)).toBe("NO_SUCH_ASK");
    expect(await withdraw(first.id)).toBeNull();
    expect(await lastLine()).toEqual({ action: "ask.withdraw", code: "WITHDRAWN" });
    const again = await make();
    expect(again.refusal).toBeNull();
    await withdraw(again.id);
  });

  test("of another bank's application what it hears of one that never was", async () => {
    expect((await make({ by: stranger })).refusal).toBe("NO_SUCH_APPLICATION");
    expect((await make({ application: randomUUID() })).refusal).toBe("NO_SUCH_APPLICATION");
    const { rows } = await admin.query("select from app.consent_asks where bank_id = $1", [
      stranger.id,
    ]);
    expect(rows).toEqual([]);
  });

  test.each<[string, Made]>([
    ["SCOPE_ABOVE_CEILING", { items: [item("electricity_usage", "raw")] }],
    ["PERIOD_ABOVE_CEILING", { items: [{ ...item("gas_usage"), from: "2020-01-01" }] }],
    ["VALIDITY_ABOVE_CEILING", { days: 31 }],
    ["VALIDITY_MALFORMED", { days: 0 }],
    ["ITEMS_MALFORMED", { items: [] }],
    ["PERSON_ITEM_SEPARATE", { items: [item("representative_insurance", "predicate")] }],
    ["PURPOSE_MISMATCH", { purpose: "platform_matching" }],
    ["PURPOSE_MISMATCH", { purpose: "report_share" }],
    ["NO_LOAN", { purpose: "post_loan_monitoring" }],
    ["NO_LOAN", { purpose: "outcome_backflow", items: [] }],
  ])("no more than may be asked: %s", async (code, asked) => {
    expect((await make(asked)).refusal).toBe(code);
    expect(await lastLine()).toEqual({ action: "ask.make", code });
  });

  test("for monitoring while a loan runs, and not once it is settled", async () => {
    const asked: Made = { purpose: "post_loan_monitoring", days: 300 };
    await lend("settled");
    expect((await make(asked)).refusal).toBe("NO_LOAN");
    await admin.query(
      "update app.loans set status = 'current', balance = 1000 where application_id = $1",
      [applicationId],
    );
    const made = await make(asked);
    expect(made.refusal).toBeNull();
    await withdraw(made.id);
    expect((await make({ ...asked, days: 1_000 })).refusal).toBe("VALIDITY_ABOVE_CEILING");
    // To report is no reading: nothing can be asked for with it.
    const backflow: Made = { purpose: "outcome_backflow", days: 300 };
    expect((await make(backflow)).refusal).toBe("ITEMS_MALFORMED");
    const reported = await make({ ...backflow, items: [] });
    expect(reported.refusal).toBeNull();
    await withdraw(reported.id);
  });

  test("at the same moment, and one ask stands", async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => make()));
    expect(made.filter(({ refusal }) => refusal === "ASK_OPEN")).toHaveLength(5);
    await withdraw(made.find(({ refusal }) => refusal === null)!.id);
  });

  test("nothing while it owes a deletion", async () => {
    const owing = await makeBank(admin);
    const own = await accepted(owing);
    const asked: Made = { by: owing, application: own.applicationId };
    await admin.query(
      `insert into app.erasures (consent_id, enterprise_id, bank_id, reason, started_at, due_at)
       values ($1, $2, $3, 'demanded', clock_timestamp() - interval '8 days', clock_timestamp() - interval '1 day')`,
      [own.consentId, enterprise.id, owing.id],
    );
    expect((await make(asked)).refusal).toBe("ERASURE_OVERDUE");
    await admin.query(
      "update app.erasures set due_at = clock_timestamp() + interval '1 day' where bank_id = $1",
      [owing.id],
    );
    expect((await make(asked)).refusal).toBeNull();
  });
});

describe("an enterprise declines", () => {
  test("its own ask, once, and what was answered stays so", async () => {
    const other = await makeEnterprise(admin);
    const { id } = await make();
    const decline = async (token: string) =>
      (
        await sme.query<{ refusal: string | null }>(
          "select refusal from gate.ask_decline($1, $2)",
          [token, id],
        )
      ).rows[0]!.refusal;
    expect(await decline(other.token)).toBe("NO_SUCH_ASK");
    expect(await decline(enterprise.token)).toBeNull();
    expect(await lastLine()).toEqual({ action: "ask.decline", code: "DECLINED" });
    expect(await decline(enterprise.token)).toBeNull();
    expect(await withdraw(id)).toBe("ASK_DECLINED");
    await expect(
      admin.query("update app.consent_asks set status = 'open', consent_id = null where id = $1", [
        id,
      ]),
    ).rejects.toThrow("append-only");
  });
});

describe("row-level security", () => {
  test("shows an ask to its two parties and to nobody else", async () => {
    const { id } = await make();
    const seen = async (pool: typeof sme, token: string) => {
      const client = await pool.connect();
      try {
        await client.query("begin");
        await client.query("select set_config('xyd.token', $1, true)", [token]);
        const { rowCount } = await client.query("select from app.consent_asks where id = $1", [id]);
        const items = await client.query("select from app.consent_ask_items where ask_id = $1", [
          id,
        ]);
        return [rowCount, items.rowCount];
      } finally {
        await client.query("rollback");
        client.release();
      }
    };
    const other = await makeEnterprise(admin);
    expect(await seen(sme, enterprise.token)).toEqual([1, 1]);
    expect(await seen(bank, lender.token)).toEqual([1, 1]);
    expect(await seen(sme, other.token)).toEqual([0, 0]);
    expect(await seen(bank, stranger.token)).toEqual([0, 0]);
    await withdraw(id);
  });
});

/** Asks for what must be refused; true where it was, for the reason it should be. */
async function refuses(code: string, asked: Made): Promise<boolean> {
  const { id, refusal } = await make(asked);
  if (refusal === null) await withdraw(id, asked.by);
  return refusal === code;
}

describe("a gate without one of its questions is found", () => {
  const migrator = poolOf("migrator");
  afterEach(() => restoreGate(migrator));

  const mutants: [string, from: string, to: string, code: string, asked: () => Made][] = [
    [
      "whose application it is",
      "where id = p_application and bank_id = who.bank_id and submitted_at",
      "where id = p_application and submitted_at",
      "NO_SUCH_APPLICATION",
      () => ({ by: stranger }),
    ],
    [
      "the ceilings",
      "refusal := gate.above_ceiling(answer, p_items);",
      "refusal := null;",
      "SCOPE_ABOVE_CEILING",
      () => ({ items: [item("electricity_usage", "raw")] }),
    ],
    [
      "the rest of the loan",
      "p_purpose <> 'loan_application' and p_validity_days > gate.ask_longest(application)",
      "false",
      "VALIDITY_ABOVE_CEILING",
      () => ({ purpose: "post_loan_monitoring", days: 1_000 }),
    ],
    [
      "what the purpose can show",
      "(p_purpose = 'outcome_backflow') = (jsonb_array_length(p_items) = 0)",
      "true",
      "ITEMS_MALFORMED",
      () => ({ items: [] }),
    ],
  ];
  test.each(mutants)("%s", async (_, from, to, code, asked) => {
    expect(await refuses(code, asked())).toBe(true);
    await mutateGate(migrator, "43", from, to);
    expect(await refuses(code, asked())).toBe(false);
  });
});
