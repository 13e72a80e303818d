import { and, desc, eq, sql } from "drizzle-orm";
import { applications } from "@/db/schema";
import type {
  ListOwnApplicationsInput,
  OwnApplicationRow,
} from "@/domain/applications/enterprise-schema";
import { authorize } from "@/domain/policy";
import { selectOwnRows } from "@/server/services/applications/own-rows";
import type { ServiceContext } from "@/server/services/context";

const pageSize = 20;

/** What the enterprise applied for here, the latest change first; imported history is the banks' record, not this list's. */
export async function listOwnApplications(
  { db, actor }: ServiceContext<"sme">,
  { needId, before }: ListOwnApplicationsInput,
): Promise<{ applications: OwnApplicationRow[]; nextBefore: string | null }> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "need.read", { enterpriseId });

  return db.transaction(async (tx) => {
    const found = await selectOwnRows(
      tx,
      and(
        eq(applications.enterpriseId, enterpriseId),
        eq(applications.origin, "platform"),
        needId ? eq(applications.needId, needId) : undefined,
        before
          ? sql`(${applications.createdAt}, ${applications.id}) < (select created_at, id from app.applications where id = ${before})`
          : undefined,
      ),
    )
      .orderBy(desc(applications.createdAt), desc(applications.id))
      .limit(pageSize + 1);
    const page = found.slice(0, pageSize);
    return {
      applications: page,
      nextBefore: found.length > pageSize ? (page.at(-1)?.id ?? null) : null,
    };
  });
}
