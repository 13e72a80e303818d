import { desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { reports } from "@/db/schema";
import { NotFound } from "@/domain/shared/errors";
import type { ReportRow } from "@/domain/reports/schema";

const mostShown = 100;

type Stored = typeof reports.$inferSelect;

export function rowOf(report: Stored): ReportRow {
  const { id, number, enterpriseId, scopes, dataFrom, dataTo, createdAt } = report;
  const contentHash = report.contentHash.toString("hex");
  return { id, number, enterpriseId, scopes, dataFrom, dataTo, contentHash, createdAt };
}

/** The reports in the caller's sight, newest first: row-level security decides which. */
export function listStoredReports(tx: Transaction): Promise<Stored[]> {
  return tx.select().from(reports).orderBy(desc(reports.createdAt)).limit(mostShown);
}

export async function findReport(tx: Transaction, id: string): Promise<Stored | null> {
  const [report] = await tx.select().from(reports).where(eq(reports.id, id));
  return report ?? null;
}

export async function getStoredReport(tx: Transaction, id: string): Promise<Stored> {
  const report = await findReport(tx, id);
  if (!report) throw new NotFound("report");
  return report;
}
