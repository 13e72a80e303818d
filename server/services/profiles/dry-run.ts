import { sql } from "drizzle-orm";
import { profileOf } from "@/domain/profiles/profile";
import type { ProfilePreview } from "@/domain/profiles/schema";
import { DomainError } from "@/domain/shared/errors";
import type { Granularity, ItemCode, Scope } from "@/domain/sources/catalogue";
import { NodeRefusal } from "@/server/connectors/agency-node";
import type { ServiceContext } from "@/server/services/context";
import { admitOwnQuestions } from "@/server/services/predicates/admit-questions";
import { noteShown } from "@/server/services/predicates/note-shown";
import { listQuestions } from "@/server/services/predicates/queries";
import { collectFacts } from "@/server/services/sources/collect-facts";
import { signOwnInquiry } from "@/server/services/sources/own-inquiry";

type Wanted = {
  uscc: string;
  enterpriseId: string;
  applicationId: string;
  items: readonly { item: ItemCode; granularity: Granularity }[];
  /** Days, both included. */
  period: { from: string; to: string };
};

/**
 * What a recipient would see of some items, asked from the agencies now under the enterprise's own
 * inquiry, shown, and kept nowhere; of answers a keyed digest stays, so that the same ones need no
 * second look. Its line is in the ledger before anything is shown.
 */
export async function dryRun(
  { db, now }: ServiceContext<"sme">,
  { uscc, enterpriseId, applicationId, items, period }: Wanted,
): Promise<Pick<ProfilePreview, "profile" | "unreachable">> {
  const scopes = items.map(({ item, granularity }): Scope => `${item}:${granularity}`);
  const [looked] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.own_view(${db.token}, ${sql.param(scopes)}::text[], ${period.from}::date, ${period.to}::date)`,
  );
  if (!looked || looked.refusal) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");

  const artefact = await signOwnInquiry(
    uscc,
    items.map(({ item, granularity }) => ({ item, granularity })),
    now,
  );
  const silent = new Set<ItemCode>();
  const byItem = Map.groupBy(items, ({ item }) => item);
  const rows = await Promise.all(
    [...byItem].map(async ([item, needed]) => {
      const granularities = needed.map(({ granularity }): Granularity => granularity);
      try {
        const collected = await collectFacts({
          uscc,
          artefact,
          item,
          granularities,
          questions: granularities.includes("predicate") ? await admitOwnQuestions(db, item) : [],
          ...period,
          now,
        });
        return collected.rows;
      } catch (error) {
        if (!(error instanceof NodeRefusal)) throw error;
        silent.add(item);
        return [];
      }
    }),
  );
  await noteShown(db, { enterpriseId, applicationId }, rows.flat());
  const questions = await db.transaction(listQuestions);
  return {
    profile: profileOf(scopes, rows.flat(), questions) as ProfilePreview["profile"],
    // In the order asked for: which agency was the first to be silent is chance.
    unreachable: [...byItem.keys()].filter((item) => silent.has(item)),
  };
}
