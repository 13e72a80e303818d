import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import { reportBytes, type ReportContent } from "@/domain/reports/content";
import type { ReportFile, ReportIdInput } from "@/domain/reports/schema";
import { Conflict, DomainError, NotFound } from "@/domain/shared/errors";
import { openWith } from "@/server/connectors/sealing";
import type { ServiceContext } from "@/server/services/context";
import { getStoredReport } from "./queries";

type Opened = { refusal: string | null; key_id: string; suite: number; body: Buffer };

/** The whole report as its enterprise takes it along; a line in the ledger first. */
export async function downloadReport(
  { db, actor }: ServiceContext<"sme">,
  { reportId }: ReportIdInput,
): Promise<ReportFile> {
  const report = await db.transaction((tx) => getStoredReport(tx, reportId));
  authorize(actor, "report.read", report);
  const [looked] = await db.call<{ seq: string | null }>(
    sql`select seq from gate.own_view(${db.token}, ${sql.param(report.scopes)}::text[], ${report.dataFrom}::date, ${report.dataTo}::date)`,
  );
  const [opened] = await db.call<Opened>(
    sql`select refusal, key_id, suite, body from gate.report_open(${db.token}, ${reportId}::uuid, ${looked?.seq ?? null}::bigint)`,
  );
  if (!opened) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  if (opened.refusal) throw new NotFound("report");
  const { enterpriseId, number, dataTo } = report;
  const address = { enterpriseId, scope: `report:${number}`, period: dataTo };
  const content = openWith(opened.key_id, opened.suite, address, opened.body) as ReportContent;
  demandUnchanged(content, report.contentHash);
  return { content, attestation: report.attestation } as ReportFile;
}

/** What is handed out is what was attested, or nothing is. */
export function demandUnchanged(content: ReportContent, contentHash: Buffer): void {
  const hash = createHash("sha256").update(reportBytes(content)).digest();
  if (!hash.equals(contentHash)) throw new Conflict("facts_unreadable");
}
