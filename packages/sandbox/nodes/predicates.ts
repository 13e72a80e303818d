type Answer = "yes" | "no" | "unknown";

/** One month as the node holds it. */
type Held = Readonly<Record<string, unknown>>;

type Question = {
  item: string;
  /** Full months the answer looks at, the last one being the city's month; all of them are needed. */
  months: number;
  /** Null where the question has none. Questions of one item and unit ask about the same figure. */
  threshold: { value: number; unit: "percent" | "months" } | null;
  is: (months: readonly Held[], threshold: number) => boolean;
};

const amount = (held: Held, key: string) => Number(held[key]);
const use = (months: readonly Held[]) =>
  months.reduce((sum, month) => sum + amount(month, "volume"), 0);

const useKept = (percent: number): Question => ({
  item: "electricity_usage",
  months: 24,
  threshold: { value: percent, unit: "percent" },
  is: (months, threshold) => use(months.slice(12)) * 100 >= threshold * use(months.slice(0, 12)),
});

/** The questions registered with the electricity company and the human resources bureau. */
const questions: Readonly<Record<string, Question>> = {
  electricity_no_arrears_12m: {
    item: "electricity_usage",
    months: 12,
    threshold: null,
    is: (months) => months.every((month) => amount(month, "arrears") === 0),
  },
  /** A month counts as active from a tenth of the year's strongest month. */
  electricity_active_10_of_12: {
    item: "electricity_usage",
    months: 12,
    threshold: { value: 10, unit: "months" },
    is: (months, threshold) => {
      const most = Math.max(...months.map((month) => amount(month, "volume")));
      const active = months.filter((month) => amount(month, "volume") >= most / 10);
      return most > 0 && active.length >= threshold;
    },
  },
  electricity_use_kept_80_percent: useKept(80),
  electricity_use_kept_60_percent: useKept(60),
  representative_insured_6m: {
    item: "representative_insurance",
    months: 6,
    threshold: null,
    is: (months) => months.every((month) => month["isInsured"] === true),
  },
};

/** The question registered under a name for an item, or null. */
export function findQuestion(name: string, item: string): Question | null {
  const question = Object.hasOwn(questions, name) ? questions[name] : undefined;
  return question?.item === item ? question : null;
}

/** The answer from the months that are held; unknown when one is missing or disputed. */
export function answerFrom({ months, threshold, is }: Question, held: readonly Held[]): Answer {
  if (held.length < months || held.some((month) => month["disputed"] === true)) return "unknown";
  return is(held, threshold?.value ?? 0) ? "yes" : "no";
}
