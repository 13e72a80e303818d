import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { banks, openNeeds, openNeedTakes, products, productVersions } from "@/db/schema";
import { NeedBands, type OwnOpeningsView } from "@/domain/needs/open-schema";
import type { NeedIdInput } from "@/domain/needs/schema";
import { authorize } from "@/domain/policy";
import { groupBy } from "@/domain/shared/group-by";
import type { ServiceContext } from "@/server/services/context";
import { refusedOpening } from "./refused-opening";

/** The openings of one need with the banks that took it up, and what a bank would be told today. */
export async function listOwnOpenings(
  { db, actor, now }: ServiceContext<"sme">,
  { needId }: NeedIdInput,
): Promise<OwnOpeningsView> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "need.read", { enterpriseId });
  const [shown] = await db.call<{ refusal: string | null; bands: unknown }>(
    sql`select refusal, bands from gate.need_preview(${db.token}, ${needId})`,
  );
  if (!shown || shown.refusal) throw refusedOpening(shown?.refusal);

  const { openings, takes } = await db.transaction(async (tx) => {
    const opened = await tx
      .select()
      .from(openNeeds)
      .where(and(eq(openNeeds.needId, needId), eq(openNeeds.enterpriseId, enterpriseId)))
      .orderBy(desc(openNeeds.openedAt));
    const taken = await tx
      .select({
        id: openNeedTakes.id,
        openNeedId: openNeedTakes.openNeedId,
        place: openNeedTakes.place,
        status: openNeedTakes.status,
        message: openNeedTakes.message,
        takenAt: openNeedTakes.takenAt,
        applicationId: openNeedTakes.applicationId,
        productId: openNeedTakes.productId,
        bank: { name: banks.name, nameEn: banks.nameEn },
        shelf: products.status,
        content: productVersions.content,
      })
      .from(openNeedTakes)
      .innerJoin(banks, eq(banks.id, openNeedTakes.bankId))
      .leftJoin(products, eq(products.id, openNeedTakes.productId))
      .leftJoin(
        productVersions,
        and(
          eq(productVersions.productId, products.id),
          eq(productVersions.version, products.version),
        ),
      )
      .where(
        inArray(
          openNeedTakes.openNeedId,
          opened.map(({ id }) => id),
        ),
      )
      .orderBy(asc(openNeedTakes.place));
    return { openings: opened, takes: groupBy(taken, ({ openNeedId }) => openNeedId) };
  });
  return {
    preview: NeedBands.parse(shown.bands),
    openings: openings.map(({ id, zoneCode, bands, status, openedAt, closesAt }) => ({
      id,
      zone: zoneCode,
      bands: NeedBands.parse(bands),
      isOpen: status === "open" && closesAt > now,
      openedAt,
      closesAt,
      takes: (takes.get(id) ?? []).map(
        ({ openNeedId: _openNeedId, productId, shelf, content, ...take }) => ({
          ...take,
          product: {
            id: productId,
            // A product that went off the shelf meanwhile has no text to show any more.
            name: content?.name ?? { zh: "", en: "" },
            isOnOffer: shelf === "published",
          },
        }),
      ),
    })),
  };
}
