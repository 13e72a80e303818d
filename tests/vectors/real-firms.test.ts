import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { locales } from "@/components/messages/locales";
import { outcomeAfter } from "@/domain/matching/counterfactual";
import { evaluate, type Facts } from "@/domain/matching/evaluate";
import type { ProductMatch } from "@/domain/matching/match";
import { matchSentences } from "@/domain/matching/sentences";
import { wayInOf } from "@/domain/matching/way-in";
import { csvOf } from "@/domain/oversight/csv";
import type { Rule } from "@/domain/products/rule";
import { ProductContent } from "@/domain/products/schema";
import { computeIndicators } from "@/domain/profiles/indicators";
import type { FactValue } from "@/domain/profiles/windows";
import { addMonths, lastDayOf } from "@/domain/shared/calendar";
import { matchAll } from "@/tests/matching-cases";
import { said } from "./said";
import { issuedByMonth, standardMonths, textOf } from "./contest-invoices";
import { describeShared, sharedFile } from "./shared-folder";

/** The last month all of which is in the data, and the loan prime rate then: 4.05 %. */
const month = "2020-01";
const on = "2020-02-24";
const lpr = 405;
const scope = "vat_invoices:indicator";
const tenThousand = 1_000_000;

/**
 * The contest's terms: 10 to 100 times 10,000 yuan, 4 to 15 % a year, one year, never to rating D. The
 * bank's rating (A to D) and whether a firm defaulted are given to the test; no source of the
 * platform has them, so they stand in for the tax credit grade and the abnormal list.
 */
const neverD: Rule = { fact: "tax_credit_grade", operator: "not_in", value: ["D"] };
const neverDefaulted: Rule = { fact: "abnormal_listed", operator: "is_false" };
const at = (fact: string, operator: "gte" | "lte", value: number): Rule => ({
  fact,
  operator,
  value,
});
const rules = {
  "contest-terms": neverD,
  "invoice-turnover": {
    all: [
      neverD,
      at("invoice_sales_12m", "gte", 100 * tenThousand),
      at("invoice_active_months_12m", "gte", 10),
      at("invoice_void_share_12m", "lte", 1_000),
    ],
  },
  "steady-growth": {
    all: [
      neverDefaulted,
      at("invoice_sales_12m", "gte", 500 * tenThousand),
      at("invoice_sales_growth", "gte", -2_000),
      at("invoice_customers_12m", "gte", 10),
      at("invoice_top_customer_share_12m", "lte", 5_000),
    ],
  },
  "large-or-spread": {
    all: [
      neverDefaulted,
      {
        any: [
          at("invoice_sales_12m", "gte", 3_000 * tenThousand),
          {
            all: [
              at("invoice_sales_12m", "gte", 300 * tenThousand),
              at("invoice_top_customer_share_12m", "lte", 3_000),
              at("invoice_void_share_12m", "lte", 500),
            ],
          },
        ],
      },
    ],
  },
} satisfies Record<string, Rule>;

const why = { zh: "按开票判断", en: "Judged on invoices" };
const products = Object.entries(rules).map(([code, eligibility]) => ({
  id: code,
  content: ProductContent.parse({
    code,
    name: { zh: code, en: code },
    summary: why,
    kind: "credit",
    guarantee: "none",
    amountMin: 10 * tenThousand,
    amountMax: 100 * tenThousand,
    termMin: 12,
    termMax: 12,
    repaymentKinds: ["equal_instalments"],
    lprTenor: "1y",
    spreadMin: 400 - lpr,
    spreadMax: 1_500 - lpr,
    fees: [],
    regions: [],
    isFirstLoan: false,
    isPolicy: false,
    materials: [],
    promisedWorkingDays: 5,
    purposeTemplate: "loan_application",
    items: [{ item: "vat_invoices", granularity: "indicator", why, isRequired: true }],
    eligibility,
  }),
}));

type Firm = { code: string; rating: string; isDefaulted: boolean; facts: Facts };
type Reference = Record<string, string>;
let reference: Reference[] = [];
let firms: Firm[] = [];
let matched: { firm: Firm; match: ProductMatch }[] = [];

const judged = (amount: bigint) =>
  firms.flatMap((firm) =>
    matchAll({
      facts: firm.facts,
      granted: new Set([scope]),
      need: { amount, months: 12 },
      products,
      on,
      month,
    }).map((match) => ({ firm, match })),
  );

const count = (code: string, verdict: string) =>
  matched.filter(({ match }) => match.code === code && match.verdict === verdict).length;

describeShared("the 123 real enterprises and the contest's terms", () => {
  beforeAll(() => {
    reference = parse(
      readFileSync(sharedFile("data/cumcm2020c/reference_features_123_dedup.csv"), "utf8"),
      { columns: true },
    );
    const issued = issuedByMonth();
    firms = reference.map((row) => {
      const code = row["企业代号"]!;
      const [rating, isDefaulted] = [row["信誉评级"]!, row["是否违约"] === "是"];
      const records = standardMonths(issued.get(code) ?? new Map());
      const facts = new Map<string, FactValue>([
        ["tax_credit_grade", rating],
        ["abnormal_listed", isDefaulted],
        ...computeIndicators("vat_invoices", records, month).map(
          ({ code: fact, value }): [string, FactValue] => [fact, value],
        ),
      ]);
      return { code, rating, isDefaulted, facts };
    });
    matched = judged(50n * BigInt(tenThousand));
  }, 120_000);

  test("are lent to by the contest's bank but for those rated D, whoever defaulted", () => {
    expect(firms).toHaveLength(123);
    const ofContest = matched.filter(({ match }) => match.code === "contest-terms");
    const lent = ofContest.filter(({ match }) => match.verdict === "eligible");
    const notD = reference.filter((row) => row["信誉评级"] !== "D");
    expect(lent.map(({ firm }) => firm.code)).toEqual(notD.map((row) => row["企业代号"]));
    expect(reference.filter((row) => row["是否违约"] === "是")).toHaveLength(27);
    expect([lent.length, lent.filter(({ firm }) => firm.isDefaulted).length]).toEqual([99, 3]);
    for (const { match } of lent)
      expect(match.price).toMatchObject({ nominalFrom: 400, nominalTo: 1_500 });
  });

  test("are judged as figures say that were added up another way", { timeout: 60_000 }, () => {
    const theirs = addedUp();
    for (const { code, facts } of firms) {
      const { sales = 0, activeMonths = 0 } = theirs.get(code) ?? {};
      expect(Number(facts.get("invoice_sales_12m") ?? 0n)).toBe(sales);
      expect(Number(facts.get("invoice_active_months_12m") ?? 0)).toBe(activeMonths);
    }
    const passing = (isFine: (own: Sums, firm: Firm) => boolean) =>
      firms.filter((firm) => {
        const own = theirs.get(firm.code);
        return own !== undefined && isFine(own, firm);
      }).length;
    expect(count("invoice-turnover", "eligible")).toBe(
      passing(
        (own, { rating }) =>
          rating !== "D" &&
          own.sales >= 100 * tenThousand &&
          own.activeMonths >= 10 &&
          own.voided * 10 <= own.voided + own.valid,
      ),
    );
    expect(count("large-or-spread", "eligible")).toBe(
      passing(
        (own, { isDefaulted }) =>
          !isDefaulted &&
          (own.sales >= 3_000 * tenThousand ||
            (own.sales >= 300 * tenThousand &&
              own.top <= 0.3 * own.sales &&
              own.voided * 20 <= own.voided + own.valid)),
      ),
    );
    const tally = Object.keys(rules).map((code) => [
      code,
      ...(["eligible", "unknown", "not_eligible"] as const).map((verdict) => count(code, verdict)),
    ]);
    expect(tally).toEqual([
      ["contest-terms", 99, 0, 24],
      ["invoice-turnover", 36, 0, 87],
      ["steady-growth", 26, 1, 96],
      ["large-or-spread", 28, 0, 95],
    ]);
  });

  test("get a reason for every no, and every way in holds when it is gone", () => {
    const explained = matched.map((one) => ({
      ...one,
      ...matchSentences(one.match, { month }),
      way: wayInOf(one.match),
    }));
    const refused = explained.filter(({ match }) => match.verdict === "not_eligible");
    expect(refused).toHaveLength(24 + 87 + 96 + 95);
    for (const { reasons, changes } of refused)
      expect(Math.min(reasons.length, changes.length)).toBeGreaterThan(0);
    for (const { reasons, changes } of explained.filter((one) => !refused.includes(one)))
      expect([reasons, changes]).toEqual([[], []]);

    const open = refused.flatMap(({ firm, match, way }) => (way ? { firm, match, way } : []));
    expect(open.length).toBeGreaterThan(250);
    for (const { firm, match, way } of open) {
      const rule = rules[match.code as keyof typeof rules];
      const reached = way.reaches === "eligible" ? true : null;
      expect(outcomeAfter(rule, firm.facts, month, way.facts)).toEqual({
        now: reached,
        later: reached,
      });
      // And by hand: the facts put in, everything else as it is.
      const put = way.facts.map(({ fact, to }) => [fact, to] as const);
      const changed = new Map([...firm.facts, ...put]);
      expect(evaluate(rule, changed, lastDayOf(month))).toBe(reached);
      for (const { fact, from } of way.facts)
        expect(evaluate(rule, new Map([...changed, [fact, from]]), lastDayOf(month))).toBe(false);
    }
  });

  test("asking for two million are told to ask for one at most", () => {
    const asked = judged(200n * BigInt(tenThousand));
    const lent = asked.filter(
      ({ firm, match }) => match.code === "contest-terms" && firm.rating !== "D",
    );
    for (const { match } of lent)
      expect([match.verdict, wayInOf(match)]).toEqual([
        "not_eligible",
        {
          need: [{ of: "amount", from: 200_000_000n, to: 100_000_000n }],
          facts: [],
          about: null,
          reaches: "eligible",
        },
      ]);
  });

  test("stand in a table with every reason in both languages", () => {
    const rows = matched.map(({ firm, match }) => {
      const { reasons, changes, settling } = matchSentences(match, { month });
      const texts = Object.fromEntries(
        locales.flatMap((locale) => [
          [`reasons ${locale}`, said(locale, settling ? [settling] : reasons)],
          [`changes ${locale}`, said(locale, changes)],
        ]),
      );
      const { code, rating, isDefaulted } = firm;
      return {
        enterprise: code,
        rating,
        defaulted: isDefaulted ? "yes" : "no",
        product: match.code,
        verdict: match.verdict,
        ...texts,
      };
    });
    expect(rows).toHaveLength(123 * products.length);
    for (const row of rows) {
      const texts = Object.values(row).join();
      expect(texts).not.toMatch(/[{}]|undefined|null|NaN|condition\.|change\./);
    }
    for (const row of rows.filter(({ verdict }) => verdict === "not_eligible"))
      expect(Object.values(row).every((cell) => cell.length > 0)).toBe(true);
    mkdirSync("artifacts", { recursive: true });
    writeFileSync(
      "artifacts/real-firms.csv",
      csvOf([Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))]),
    );
    writeFileSync("artifacts/real-firms.md", markdownOf(rows));
    const written = readFileSync("artifacts/real-firms.csv", "utf8");
    expect(parse(written, { columns: true, bom: true })).toHaveLength(rows.length);
  }, 60_000);
});

type Sums = { sales: number; activeMonths: number; valid: number; voided: number; top: number };

/** Twelve months of each firm straight from the lines of the file, in whole fen. */
function addedUp(): Map<string, Sums> {
  const from = addMonths(month, -11);
  const sums = new Map<string, Sums & { months: Set<string>; customers: Map<string, number> }>();
  const lines = gunzipSync(textOf("invoices_123_output.csv.gz"))
    .toString("utf8")
    .trim()
    .split("\n");
  for (const line of new Set(lines.slice(1))) {
    const [firm = "", , day = "", customer = "", amount = "", , , state = ""] = line.split(",");
    if (day.slice(0, 7) < from || day.slice(0, 7) > month) continue;
    const own = sums.get(firm) ?? {
      sales: 0,
      activeMonths: 0,
      valid: 0,
      voided: 0,
      top: 0,
      months: new Set<string>(),
      customers: new Map<string, number>(),
    };
    sums.set(firm, own);
    if (state.trim() !== "有效发票") {
      own.voided += 1;
      continue;
    }
    const fen = Math.round(Number(amount) * 100);
    own.valid += 1;
    own.sales += fen;
    own.customers.set(customer, (own.customers.get(customer) ?? 0) + fen);
    own.activeMonths = own.months.add(day.slice(0, 7)).size;
    own.top = Math.max(...own.customers.values());
  }
  return sums;
}

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function markdownOf(rows: readonly Record<string, string>[]): string {
  const names = Object.keys(rows[0] ?? {});
  return [
    "# 123 real enterprises matched",
    "",
    `Invoices up to ${month}; 500,000 yuan over 12 months asked for. The bank's rating stands in for the`,
    "tax credit grade and a default for the abnormal list: no source of the platform has them.",
    "",
    line(names),
    line(names.map(() => "---")),
    ...rows.map((row) => line(names.map((name) => row[name] ?? ""))),
    "",
  ].join("\n");
}
