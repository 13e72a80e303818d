import { asc, desc, eq } from "drizzle-orm";
import { banks, consents } from "@/db/schema";
import { authorize } from "@/domain/policy";
import type { ReportIdInput, ReportView } from "@/domain/reports/schema";
import { listConsents } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";
import { getStoredReport, rowOf } from "./queries";

/** One report, who may read it, and whom it could be shared with. What it says is in the file. */
export async function getReport(
  { db, actor, now }: ServiceContext<"sme">,
  { reportId }: ReportIdInput,
): Promise<ReportView> {
  return db.transaction(async (tx) => {
    const report = await getStoredReport(tx, reportId);
    authorize(actor, "report.read", report);
    const shared = await tx
      .select({ id: consents.id })
      .from(consents)
      .where(eq(consents.reportId, reportId))
      .orderBy(desc(consents.createdAt));
    const shares = await listConsents(tx, { ids: shared.map(({ id }) => id), now });
    return {
      ...rowOf(report),
      attestation: report.attestation,
      shares: shares.flatMap(({ id, recipient, status, validTo, readsUsed, signedAt }) =>
        recipient && signedAt
          ? [
              {
                consentId: id,
                recipient: { name: recipient.name, nameEn: recipient.nameEn },
                status,
                validTo,
                readsUsed,
              },
            ]
          : [],
      ),
      institutions: await tx
        .select({ id: banks.id, name: banks.name, nameEn: banks.nameEn })
        .from(banks)
        .orderBy(asc(banks.code)),
    };
  });
}
