import { shareOf, weightedAnnualRate, weightedNominalRate, type Tally } from "./tally";

/** What is owed at the end of a period, and how much of it is in arrears; fen. */
export type Exposure = { balance: bigint; overdue: bigint };
export type Reading = { tally: Tally; exposure: Exposure };

type Unit = "count" | "fen" | "share" | "basis_points" | "working_days";
type Value = number | bigint | null;
type Definition = {
  unit: Unit;
  /** Whether it is read at the end of the period rather than added up over it. */
  isStock: boolean;
  of: (reading: Reading) => Value;
};

const flow = (unit: Unit, of: (tally: Tally) => Value): Definition => ({
  unit,
  isStock: false,
  of: ({ tally }) => of(tally),
});
const stock = (unit: Unit, of: (exposure: Exposure) => Value): Definition => ({
  unit,
  isStock: true,
  of: ({ exposure }) => of(exposure),
});

/**
 * The office's figures, each defined once. Counts go by the day of the event (submission, decision,
 * disbursement); timed-out ones by the day of submission, since imported history tells no other.
 * First loans are counted in loans, credit and inclusive loans in money, as the People's Bank
 * reports them (普惠小微: 银保监办发〔2019〕48号). Overdue share: what is still owed on overdue and
 * defaulted loans, of all that is owed.
 */
const figures = {
  applications: flow("count", ({ submitted }) => submitted),
  decided: flow("count", ({ decided }) => decided),
  approval_share: flow("share", ({ approved, decided }) => shareOf(approved, decided)),
  loans: flow("count", ({ loans }) => loans),
  amount: flow("fen", ({ amount }) => amount),
  balance: stock("fen", ({ balance }) => balance),
  nominal_rate: flow("basis_points", weightedNominalRate),
  annual_rate: flow("basis_points", weightedAnnualRate),
  first_loan_share: flow("share", ({ firstLoans, loans }) => shareOf(firstLoans, loans)),
  credit_loan_share: flow("share", ({ creditAmount, amount }) => shareOf(creditAmount, amount)),
  inclusive_share: flow("share", ({ inclusiveAmount, amount }) => shareOf(inclusiveAmount, amount)),
  accept_days: flow("working_days", ({ acceptDays }) => acceptDays),
  decide_days: flow("working_days", ({ decideDays }) => decideDays),
  timed_out: flow("count", ({ timedOut }) => timedOut),
  overdue_share: stock("share", ({ overdue, balance }) => shareOf(overdue, balance)),
} as const satisfies Record<string, Definition>;

export type FigureKey = keyof typeof figures;
export const figureKeys = Object.keys(figures) as [FigureKey, ...FigureKey[]];

export type FigureReading = {
  key: FigureKey;
  unit: Unit;
  value: Value;
  /** The same days whole years earlier. */
  previous: Value;
  /** One value a month of the period, oldest first; months without a value are left out. */
  series: number[];
};

/**
 * Reads every figure over the period, over the one before, and month by month. A month under way
 * would end every course in a fall: what is added up over a month waits until it is over.
 */
export function readFigures(
  current: Reading,
  previous: Reading,
  months: readonly (Reading & { isOver: boolean })[],
): FigureReading[] {
  return figureKeys.map((key) => {
    const { unit, isStock, of }: Definition = figures[key];
    return {
      key,
      unit,
      value: of(current),
      previous: of(previous),
      series: months.flatMap((month) => {
        if (!month.isOver && !isStock) return [];
        const value = of(month);
        return value === null ? [] : [Number(value)];
      }),
    };
  });
}

export type Change = { by: number; as: "share" | "points" | "days" };

/**
 * How a figure moved: counts and money by a share of what they were, shares and rates by
 * percentage points (0.01 is one), medians by working days. Null where there is nothing to
 * compare with.
 */
export function changeOf({ unit, value, previous }: FigureReading): Change | null {
  if (value === null || previous === null) return null;
  if (unit === "share") return { by: Number(value) - Number(previous), as: "points" };
  if (unit === "basis_points")
    return { by: (Number(value) - Number(previous)) / 10_000, as: "points" };
  if (unit === "working_days") return { by: Number(value) - Number(previous), as: "days" };
  if (Number(previous) === 0) return null;
  return { by: (Number(value) - Number(previous)) / Number(previous), as: "share" };
}
