import { desc, eq } from "drizzle-orm";
import { loans } from "@/db/schema";
import type { OwnLoanRow } from "@/domain/loans/enterprise-schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { selectOwnLoans } from "@/server/services/loans/own-rows";

const mostLoans = 200;

/** Every loan the banks reported for the enterprise, the latest first. */
export async function listOwnLoans({
  db,
  actor,
}: ServiceContext<"sme">): Promise<{ loans: OwnLoanRow[] }> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "need.read", { enterpriseId });
  return {
    loans: await db.transaction((tx) =>
      selectOwnLoans(tx, eq(loans.enterpriseId, enterpriseId))
        .orderBy(desc(loans.disbursedOn), desc(loans.id))
        .limit(mostLoans),
    ),
  };
}
