import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { consentItems, consents, enterprises, publicRecords } from "@/db/schema";
import { authorize } from "@/domain/policy";
import { decodeIndicator, AnswersContent, IndicatorsContent } from "@/domain/profiles/facts";
import { type FactOrigin, originOf } from "@/domain/matching/origin";
import { computeIndicators } from "@/domain/profiles/indicators";
import { knownPublicly } from "@/domain/profiles/known-publicly";
import { PredicateAnswer } from "@/domain/profiles/standard";
import { type Computed, type FactValue, settledValue } from "@/domain/profiles/windows";
import { lastFullMonth, type Month } from "@/domain/shared/calendar";
import { DomainError, NotFound } from "@/domain/shared/errors";
import { readThroughGate, type ReleasedFact } from "@/server/services/gate/read-through-gate";
import type { ServiceContext } from "@/server/services/context";

type MatchingConsent = { id: string; scopes: string[]; validTo: Date };
export type MatchingFacts = {
  /** What rules judge by: null where it is not known or disputed. */
  facts: Map<string, FactValue>;
  /** Of every fact a source said something about, how good it is. */
  origins: Map<string, FactOrigin>;
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
  const { facts, origins } = withOrigins(known);
  if (!consent) return { facts, origins, consent: null, withheld: null, month };

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
    const all = withOrigins([...known, ...indicatorsOf(released, month)]);
    return { ...all, consent: shown, withheld: null, month };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { facts, origins, consent: shown, withheld: error.reason, month };
  }
}

type Known = { code: string } & Computed;

function withOrigins(known: readonly Known[]): Pick<MatchingFacts, "facts" | "origins"> {
  return {
    facts: new Map(known.map((computed) => [computed.code, settledValue(computed)])),
    origins: new Map(known.map(({ code, ...computed }) => [code, originOf(computed)])),
  };
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
): Promise<Known[]> {
  const [enterprise] = await tx.select().from(enterprises).where(eq(enterprises.id, enterpriseId));
  if (!enterprise) throw new NotFound("enterprise");
  const records = await tx
    .select({ item: publicRecords.item, content: publicRecords.content })
    .from(publicRecords)
    .where(eq(publicRecords.enterpriseId, enterpriseId));
  return knownPublicly(enterprise, records, month);
}

/** Of each scope the latest that was computed; answers of a source become indicators here. */
function indicatorsOf(released: readonly ReleasedFact[], month: Month): Known[] {
  const latest = new Map(
    released.toSorted((a, b) => (a.period < b.period ? -1 : 1)).map((fact) => [fact.scope, fact]),
  );
  return [...latest.values()].flatMap(({ scope, content }): Known[] => {
    const values = scope.endsWith(":predicate")
      ? computeIndicators("electricity_usage", answersOf(content), month)
      : IndicatorsContent.parse(content).indicators.map(decodeIndicator);
    return values.flatMap((value) => value ?? []);
  });
}

const answersOf = (content: unknown): PredicateAnswer[] =>
  AnswersContent.parse(content).answers.map((answer) => PredicateAnswer.parse(answer));
