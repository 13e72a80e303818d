import { eq } from "drizzle-orm";
import { enterprises } from "@/db/schema";
import { sectionOf } from "@/domain/enterprises/industry";
import { estimateOf } from "@/domain/estimates/estimate";
import type { EstimateView, OwnEstimateInput } from "@/domain/estimates/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { shanghaiDay } from "@/domain/shared/calendar";
import type { ServiceContext } from "@/server/services/context";
import { readCells } from "@/server/services/estimates/read-cells";

/** For the firm that asks: from its registered trade and size and published figures, so that no consent is needed. */
export async function estimateOwn(
  { db, actor, now }: ServiceContext<"sme">,
  { amount, termMonths }: OwnEstimateInput,
): Promise<EstimateView> {
  authorize(actor, "enterprise.read", { enterpriseId: actor.organizationId });
  return db.transaction(async (tx) => {
    const [own] = await tx
      .select({ industry: enterprises.industry, size: enterprises.size })
      .from(enterprises)
      .where(eq(enterprises.id, actor.organizationId));
    if (!own) throw new NotFound("enterprise");
    const firm = { industrySection: sectionOf(own.industry ?? ""), size: own.size };
    const wanted = { amount: amount ?? null, termMonths: termMonths ?? null };
    return estimateOf(firm, wanted, await readCells(tx, firm), shanghaiDay(now));
  });
}
