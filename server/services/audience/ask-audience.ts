import { sql } from "drizzle-orm";
import { z } from "zod";
import {
  type AskAudienceInput,
  AudienceBand,
  audienceBudget,
  type AudienceView,
} from "@/domain/audience/schema";
import { authorize } from "@/domain/policy";
import { conditionsOf, ruleIssues } from "@/domain/products/rule";
import { evidenceScope } from "@/domain/profiles/indicators";
import { lastFullMonth } from "@/domain/shared/calendar";
import { DomainError, Invalid } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

const Reached = z.object({ eligible: AudienceBand, unknown: AudienceBand });
/** What the gate answers; it counts, blurs and keeps the budget. */
const Answer = Reached.extend({
  cells: z.array(Reached.extend({ dimension: z.string(), key: z.string().nullable() })),
  excludes: z.array(z.object({ condition: z.number().nullable(), band: AudienceBand })),
});

/**
 * Whom a set of conditions reaches, before a product is published: bands, never names. The gate
 * writes each question down and answers so many a day.
 */
export async function askAudience(
  { db, actor, now }: ServiceContext<"bank">,
  { rule, regions }: AskAudienceInput,
): Promise<AudienceView> {
  authorize(actor, "audience.ask", { bankId: actor.organizationId });
  const scopes = conditionsOf(rule).flatMap(({ fact }) => evidenceScope(fact) ?? []);
  const [issue] = ruleIssues(rule, new Set<string>(scopes));
  if (issue) throw new Invalid(issue.reason, "rule");
  const [told] = await db.call<{ refusal: string | null; answer: unknown; used: number }>(
    sql`select refusal, answer, used from gate.audience(${db.token}, ${JSON.stringify({ rule, regions })}::jsonb)`,
  );
  if (told?.refusal === "AUDIENCE_BUDGET_USED")
    throw new DomainError("TOO_MANY_REQUESTS", "audience_budget_used");
  if (!told || told.refusal) throw new Invalid("rule_unsuitable", "rule");
  const { cells, excludes, ...total } = Answer.parse(told.answer);
  const by = (wanted: string) =>
    cells.flatMap(({ dimension, ...cell }) => (dimension === wanted ? [cell] : []));
  return {
    total,
    districts: by("district"),
    sections: by("section"),
    sizes: by("size") as AudienceView["sizes"],
    excludes,
    month: lastFullMonth(now),
    asked: told.used,
    budget: audienceBudget,
  };
}
