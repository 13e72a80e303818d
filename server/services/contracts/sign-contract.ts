import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { contracts } from "@/db/schema";
import { applicationCan } from "@/domain/applications/lifecycle";
import type { SignContractInput } from "@/domain/offers/bank-schema";
import { authorize } from "@/domain/policy";
import { Conflict, NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { verifyProof } from "@/server/services/accounts/verify-proof";
import { lockBankApplication } from "@/server/services/applications/lock-bank-application";
import { moveApplication } from "@/server/services/applications/move-application";
import type { ServiceContext } from "@/server/services/context";

/** The bank's signature under the very terms the firm signed, named by their hash. */
export async function signContract(
  context: ServiceContext<"bank">,
  { applicationId, termsHash, proof }: SignContractInput,
) {
  const { db, actor, now } = context;
  // A proof works once: refuse what can be refused before it is used up.
  await db.transaction((tx) => lockUnsigned(tx, context, { applicationId, termsHash }));
  const bankSignature = await verifyProof(context, proof, termsHash);

  return db.transaction(async (tx) => {
    const { application, contract } = await lockUnsigned(tx, context, { applicationId, termsHash });
    const [signed] = await tx
      .update(contracts)
      .set({ bankSignedBy: actor.userId, bankSignedAt: now, bankSignature })
      .where(and(eq(contracts.id, contract.id), isNull(contracts.bankSignedAt)))
      .returning({ id: contracts.id });
    if (!signed) throw new Conflict("contract_already_signed");
    const moved = await moveApplication(tx, context, application, { status: "contracted" });
    await recordEvent(tx, context, "contract.signed", contract.id, application);
    return moved;
  });
}

async function lockUnsigned(
  tx: Transaction,
  { actor }: ServiceContext<"bank">,
  { applicationId, termsHash }: Omit<SignContractInput, "proof">,
) {
  const application = await lockBankApplication(tx, actor, applicationId);
  const [contract] = await tx
    .select()
    .from(contracts)
    .where(
      and(eq(contracts.applicationId, application.id), eq(contracts.bankId, actor.organizationId)),
    )
    .for("update");
  if (!contract) throw new NotFound("contract");
  authorize(actor, "contract.sign", contract);
  if (!applicationCan("contract", application)) throw new Conflict("application_state_changed");
  if (contract.termsHash.toString("hex") !== termsHash) throw new Conflict("contract_changed");
  return { application, contract };
}
