import { expect } from "vitest";
import { item, makeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { makeEnterprise, type SignedIn } from "@/tests/parties";

const [admin, sme, worker] = [poolOf("admin"), poolOf("sme"), poolOf("worker")];

const window = { from: "2024-11-01", to: "2026-10-31" };
const items = [
  item("tax_declarations:indicator", window),
  item("social_insurance:indicator", window),
];
const period = "2026-10-01";

/** What the tests' agencies answer: an amount in fen and a headcount. */
export const answers = {
  tax_declarations: { tax_revenue_12m: "300000000", tax_paid_months_12m: 12 },
  social_insurance: { insured_headcount: 20 },
} as const;
type Answered = keyof typeof answers;

/** A firm with a live matching consent under which both agencies have answered. */
export async function aToldFirm(wanted: Partial<Parameters<typeof makeConsent>[1]> = {}) {
  const enterprise = await makeEnterprise(admin);
  const consent = await makeConsent(sme, { enterprise, items, ...wanted });
  await answerAll(enterprise, consent.id);
  return { enterprise, consentId: consent.id };
}

/** Answers every fetch under a consent as the worker does, indicators and their values together. */
export async function answerAll(
  enterprise: SignedIn,
  consentId: string,
  valuesOf: (asked: Answered) => object | null = (asked) => answers[asked],
) {
  await sme.query("select * from vault.fetch_queue($1, $2)", [enterprise.token, consentId]);
  const { rows } = await sme.query<{ id: string; item: Answered }>(
    "select id, item from vault.fetch_status($1, $2) where status = 'queued'",
    [enterprise.token, consentId],
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { id, item: asked } of rows) {
    const { rows: begun } = await worker.query<{ granularities: string[] }>(
      "select granularities from vault.fetch_begin($1)",
      [id],
    );
    const sealed = [];
    for (const granularity of begun[0]!.granularities) {
      const { rows: keys } = await worker.query<{ key: string }>(
        "select vault.data_key($1, $2) as key",
        [enterprise.id, granularity],
      );
      const scope = `${asked}:${granularity}`;
      sealed.push({ scope, period, key: keys[0]!.key, suite: 1, body: "c2VhbGVk" });
    }
    const values = valuesOf(asked);
    const { rows: stored } = await worker.query<{ refusal: string | null }>(
      "select refusal from vault.fetch_store($1, $2, clock_timestamp(), $3)",
      [id, JSON.stringify(sealed), values && JSON.stringify(values)],
    );
    expect(stored[0]!.refusal).toBeNull();
  }
}

/** What stands in the firm's row. */
export async function rowOf({ id }: Pick<SignedIn, "id">) {
  const { rows } = await admin.query<{
    consent_id: string | null;
    valid_to: Date | null;
    is_usable: boolean;
    tax_revenue_12m: string | null;
    insured_headcount: number | null;
    month: string;
    district: string | null;
  }>(
    `select consent_id, valid_to, is_usable, tax_revenue_12m, insured_headcount, month, district
     from vault.matching_facts where enterprise_id = $1`,
    [id],
  );
  return rows[0];
}

/** What an audience makes of one firm on one condition, at this very moment. */
export async function judgedAs({ id }: Pick<SignedIn, "id">, rule: object) {
  const { rows } = await admin.query<{ eligible: string; unknown: string }>(
    `select eligible, unknown from vault.matching_facts as held, gate.audience_of_rows(
       jsonb_build_array($2::jsonb), '2026-10-31', clock_timestamp(), array[held.place])
     where held.enterprise_id = $1 and dimension = 'total'`,
    [id, JSON.stringify(rule)],
  );
  if (!rows[0]) return "absent";
  if (rows[0].unknown === "1") return "unknown";
  return rows[0].eligible === "1" ? "eligible" : "not eligible";
}
