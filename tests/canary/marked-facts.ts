import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import type { Granularity } from "@/domain/sources/catalogue";
import { dataKeyFor, sealWith } from "@/server/connectors/sealing";
import { poolOf } from "@/tests/database";
import type { Recorder } from "@/tests/canary/recorder";

const months = ["2026-08", "2026-09", "2026-10"];
const coverage = { present: 12, expected: 12 };
const codes = {
  tax_declarations: "tax_revenue_12m",
  social_insurance: "insurance_arrears",
  vat_invoices: "invoice_sales_12m",
} as Record<string, string>;

type Begun = {
  refusal: string | null;
  enterprise_id: string;
  item: string;
  granularities: Granularity[];
};

/** Answers every fetch that waits, as the worker does, with facts in which every value is a token of its own. */
export async function answerFetches(worker: PersonaDatabase, recorder: Recorder): Promise<number> {
  const { rows } = await poolOf("admin").query<{ id: string }>(
    "select id from vault.fetches where status = 'queued' order by id",
  );
  for (const { id } of rows) {
    const [begun] = await worker.call<Begun>(sql`select * from vault.fetch_begin(${id}::uuid)`);
    if (!begun || begun.refusal) throw new Error(begun?.refusal ?? "no fetch");
    const sealed = [];
    const values: Record<string, string> = {};
    for (const granularity of begun.granularities)
      sealed.push(...(await seal(worker, begun, granularity, recorder, values)));
    const [stored] = await worker.call<{ refusal: string | null }>(
      sql`select refusal from vault.fetch_store(${id}::uuid, ${JSON.stringify(sealed)}::jsonb, clock_timestamp(), ${JSON.stringify(values)}::jsonb)`,
    );
    if (stored?.refusal !== null) throw new Error(stored?.refusal);
  }
  return rows.length;
}

async function seal(
  worker: PersonaDatabase,
  { enterprise_id: enterpriseId, item }: Begun,
  granularity: Granularity,
  recorder: Recorder,
  values: Record<string, string>,
) {
  const key = await dataKeyFor(worker, enterpriseId, granularity);
  const scope = `${item}:${granularity}`;
  const each = granularity === "raw" || granularity === "monthly" ? months : months.slice(-1);
  return each.map((month) => {
    const period = `${month}-01`;
    const content = contentOf(recorder, { enterpriseId, scope }, month);
    // As the worker does: the value itself, for the vault to keep where matching was allowed.
    for (const { code, value } of indicatorsIn(content)) if (code) values[code] = value;
    const { keyId, suite, body } = sealWith(key, { enterpriseId, scope, period }, content);
    const digest = granularity === "predicate" ? randomBytes(32).toString("base64") : null;
    return { scope, period, key: keyId, suite, body: body.toString("base64"), digest };
  });
}

type Indicators = { indicators?: { code: string | undefined; value: string }[] };
const indicatorsIn = (content: unknown) => (content as Indicators).indicators ?? [];

type Origin = { enterpriseId: string; scope: string };

function contentOf(recorder: Recorder, origin: Origin, month: string): unknown {
  const [item, granularity] = origin.scope.split(":") as [string, Granularity];
  const code = codes[item];
  switch (granularity) {
    case "raw":
      return { invoices: [invoiceOf(recorder, origin, month)] };
    case "monthly":
      return declarationOf(recorder, origin, month);
    case "indicator":
      return { indicators: [{ code, value: recorder.fen(origin), asOf: month, coverage }] };
    case "band": {
      const band = { from: Number(recorder.fen(origin)), to: null };
      return { bands: [{ code, band, flag: null, asOf: month, coverage }] };
    }
    case "predicate": {
      const period = { from: "2025-11", to: month };
      const question = "electricity_no_arrears_12m";
      return { answers: [{ question, answer: "yes", period, asOf: recorder.word(origin) }] };
    }
  }
}

/** One month's declaration as it comes over the wire. */
export const declarationOf = (recorder: Recorder, origin: Origin, month: string) => ({
  month,
  taxableSales: recorder.yuan(origin),
  exemptSales: "0.00",
  vat: recorder.yuan(origin),
  incomeTax: "0.00",
  otherTax: "0.00",
  dueOn: `${month}-15`,
  paidOn: `${month}-10`,
  arrears: "0.00",
});

export const invoiceOf = (recorder: Recorder, origin: Origin, month: string) => ({
  number: recorder.word(origin),
  on: `${month}-03`,
  direction: "issued",
  counterparty: recorder.word(origin),
  amount: recorder.yuan(origin),
  tax: "13.00",
  total: recorder.yuan(origin),
  state: "valid",
});
