import { asc } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { banks } from "@/db/schema";
import type { Cut } from "@/domain/oversight/cut";
import { readFigures, type Exposure, type Reading } from "@/domain/oversight/figures";
import type { GroupRow, OverviewView } from "@/domain/oversight/schema";
import {
  emptyTally,
  weightedAnnualRate,
  weightedNominalRate,
  type Tally,
} from "@/domain/oversight/tally";
import { lastDayOf, type Day, type Month } from "@/domain/shared/calendar";
import { NotFound } from "@/domain/shared/errors";
import { countGroups, type Groups } from "./count-groups";
import { readExposure } from "./read-exposure";
import {
  countApplicationFunnel,
  countNeedFunnel,
  countQuality,
  countReasons,
} from "./read-outcomes";

const nothingOwed: Exposure = { balance: 0n, overdue: 0n };

/** Ten statements for any cut, however many banks and groups there are. */
export async function readOverview(tx: Transaction, cut: Cut) {
  const endOf = (month: Month): Day => (month === cut.to ? cut.current.toDay : lastDayOf(month));
  const known = await tx
    .select({ code: banks.code, name: banks.name, nameEn: banks.nameEn, kind: banks.kind })
    .from(banks)
    .orderBy(asc(banks.code));
  const bank = cut.bank === null ? null : known.find(({ code }) => code === cut.bank);
  if (bank === undefined) throw new NotFound("bank");

  const groups = await countGroups(tx, cut);
  const exposure = await readExposure(tx, cut, [...cut.months.map(endOf), cut.previous.toDay]);
  const owedOn = (day: Day) => exposure.get(day) ?? nothingOwed;
  const ofMonth = (month: Month) => ({
    isOver: endOf(month) === lastDayOf(month),
    tally: groups.current.month.get(month) ?? emptyTally,
    exposure: owedOn(endOf(month)),
  });
  const total = (period: "current" | "previous"): Reading => ({
    tally: groups[period].all.get("") ?? emptyTally,
    exposure: owedOn(cut[period].toDay),
  });

  const view: OverviewView = {
    cut: {
      from: cut.from,
      to: cut.to,
      current: cut.current,
      previous: cut.previous,
      bank,
      origin: cut.origin,
    },
    banks: known,
    figures: readFigures(total("current"), total("previous"), cut.months.map(ofMonth)),
    months: cut.months.map((month) => {
      const { tally, exposure: owed } = ofMonth(month);
      const { submitted, decided, approved, loans, amount } = tally;
      return { month, submitted, decided, approved, loans, amount, ...owed };
    }),
    byBank: rowsOf(groups.current.bank),
    byDistrict: rowsOf(groups.current.district),
    bySection: rowsOf(groups.current.section),
    bySize: rowsOf(groups.current.size),
    reasons: await countReasons(tx, cut),
    quality: await countQuality(tx, cut),
    needFunnel: await countNeedFunnel(tx, cut),
    applicationFunnel: await countApplicationFunnel(tx, cut),
  };
  return { view, groups };
}

/** The groups of one dimension, the largest amount first. */
function rowsOf(groups: Groups["current"]["bank"]): GroupRow[] {
  return [...groups]
    .map(([key, tally]) => groupRow(key, tally))
    .toSorted((a, b) =>
      a.amount === b.amount ? b.submitted - a.submitted : a.amount < b.amount ? 1 : -1,
    );
}

export function groupRow(key: string, tally: Tally): GroupRow {
  const { submitted, timedOut, decided, approved, loans, amount, acceptDays, decideDays } = tally;
  return {
    key,
    submitted,
    timedOut,
    decided,
    approved,
    loans,
    amount,
    acceptDays,
    decideDays,
    nominalRate: weightedNominalRate(tally),
    annualRate: weightedAnnualRate(tally),
  };
}
