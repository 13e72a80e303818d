import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { applications, matches, needs, offers } from "@/db/schema";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import type { NeedListInput, NeedListView } from "@/domain/needs/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { needColumns } from "@/server/services/needs/queries";

const pageSize = 20;

/** The enterprise's needs, newest first, each with what became of it so far. */
export async function listNeeds(
  { db, actor }: ServiceContext<"sme">,
  { before }: NeedListInput,
): Promise<NeedListView> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "need.read", { enterpriseId });

  return db.transaction(async (tx) => {
    const counted = {
      eligible: tx.$count(
        matches,
        and(eq(matches.needId, needs.id), eq(matches.verdict, "eligible")),
      ),
      liveApplications: tx.$count(
        applications,
        and(
          eq(applications.needId, needs.id),
          inArray(applications.status, [...liveApplicationStatuses]),
        ),
      ),
      openOffers: tx.$count(offers, and(eq(offers.needId, needs.id), eq(offers.status, "open"))),
    };
    const isBefore = before
      ? sql`(${needs.createdAt}, ${needs.id}) < (select created_at, id from app.needs where id = ${before})`
      : undefined;
    const found = await tx
      .select({ ...needColumns, ...counted })
      .from(needs)
      .where(and(eq(needs.enterpriseId, enterpriseId), isBefore))
      .orderBy(desc(needs.createdAt), desc(needs.id))
      .limit(pageSize + 1);
    const page = found.slice(0, pageSize);
    return { needs: page, nextBefore: found.length > pageSize ? (page.at(-1)?.id ?? null) : null };
  });
}
