import { and, eq, sql } from "drizzle-orm";
import { applications, enterprises, productVersions } from "@/db/schema";
import { applicationPeriod } from "@/domain/consents/periods";
import { authorize } from "@/domain/policy";
import type { PreviewProfileInput, ProfilePreview } from "@/domain/profiles/schema";
import { profileOf } from "@/domain/profiles/profile";
import { DomainError, NotFound } from "@/domain/shared/errors";
import {
  defaultCatalogue,
  type Granularity,
  type ItemCode,
  type Scope,
} from "@/domain/sources/catalogue";
import { NodeRefusal } from "@/server/connectors/agency-node";
import type { ServiceContext } from "@/server/services/context";
import { collectFacts } from "@/server/services/sources/collect-facts";
import { signOwnInquiry } from "@/server/services/sources/own-inquiry";

/**
 * The dry run: what the bank would see, asked from the agencies now under the enterprise's own
 * inquiry, shown, and kept nowhere. Its line is in the ledger before anything is shown.
 */
export async function previewProfile(
  context: ServiceContext<"sme">,
  { applicationId }: PreviewProfileInput,
): Promise<ProfilePreview> {
  const { db, actor, now } = context;
  const found = await db.transaction(async (tx) => {
    const [row] = await tx
      .select({
        enterpriseId: applications.enterpriseId,
        uscc: enterprises.uscc,
        content: productVersions.content,
      })
      .from(applications)
      .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
      .innerJoin(
        productVersions,
        and(
          eq(productVersions.productId, applications.productId),
          eq(productVersions.version, applications.productVersion),
        ),
      )
      .where(
        and(
          eq(applications.id, applicationId),
          eq(applications.enterpriseId, actor.organizationId),
        ),
      );
    return row;
  });
  if (!found) throw new NotFound("application");
  authorize(actor, "profile.preview", found);

  const isPublic = new Set<string>(
    defaultCatalogue.filter(({ mode }) => mode === "P").map(({ code }) => code),
  );
  const asked = found.content.items.filter(({ item }) => !isPublic.has(item));
  const scopes = asked.map(({ item, granularity }): Scope => `${item}:${granularity}`);
  const period = applicationPeriod(now);

  const [looked] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.own_view(${db.token}, ${sql.param(scopes)}::text[], ${period.from}::date, ${period.to}::date)`,
  );
  if (!looked || looked.refusal) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");

  const byItem = Map.groupBy(asked, ({ item }) => item);
  const artefact = await signOwnInquiry(
    found.uscc,
    asked.map(({ item, granularity }) => ({ item, granularity })),
    now,
  );
  const unreachable: ItemCode[] = [];
  const rows = await Promise.all(
    [...byItem].map(async ([item, needed]) => {
      const granularities = needed.map(({ granularity }): Granularity => granularity);
      try {
        const collected = await collectFacts({
          uscc: found.uscc,
          artefact,
          item,
          granularities,
          ...period,
          now,
        });
        return collected.rows;
      } catch (error) {
        if (!(error instanceof NodeRefusal)) throw error;
        unreachable.push(item);
        return [];
      }
    }),
  );
  return {
    profile: profileOf(scopes, rows.flat()) as ProfilePreview["profile"],
    unreachable,
    optional: asked
      .filter(({ isRequired }) => !isRequired)
      .map(({ item, granularity }) => ({ item, granularity })),
  };
}
