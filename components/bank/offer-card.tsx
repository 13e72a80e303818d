import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ConventionText } from "@/components/calculator/convention-text";
import { PrepaymentText } from "@/components/calculator/prepayment-text";
import { formatRate } from "@/components/format/rate";
import { Amount, AnnualRate, Day, Duration } from "@/components/format/values";
import { DescriptionList } from "@/components/ui/description-list";
import { Status, type Tone } from "@/components/ui/status";
import { lastDayOfClock } from "@/domain/applications/clock";
import type { BankOfferView } from "@/domain/offers/bank-schema";
import type { OfferStatus } from "@/domain/offers/lifecycle";

const tones: Partial<Record<OfferStatus, Tone>> = {
  draft: "waiting",
  awaiting_approval: "waiting",
  open: "waiting",
  accepted: "good",
  refused: "refused",
};

/** One version of an offer as the bank sees it, with what can be done about it. */
export function OfferCard({ offer, children }: { offer: BankOfferView; children?: ReactNode }) {
  const t = useTranslations("bank.offer");
  const states = useTranslations("states.offer");
  const repayments = useTranslations("states.repayment");
  const calculator = useTranslations("calculator");
  const locale = useLocale();
  return (
    <article className="grid gap-3 border-t border-ink pt-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{t("version", { version: offer.version })}</span>
        <Status tone={tones[offer.status] ?? "neutral"}>{states(offer.status)}</Status>
      </p>
      <p>
        <span className="text-xl font-semibold">
          <AnnualRate rate={offer.annualRate} />
        </span>{" "}
        <span className="text-sm text-ink-soft">{t("annualRate")}</span>
      </p>
      <DescriptionList
        className="text-sm"
        items={[
          { key: "amount", term: t("amount"), details: <Amount fen={offer.amount} /> },
          { key: "term", term: t("term"), details: <Duration months={offer.termMonths} /> },
          { key: "repayment", term: t("repayment"), details: repayments(offer.repayment) },
          {
            key: "rate",
            term: t("nominalRate"),
            details: formatRate(offer.nominalRate, locale),
          },
          {
            key: "convention",
            term: calculator("convention.title"),
            details: <ConventionText convention={offer.convention} />,
          },
          {
            key: "prepayment",
            term: calculator("prepayment.title"),
            details: <PrepaymentText terms={offer.convention.prepayment} />,
          },
          { key: "cost", term: t("totalCost"), details: <Amount fen={offer.totalCost} isExact /> },
          {
            key: "valid",
            term: t("validUntil"),
            details: <Day day={lastDayOfClock(offer.validUntil)} />,
          },
        ]}
      />
      {offer.conditions && <p className="measure whitespace-pre-line">{offer.conditions}</p>}
      {offer.sentBackReason && (
        <p className="border-s-2 border-ochre ps-3">
          {t("sentBack", { reason: offer.sentBackReason })}
        </p>
      )}
      {children}
    </article>
  );
}
