import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import type { AskView } from "@/domain/asks/schema";
import type { BankConsentView } from "@/domain/consents/bank-schema";
import type { BankLoanView } from "@/domain/loans/bank-schema";
import { can } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { ReadUnderConsent } from "./read-under-consent";

type Props = {
  loan: BankLoanView;
  actor: Actor;
  consents: readonly BankConsentView[];
  asks: readonly AskView[];
};

/** What the firm lets the bank see and report while the loan runs, and how to ask for it. */
export function LoanData({ loan, actor, consents, asks }: Props) {
  const t = useTranslations("asks");
  const mayAsk = can(actor, "ask.make", loan) && loan.status !== "settled";
  const liveOf = (purpose: BankConsentView["purpose"]) =>
    consents.find((one) => one.purpose === purpose && one.status === "active");
  const isWaiting = (purpose: AskView["purpose"]) =>
    asks.some((one) => one.purpose === purpose && one.status === "open");
  const monitoring = liveOf("post_loan_monitoring");
  const backflow = liveOf("outcome_backflow");

  const ask = (purpose: "post_loan_monitoring" | "outcome_backflow", label: string) =>
    isWaiting(purpose) ? (
      <p className="text-ink-soft">{t("data.waiting")}</p>
    ) : (
      mayAsk && (
        <div>
          <LinkButton
            href={`/bank/applications/${loan.applicationId}/ask?purpose=${purpose}`}
            variant="quiet"
            size="small"
          >
            {label}
          </LinkButton>
        </div>
      )
    );

  return (
    <Section title={t("data.title")}>
      <h3 className="font-medium">{t("data.monitoring")}</h3>
      {monitoring && loan.status !== "settled" ? (
        can(actor, "profile.read", loan) && <ReadUnderConsent consent={monitoring} />
      ) : (
        <>
          <p className="text-ink-soft">{t("data.none")}</p>
          {ask("post_loan_monitoring", t("bank.monitoring"))}
        </>
      )}
      <h3 className="font-medium">{t("data.backflow")}</h3>
      <p>
        <Status tone={backflow ? "consent" : "neutral"}>
          {t(backflow ? "data.backflowLive" : "data.backflowNone")}
        </Status>
      </p>
      {!backflow && ask("outcome_backflow", t("bank.backflow"))}
    </Section>
  );
}
