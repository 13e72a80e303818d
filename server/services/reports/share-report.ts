import { dayLength } from "@/domain/shared/calendar";
import { eq } from "drizzle-orm";
import { banks } from "@/db/schema";
import { authorize } from "@/domain/policy";
import type { ShareReportInput } from "@/domain/reports/schema";
import { NotFound } from "@/domain/shared/errors";
import type { Granularity, ItemCode } from "@/domain/sources/catalogue";
import { activeTemplate, demandPut, putConsent } from "@/server/services/consents/put-consent";
import { findConsent } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";
import { getStoredReport } from "./queries";

const reason = {
  "zh-CN": (number: string) => `报告 ${number} 所载内容`,
  en: (number: string) => `as stated in report ${number}`,
};

/** Puts the text before the enterprise that lets one institution read one report; signing shares it. */
export async function shareReport(context: ServiceContext<"sme">, input: ShareReportInput) {
  const { db, actor, now } = context;
  const { id, reportId, bankId, language } = input;
  const put = await db.transaction(async (tx) => {
    const report = await getStoredReport(tx, reportId);
    authorize(actor, "report.share", report);
    const known = await findConsent(tx, id, now);
    if (known) return { refusal: null, consent: known };
    const [bank] = await tx.select().from(banks).where(eq(banks.id, bankId));
    if (!bank) throw new NotFound("bank");
    const template = await activeTemplate(tx, "report_share");
    return putConsent(tx, context, {
      id,
      family: id,
      revision: 1,
      recipientId: bankId,
      recipient: bank.uscc,
      recipientName: language === "en" ? bank.nameEn : bank.name,
      purpose: "report_share",
      subject: "enterprise",
      application: null,
      report: reportId,
      ask: null,
      items: report.scopes.map((scope) => {
        const [item, granularity] = scope.split(":") as [ItemCode, Granularity];
        const why = reason[language](report.number);
        return { item, granularity, from: report.dataFrom, to: report.dataTo, why };
      }),
      validFrom: now,
      validTo: new Date(now.getTime() + template.maxValidityDays * dayLength),
      language,
    });
  });
  return demandPut(put);
}
