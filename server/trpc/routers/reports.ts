import { z } from "zod";
import { ConsentView } from "@/domain/consents/schema";
import {
  MakeReportInput,
  ReadSharedReportInput,
  ReportFile,
  ReportIdInput,
  ReportRow,
  ReportView,
  SharedReport,
  ShareReportInput,
} from "@/domain/reports/schema";
import { downloadReport } from "@/server/services/reports/download-report";
import { getReport } from "@/server/services/reports/get-report";
import { listReports } from "@/server/services/reports/list-reports";
import { makeReport } from "@/server/services/reports/make-report";
import { readSharedReport } from "@/server/services/reports/read-shared-report";
import { shareReport } from "@/server/services/reports/share-report";
import { bankProcedure, router, smeProcedure } from "@/server/trpc/init";

export const reportsRouter = router({
  list: smeProcedure
    .meta({ permission: "report.read" })
    .output(z.array(ReportRow))
    .query(({ ctx }) => listReports(ctx)),
  get: smeProcedure
    .meta({ permission: "report.read" })
    .input(ReportIdInput)
    .output(ReportView)
    .query(({ ctx, input }) => getReport(ctx, input)),
  make: smeProcedure
    .meta({ permission: "report.make" })
    .input(MakeReportInput)
    .output(ReportRow)
    .mutation(({ ctx, input }) => makeReport(ctx, input)),
  file: smeProcedure
    .meta({ permission: "report.read" })
    .input(ReportIdInput)
    .output(ReportFile)
    .query(({ ctx, input }) => downloadReport(ctx, input)),
  share: smeProcedure
    .meta({ permission: "report.share" })
    .input(ShareReportInput)
    .output(ConsentView)
    .mutation(({ ctx, input }) => shareReport(ctx, input)),
  // A mutation: every read is an act that the enterprise sees.
  readShared: bankProcedure
    .meta({ permission: "profile.read" })
    .input(ReadSharedReportInput)
    .output(SharedReport)
    .mutation(({ ctx, input }) => readSharedReport(ctx, input)),
});
