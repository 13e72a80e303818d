import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, signingRules } from "@/db/schema";
import { quorumFor } from "@/domain/authorities/rules";
import type { ConsentSubject } from "@/domain/consents/lifecycle";

type Asked = { application: string | null; subject: ConsentSubject };

/** Whether a consent needs two names, by its purpose's threshold or the firm's own. The gate decides; this tells beforehand. */
export async function takesTwo(
  tx: Transaction,
  { application, subject }: Asked,
  template: { secondSignerAbove: bigint | null },
): Promise<boolean> {
  if (application === null || subject === "legal_representative") return false;
  const [found] = await tx
    .select({ amount: applications.amount, rule: signingRules.secondSignerAbove })
    .from(applications)
    .leftJoin(signingRules, eq(signingRules.enterpriseId, applications.enterpriseId))
    .where(eq(applications.id, application));
  return quorumFor(found?.amount ?? null, [template.secondSignerAbove, found?.rule ?? null]) === 2;
}
