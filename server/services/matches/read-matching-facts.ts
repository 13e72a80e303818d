import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { consentItems, consents, enterprises, publicRecords } from "@/db/schema";
import { authorize } from "@/domain/policy";
import { decodeIndicator, AnswersContent, IndicatorsContent } from "@/domain/profiles/facts";
import { computeIndicators } from "@/domain/profiles/indicators";
import { publicIndicators } from "@/domain/profiles/public-facts";
import { parseRecords, PredicateAnswer, type Registration } from "@/domain/profiles/standard";
import type { FactValue } from "@/domain/profiles/windows";
import { firstDayOf, lastFullMonth, type Month } from "@/domain/shared/calendar";
import { DomainError, NotFound } from "@/domain/shared/errors";
import { readThroughGate, type ReleasedFact } from "@/server/services/gate/read-through-gate";
import type { ServiceContext } from "@/server/services/context";

type MatchingConsent = { id: string; scopes: string[]; validTo: Date };
export type MatchingFacts = {
  facts: Map<string, FactValue>;
  consent: MatchingConsent | null;
  withheld: string | null;
  month: Month;
};

/**
 * What the platform may know of the enterprise for matching: public facts, and under the live
 * matching consent the indicators it names, through the gate and into its ledger. Nothing is kept.
 */
export async function readMatchingFacts({
  db,
  actor,
  now,
}: ServiceContext<"sme">): Promise<MatchingFacts> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "match.run", { enterpriseId });
  const month = lastFullMonth(now);
  const { known, consent } = await db.transaction(async (tx) => ({
    known: await publicFactsOf(tx, enterpriseId, month),
    consent: await liveMatchingConsent(tx, enterpriseId, now),
  }));
  const facts = new Map<string, FactValue>(known);
  if (!consent) return { facts, consent: null, withheld: null, month };

  const { from, to, ...shown } = consent;
  try {
    const released = await readThroughGate(db, {
      consentId: consent.id,
      enterpriseId,
      purpose: "platform_matching",
      applicationId: null,
      scopes: consent.scopes,
      from,
      to,
    });
    for (const [code, value] of indicatorsOf(released, month)) facts.set(code, value);
    return { facts, consent: shown, withheld: null, month };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { facts, consent: shown, withheld: error.reason, month };
  }
}

async function liveMatchingConsent(tx: Transaction, enterpriseId: string, now: Date) {
  const items = await tx
    .select({
      id: consents.id,
      validTo: sql<Date>`upper(${consents.valid})`.mapWith(consents.createdAt),
      scope: consentItems.scope,
      from: consentItems.dataFrom,
      to: consentItems.dataTo,
    })
    .from(consents)
    .innerJoin(consentItems, eq(consentItems.consentId, consents.id))
    .where(
      and(
        eq(consents.enterpriseId, enterpriseId),
        eq(consents.purpose, "platform_matching"),
        eq(consents.status, "active"),
        sql`${consents.valid} @> ${now.toISOString()}::timestamptz`,
        isNull(consentItems.droppedAt),
      ),
    );
  const [first] = items;
  if (!first) return null;
  const ofFirst = items.filter(({ id }) => id === first.id);
  return {
    id: first.id,
    validTo: first.validTo,
    scopes: ofFirst.map(({ scope }) => scope),
    // The gate wants one period that every item covers.
    from: ofFirst.map(({ from }) => from).reduce((a, b) => (a > b ? a : b)),
    to: ofFirst.map(({ to }) => to).reduce((a, b) => (a < b ? a : b)),
  };
}

async function publicFactsOf(
  tx: Transaction,
  enterpriseId: string,
  month: Month,
): Promise<[string, FactValue][]> {
  const [enterprise] = await tx.select().from(enterprises).where(eq(enterprises.id, enterpriseId));
  if (!enterprise) throw new NotFound("enterprise");
  // An imported firm may lack what its source did not have: then what follows from it is unknown.
  const registration: Registration = {
    uscc: enterprise.uscc,
    name: enterprise.name,
    legalRepresentative: enterprise.legalRepresentative,
    address: enterprise.address ?? "",
    status: enterprise.status,
    ownership: enterprise.ownership ?? "",
    establishedOn: enterprise.establishedOn ?? firstDayOf(month),
    industry: enterprise.industry ?? "",
    district: enterprise.district ?? "",
    registeredCapital: enterprise.registeredCapital ?? 0n,
    employees: enterprise.employees ?? 0,
  };
  const rows = await tx
    .select({ item: publicRecords.item, content: publicRecords.content })
    .from(publicRecords)
    .where(eq(publicRecords.enterpriseId, enterpriseId));
  const contentsOf = (item: string) =>
    rows.filter((row) => row.item === item).map(({ content }) => content);
  const values = publicIndicators(
    {
      registration,
      penalties: parseRecords("penalties", contentsOf("penalties")).records,
      abnormalLists: parseRecords("abnormal_lists", contentsOf("abnormal_lists")).records,
      taxCreditGrades: parseRecords("tax_credit_grade", contentsOf("tax_credit_grade")).records,
    },
    month,
  );
  return values
    .filter(({ code }) => {
      const column = registered[code];
      return !column || enterprise[column] !== null;
    })
    .map(({ code, value }) => [code, value]);
}

/** The column of the registry a public fact follows from, where one may be missing. */
const registered: Partial<Record<string, keyof typeof enterprises.$inferSelect>> = {
  established_months: "establishedOn",
  industry_section: "industry",
  industry_code: "industry",
  district: "district",
  registered_capital: "registeredCapital",
  size_class: "employees",
};

/** Of each scope the latest that was computed; answers of a source become indicators here. */
function indicatorsOf(released: readonly ReleasedFact[], month: Month): [string, FactValue][] {
  const latest = new Map(
    released.toSorted((a, b) => (a.period < b.period ? -1 : 1)).map((fact) => [fact.scope, fact]),
  );
  return [...latest.values()].flatMap(({ scope, content }): [string, FactValue][] => {
    const values = scope.endsWith(":predicate")
      ? computeIndicators("electricity_usage", answersOf(content), month)
      : IndicatorsContent.parse(content).indicators.map(decodeIndicator);
    return values.flatMap((value): [string, FactValue][] =>
      value ? [[value.code, value.value]] : [],
    );
  });
}

const answersOf = (content: unknown): PredicateAnswer[] =>
  AnswersContent.parse(content).answers.map((answer) => PredicateAnswer.parse(answer));
