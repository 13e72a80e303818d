import { and, eq } from "drizzle-orm";
import { contracts, offers } from "@/db/schema";
import type { BankApplicationIdInput } from "@/domain/applications/bank-schema";
import type { ContractView } from "@/domain/offers/bank-schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

/** The contract of an application, once the firm has signed one. */
export async function findContract(
  { db, actor }: ServiceContext<"bank">,
  { applicationId }: BankApplicationIdInput,
): Promise<ContractView | null> {
  const contract = await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ contract: contracts, offer: offers })
      .from(contracts)
      .innerJoin(offers, eq(offers.id, contracts.offerId))
      .where(
        and(eq(contracts.applicationId, applicationId), eq(contracts.bankId, actor.organizationId)),
      );
    return row;
  });
  if (!contract) return null;
  authorize(actor, "offer.read", contract.offer);
  const { id, number, terms, termsHash, enterpriseSignedAt, bankSignedAt } = contract.contract;
  return {
    id,
    bankId: contract.contract.bankId,
    number,
    terms: terms.toString("utf8"),
    termsHash: termsHash.toString("hex"),
    amount: contract.offer.amount,
    enterpriseSignedAt,
    bankSignedAt,
  };
}
