import {
  answerFacts,
  type FactRow,
  factsOf,
  invoiceFacts,
  type MonthlyItem,
} from "@/domain/profiles/facts";
import { parseInvoices, parseRecords, type RejectedRecord } from "@/domain/profiles/standard";
import { lastFullMonth, monthOf, type Month } from "@/domain/shared/calendar";
import {
  defaultCatalogue,
  type AgencyCode,
  type Granularity,
  type ItemCode,
} from "@/domain/sources/catalogue";
import { askPredicate, NodeRefusal, queryRecords } from "@/server/connectors/agency-node";

type Asked = {
  uscc: string;
  /** The signed paper that travels with every call. */
  artefact: string;
  item: ItemCode;
  granularities: readonly Granularity[];
  /** The registered questions that may be asked now, where the source computes. */
  questions?: readonly string[];
  /** Days, both included. */
  from: string;
  to: string;
  now: Date;
};

export type Collected = { rows: FactRow[]; asOf: Date; rejected: RejectedRecord[] };

const agencyOf = new Map<ItemCode, AgencyCode>(
  defaultCatalogue.map(({ code, agency }) => [code, agency]),
);

/** Asks an item's agency and makes the rows of the granularities asked for, and of no other. */
export async function collectFacts(asked: Asked): Promise<Collected> {
  const agency = agencyOf.get(asked.item);
  if (!agency) throw new NodeRefusal("unknown_item", false);
  const call = { agency, uscc: asked.uscc, artefact: asked.artefact };
  const collected: Collected = { rows: [], asOf: asked.now, rejected: [] };
  const wanted = new Set<Granularity>(asked.granularities);

  if (wanted.has("predicate")) merge(collected, await answers(call, asked));
  if (wanted.has("monthly") || wanted.has("indicator") || wanted.has("band"))
    merge(collected, await monthly(call, asked, wanted));
  if (wanted.has("raw")) merge(collected, await invoices(call, asked));
  return collected;
}

function merge(into: Collected, more: Collected): void {
  into.rows.push(...more.rows);
  into.rejected.push(...more.rejected);
  into.asOf = more.asOf;
}

type Call = { agency: AgencyCode; uscc: string; artefact: string };

/** The months of a period of days that are over: later ones cannot have been reported. */
function months({ from, to, now }: Asked): { from: Month; to: Month } {
  const last = lastFullMonth(now);
  return { from: monthOf(from), to: monthOf(to) < last ? monthOf(to) : last };
}

async function monthly(call: Call, asked: Asked, wanted: Set<Granularity>): Promise<Collected> {
  const period = months(asked);
  const item = asked.item as MonthlyItem;
  const answer = await queryRecords(call, { item, granularity: "monthly", ...period });
  const { records, rejected } = parseRecords(item, answer.records);
  // A node that sends nothing readable has failed; one that holds nothing has answered.
  if (records.length === 0 && rejected.length > 0) throw new NodeRefusal("malformed_answer", false);
  const rows = records.length === 0 ? [] : factsOf(item, records, period.to);
  return {
    rows: rows.filter(({ scope }) => wanted.has(scope.split(":")[1] as Granularity)),
    asOf: answer.asOf,
    rejected,
  };
}

async function invoices(call: Call, asked: Asked): Promise<Collected> {
  const period = months(asked);
  const answer = await queryRecords(call, { item: asked.item, granularity: "raw", ...period });
  const { records, rejected } = parseInvoices(answer.records);
  return { rows: invoiceFacts(records), asOf: answer.asOf, rejected };
}

async function answers(call: Call, asked: Asked): Promise<Collected> {
  const { item, questions = [] } = asked;
  const given = await Promise.all(questions.map((question) => askPredicate(call, item, question)));
  const records = given.map(({ question, answer, period, asOf }) => ({
    question,
    answer,
    period,
    asOf: asOf.toISOString(),
  }));
  return {
    rows: answerFacts(item, records, months(asked).to),
    asOf: given[0]?.asOf ?? asked.now,
    rejected: [],
  };
}
