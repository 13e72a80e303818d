import { useLocale, useTranslations } from "next-intl";
import type { CaseView } from "@/domain/applications/bank-schema";
import { findReason } from "@/domain/applications/reason-codes";

/** What the firm was told. */
export function DeclineSummary({ application }: { application: CaseView }) {
  const t = useTranslations("bank.decline");
  const locale = useLocale() === "en" ? "en" : "zh";
  return (
    <section className="grid gap-2 border-t border-ink pt-3">
      <h3 className="font-medium">{t("told")}</h3>
      <ul className="list-disc ps-5">
        {application.declineReasons.map((code) => (
          <li key={code}>{findReason(code)?.text[locale] ?? code}</li>
        ))}
      </ul>
      {application.declineMessage && (
        <p className="measure whitespace-pre-line">{application.declineMessage}</p>
      )}
    </section>
  );
}
