import { and, eq } from "drizzle-orm";
import { applications, enterprises, productVersions } from "@/db/schema";
import { applicationPeriod } from "@/domain/consents/periods";
import { authorize } from "@/domain/policy";
import type { PreviewProfileInput, ProfilePreview } from "@/domain/profiles/schema";
import { NotFound } from "@/domain/shared/errors";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import type { ServiceContext } from "@/server/services/context";
import { dryRun } from "./dry-run";

/** The dry run of an application: the very page its bank will see, before anything is signed. */
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
  const { uscc, enterpriseId } = found;
  const period = applicationPeriod(now);
  const seen = await dryRun(context, { uscc, enterpriseId, applicationId, items: asked, period });
  return {
    ...seen,
    optional: asked
      .filter(({ isRequired }) => !isRequired)
      .map(({ item, granularity }) => ({ item, granularity })),
  };
}
