import { and, asc, eq } from "drizzle-orm";
import { banks, products, productVersions } from "@/db/schema";
import { cutOf } from "@/domain/oversight/cut";
import type { BankInput, BankOverviewView } from "@/domain/oversight/schema";
import { emptyTally } from "@/domain/oversight/tally";
import { authorize } from "@/domain/policy";
import { shanghaiDay } from "@/domain/shared/calendar";
import type { ServiceContext } from "@/server/services/context";
import { groupRow, readOverview } from "./queries";

/** One bank: the same figures, and how each of its products fares, drafts left out. */
export async function getBankOverview(
  { db, actor, now }: ServiceContext<"credit_office">,
  { code, ...asked }: BankInput,
): Promise<BankOverviewView> {
  authorize(actor, "oversight.read", {});
  const cut = cutOf({ ...asked, bank: code }, shanghaiDay(now));
  return db.transaction(async (tx) => {
    const { view, groups } = await readOverview(tx, cut);
    const own = await tx
      .select({
        id: products.id,
        status: products.status,
        content: productVersions.content,
      })
      .from(products)
      .innerJoin(banks, eq(banks.id, products.bankId))
      .innerJoin(
        productVersions,
        and(
          eq(productVersions.productId, products.id),
          eq(productVersions.version, products.version),
        ),
      )
      .where(eq(banks.code, code))
      .orderBy(asc(products.code));
    return {
      ...view,
      products: own
        .filter(({ status }) => status !== "draft")
        .map(({ id, status, content }) => ({
          ...groupRow(id, groups.current.product.get(id) ?? emptyTally),
          name: content.name,
          status,
          promisedWorkingDays: content.promisedWorkingDays ?? null,
        })),
    };
  });
}
