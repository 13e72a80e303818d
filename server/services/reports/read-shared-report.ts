import { and, desc, eq } from "drizzle-orm";
import { consents, reports } from "@/db/schema";
import { authorize } from "@/domain/policy";
import { profileOf } from "@/domain/profiles/profile";
import type { ReportContent } from "@/domain/reports/content";
import type { ReadSharedReportInput, SharedReport } from "@/domain/reports/schema";
import { NotFound } from "@/domain/shared/errors";
import type { Scope } from "@/domain/sources/catalogue";
import type { ServiceContext } from "@/server/services/context";
import { readThroughGate } from "@/server/services/gate/read-through-gate";
import { demandUnchanged } from "./download-report";

/** A bank reads the report that was shared with it: one permitted read, in the enterprise's ledger first. */
export async function readSharedReport(
  { db, actor }: ServiceContext<"bank">,
  { number }: ReadSharedReportInput,
): Promise<SharedReport> {
  authorize(actor, "profile.read", { bankId: actor.organizationId });
  const shared = await db.transaction(async (tx) => {
    // The live one, or else the newest; whatever is wrong with it the gate says, and writes down.
    const [row] = await tx
      .select({ report: reports, consentId: consents.id })
      .from(consents)
      .innerJoin(reports, eq(reports.id, consents.reportId))
      .where(and(eq(consents.recipientId, actor.organizationId), eq(reports.number, number)))
      .orderBy(desc(eq(consents.status, "active")), desc(consents.createdAt))
      .limit(1);
    return row;
  });
  if (!shared) throw new NotFound("report");
  const { report, consentId } = shared;
  const [released] = await readThroughGate(db, {
    consentId,
    enterpriseId: report.enterpriseId,
    purpose: "report_share",
    applicationId: null,
    scopes: report.scopes,
    from: report.dataFrom,
    to: report.dataTo,
  });
  if (!released) throw new NotFound("report");
  const content = released.content as ReportContent;
  demandUnchanged(content, report.contentHash);
  return {
    number,
    enterprise: content.enterprise,
    at: new Date(content.at),
    period: content.period,
    unreachable: content.unreachable,
    profile: profileOf(
      content.scopes,
      content.facts.map((fact) => ({ ...fact, scope: fact.scope as Scope })),
    ) as SharedReport["profile"],
    contentHash: report.contentHash.toString("hex"),
    attestation: report.attestation,
    consentId,
  };
}
