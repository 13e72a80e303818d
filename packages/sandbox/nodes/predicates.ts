import type { UtilityUsage } from "../city/utilities";

type Answer = "yes" | "no" | "unknown";

type Question = {
  item: string;
  /** Full months the answer looks at, the last one being the city's month. */
  months: number;
  answer: (usage: readonly UtilityUsage[]) => Answer;
};

function yesNo(is: boolean): Answer {
  return is ? "yes" : "no";
}

function use(usage: readonly UtilityUsage[]): number {
  return usage.reduce((sum, { volume }) => sum + Number(volume), 0);
}

/** The registered questions of the electricity company. Months that are missing make the answer unknown. */
export const questions: Readonly<Record<string, Question>> = {
  electricity_no_arrears_12m: {
    item: "electricity_usage",
    months: 12,
    answer: (usage) => yesNo(usage.every(({ arrears }) => Number(arrears) === 0)),
  },
  /** A month counts as active from a tenth of the year's strongest month. */
  electricity_active_10_of_12: {
    item: "electricity_usage",
    months: 12,
    answer: (usage) => {
      const most = Math.max(...usage.map(({ volume }) => Number(volume)));
      return yesNo(
        most > 0 && usage.filter(({ volume }) => Number(volume) >= most / 10).length >= 10,
      );
    },
  },
  electricity_use_kept_80_percent: {
    item: "electricity_usage",
    months: 24,
    answer: (usage) => yesNo(use(usage.slice(12)) >= 0.8 * use(usage.slice(0, 12))),
  },
};
