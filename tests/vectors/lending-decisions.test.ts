import { expect, test } from "vitest";
import { quote } from "@/domain/loans/quote";
import { evaluate, type Facts } from "@/domain/matching/evaluate";
import type { FactValue } from "@/domain/profiles/windows";
import { answer, hits, inner, tableOf, textOf } from "./decision-tables";
import { describeShared, hasShared, readShared } from "./shared-folder";

/** OMG DMN TCK, compliance level 3, 0004-lending (Apache-2.0): the model itself, and its case. */
const file = hasShared ? readShared("vectors/dmn/0004-lending.dmn") : "";
type Case = {
  id: string;
  input: {
    ApplicantData: {
      Monthly: { Income: number; Expenses: number; Repayments: number };
      Age: number;
      ExistingCustomer: boolean;
      MaritalStatus: string;
      EmploymentStatus: string;
    };
    RequestedProduct: { ProductType: string; Amount: number; Rate: number; Term: number };
    BureauData: { CreditScore: number; Bankrupt: boolean };
    SupportingDocuments: string;
  };
  expected: Record<string, string | number | boolean>;
};
const { cases } = hasShared
  ? (JSON.parse(readShared("vectors/dmn/0004-lending.json")) as { cases: Case[] })
  : { cases: [] };

const fenOf = (yuan: number) => Math.round(yuan * 100);
const facts = (known: Record<string, FactValue>): Facts => new Map(Object.entries(known));

/** The model run from its inputs to its decisions: each table is its own, read from the file. */
function decide({
  ApplicantData: applicant,
  RequestedProduct: product,
  BureauData: bureau,
}: Case["input"]) {
  const score = answer(
    tableOf(file, "ApplicationRiskScoreModel"),
    facts({
      Age: applicant.Age,
      MaritalStatus: applicant.MaritalStatus,
      EmploymentStatus: applicant.EmploymentStatus,
    }),
  );
  const known = {
    ...applicant,
    ...bureau,
    ApplicationRiskScore: Number(score),
  };
  const { ExistingCustomer, ApplicationRiskScore, CreditScore, Bankrupt, Age } = known;
  const before = answer(
    tableOf(file, "Pre-bureauRiskCategoryTable"),
    facts({ ExistingCustomer, ApplicationRiskScore }),
  );
  const after = answer(
    tableOf(file, "Post-bureauRiskCategoryTable"),
    facts({ ExistingCustomer, ApplicationRiskScore, CreditScore }),
  );
  const instalment = instalmentOf(product);
  const [affordableBefore, affordableAfter] = [before, after].map((category) =>
    canAfford(applicant.Monthly, category, instalment),
  ) as [boolean, boolean];
  const eligibility = answer(
    tableOf(file, "EligibilityRules"),
    facts({
      "Pre-bureauRiskCategory": before,
      "Pre-bureauAffordability": affordableBefore,
      Age,
    }),
  );
  const call = answer(
    tableOf(file, "BureauCallTypeTable"),
    facts({ "Pre-bureauRiskCategory": before }),
  );
  return {
    ApplicationRiskScore: Number(score),
    "Pre-bureauRiskCategory": before,
    "Post-bureauRiskCategory": after,
    RequiredMonthlyInstallment: instalment,
    "Pre-bureauAffordability": affordableBefore,
    "Post-bureauAffordability": affordableAfter,
    Eligibility: eligibility,
    BureauCallType: call,
    Strategy: answer(
      tableOf(file, "Strategy"),
      facts({ Eligibility: eligibility, BureauCallType: call }),
    ),
    Routing: answer(
      tableOf(file, "RoutingRules"),
      facts({
        "Post-bureauRiskCategory": after,
        "Post-bureauAffordability": affordableAfter,
        Bankrupt,
        CreditScore,
      }),
    ),
    // A person's decision: the model holds the answer itself.
    Adjudication: JSON.parse(textOf(inner(file, 'decision name="Adjudication"'))) as string,
  };
}

/** In fen, with the model's fee of the month. */
function instalmentOf({ ProductType, Amount, Rate, Term }: Case["input"]["RequestedProduct"]) {
  const fee = inner(file, 'businessKnowledgeModel name="InstallmentCalculation"').match(
    new RegExp(`"${ProductType}"\\s*then\\s*([\\d.]+)`),
  )?.[1];
  const { rows } = quote({
    principal: BigInt(fenOf(Amount)),
    months: Term,
    rate: Math.round(Rate * 10_000),
    repaymentKind: "equal_instalments",
    startOn: "2026-11-01",
    fees: [{ name: { zh: "月费", en: "Fee" }, timing: "per_period", amount: fenOf(Number(fee)) }],
  });
  return Number(rows[0]?.due);
}

function canAfford(
  { Income, Expenses, Repayments }: Case["input"]["ApplicantData"]["Monthly"],
  category: string | null,
  instalment: number,
): boolean | null {
  const factor = answer(
    tableOf(file, "CreditContingencyFactorTable"),
    facts({ RiskCategory: category }),
  );
  const disposable = Math.round(fenOf(Income - (Expenses + Repayments)) * Number(factor));
  return evaluate(
    { fact: "disposable", operator: "gt", value: instalment },
    facts({ disposable: factor === null ? null : disposable }),
    "2026-10-31",
  );
}

describeShared("loan origination as decision tables", () => {
  test.each(cases)("case $id: every decision the model expects", ({ input, expected }) => {
    const { RequiredMonthlyInstallment: instalment, ...decided } = decide(input);
    const { RequiredMonthlyInstallment: exact, ...others } = expected;
    expect(decided).toEqual(others);
    // The model's instalment is a real number; nobody pays a fraction of a fen.
    expect(Math.abs(instalment - Number(exact) * 100)).toBeLessThanOrEqual(0.5);
    expect(Object.keys(others)).toHaveLength(10);
  });

  const [given] = cases;
  const differently = (change: (input: Case["input"]) => void) => {
    const input = structuredClone(given!.input);
    change(input);
    return decide(input);
  };

  test.each<[string, (input: Case["input"]) => void, Partial<ReturnType<typeof decide>>]>([
    [
      "the young are not eligible",
      ({ ApplicantData: who }) => (who.Age = 17),
      { Eligibility: "INELIGIBLE", Strategy: "DECLINE" },
    ],
    [
      "what one cannot afford is declined",
      ({ ApplicantData: who }) => (who.Monthly.Expenses = 4_000),
      { "Pre-bureauAffordability": false, Eligibility: "INELIGIBLE", Routing: "DECLINE" },
    ],
    [
      "the bankrupt are declined before anything is referred",
      ({ BureauData: bureau }) => Object.assign(bureau, { Bankrupt: true, CreditScore: 500 }),
      { Routing: "DECLINE", "Post-bureauRiskCategory": "HIGH" },
    ],
    [
      "a low score is referred",
      ({ BureauData: bureau }) => (bureau.CreditScore = 579),
      { Routing: "REFER" },
    ],
    [
      "who is new and single is a medium risk, and the bureau is asked for all",
      ({ ApplicantData: who }) =>
        Object.assign(who, {
          Age: 49,
          MaritalStatus: "S",
          EmploymentStatus: "EMPLOYED",
          ExistingCustomer: false,
        }),
      { ApplicationRiskScore: 113, "Pre-bureauRiskCategory": "MEDIUM", BureauCallType: "FULL" },
    ],
  ])("%s", (_case, change, expected) => {
    expect(differently(change)).toMatchObject(expected);
  });

  test("unique tables are: no applicant meets two rows, and only one hole is left", () => {
    const before = tableOf(file, "Pre-bureauRiskCategoryTable");
    const after = tableOf(file, "Post-bureauRiskCategoryTable");
    const holes = new Set<string>();
    for (const ExistingCustomer of [true, false]) {
      for (let ApplicationRiskScore = 50; ApplicationRiskScore <= 150; ApplicationRiskScore += 1) {
        const known = { ExistingCustomer, ApplicationRiskScore };
        const said = hits(before, facts(known));
        expect(said.length).toBeLessThanOrEqual(1);
        if (said.length === 0) holes.add(`${ExistingCustomer} ${ApplicationRiskScore}`);
        for (const CreditScore of [579, 580, 589, 590, 599, 600, 601, 610, 611, 615, 616, 625, 626])
          expect(hits(after, facts({ ...known, CreditScore }))).toHaveLength(1);
      }
    }
    // The model leaves a new customer of exactly 130 points out: [120..130) and >130.
    expect([...holes]).toEqual(["false 130"]);
  });

  test("what is not known is asked of no table: no row is hit, and none is ruled out by guessing", () => {
    const table = tableOf(file, "Post-bureauRiskCategoryTable");
    expect(hits(table, facts({ ExistingCustomer: false, ApplicationRiskScore: 131 }))).toEqual([
      "VERY LOW",
    ]);
    expect(hits(table, facts({ ExistingCustomer: false, ApplicationRiskScore: 120 }))).toEqual([]);
  });

  test("every row of every table was read", () => {
    const rows = Object.fromEntries(
      [
        "ApplicationRiskScoreModel",
        "BureauCallTypeTable",
        "CreditContingencyFactorTable",
        "EligibilityRules",
        "Post-bureauRiskCategoryTable",
        "Pre-bureauRiskCategoryTable",
        "RoutingRules",
        "Strategy",
      ].map((name) => [name, tableOf(file, name).rows.length]),
    );
    expect(rows).toEqual({
      ApplicationRiskScoreModel: 11,
      BureauCallTypeTable: 3,
      CreditContingencyFactorTable: 3,
      EligibilityRules: 4,
      "Post-bureauRiskCategoryTable": 13,
      "Pre-bureauRiskCategoryTable": 8,
      RoutingRules: 5,
      Strategy: 3,
    });
  });
});
