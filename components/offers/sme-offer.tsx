import { useTranslations } from "next-intl";
import Link from "next/link";
import { ConventionText } from "@/components/calculator/convention-text";
import { PrepaymentText } from "@/components/calculator/prepayment-text";
import { Amount, AnnualRate, Day, Duration, Rate } from "@/components/format/values";
import { Schedule } from "@/components/loans/schedule";
import { FeeText } from "@/components/products/product-details";
import { useBankName, useOwnText } from "@/components/products/texts";
import { DescriptionList } from "@/components/ui/description-list";
import { Seal } from "@/components/ui/seal";
import { Status, Tag, type Tone } from "@/components/ui/status";
import { lastDayOfClock } from "@/domain/applications/clock";
import { calculationAddress } from "@/domain/loans/calculation";
import type { OwnOfferView } from "@/domain/offers/enterprise-schema";
import { offerCan } from "@/domain/offers/lifecycle";
import { AnswerOffer } from "./sme-answer-offer";

function toneOf(status: OwnOfferView["status"]): Tone {
  if (status === "accepted") return "good";
  if (status === "open") return "waiting";
  return status === "expired" ? "refused" : "neutral";
}

/** One offer: annual rate first, then what it costs in yuan, then everything else, then the answer. */
export function SmeOffer({
  offer,
  now,
  isCheapest,
  canAnswer,
}: {
  offer: OwnOfferView;
  now: Date;
  isCheapest: boolean;
  canAnswer: boolean;
}) {
  const t = useTranslations("offers");
  const states = useTranslations("states");
  const calculator = useTranslations("calculator");
  const own = useOwnText();
  const bankName = useBankName();
  const bank = bankName(offer.bank);
  return (
    <article className="grid gap-4 border-t border-ink py-5">
      <header className="flex items-start justify-between gap-6">
        <div className="grid gap-1">
          <p className="flex flex-wrap gap-x-3 text-sm">
            <Status tone={toneOf(offer.status)}>{states(`offer.${offer.status}`)}</Status>
            {isCheapest && <Tag>{t("cheapest")}</Tag>}
          </p>
          <h3 className="text-lg">{bank}</h3>
          <Link
            href={`/sme/applications/${offer.applicationId}`}
            className="link justify-self-start"
          >
            {own(offer.product.name)}
          </Link>
        </div>
        {offer.contract && <Seal label={t("sealed")} className="size-14" />}
      </header>
      <div className="flex flex-wrap gap-x-10 gap-y-3">
        <p>
          <span className="block text-sm text-ink-soft">{t("annual")}</span>
          <span className="text-xl font-semibold leading-tight">
            <AnnualRate rate={offer.annualRate} />
          </span>
        </p>
        <p>
          <span className="block text-sm text-ink-soft">{t("cost")}</span>
          <span className="text-xl leading-tight">
            <Amount fen={offer.totalCost} isExact />
          </span>
        </p>
      </div>
      <DescriptionList
        columns={2}
        items={[
          { term: t("amount"), details: <Amount fen={offer.amount} isExact /> },
          { term: t("term"), details: <Duration months={offer.termMonths} /> },
          { term: t("repayment"), details: states(`repayment.${offer.repayment}`) },
          { term: t("nominal"), details: <Rate basisPoints={offer.nominalRate} /> },
          { term: t("interest"), details: <Amount fen={offer.totalInterest} isExact /> },
          {
            term: t("fees"),
            details:
              offer.fees.length === 0
                ? t("noFees")
                : offer.fees.map((fee) => <FeeText key={fee.name.zh} fee={fee} />),
          },
          ...(offer.upfrontFees > 0n
            ? [{ term: t("upfront"), details: <Amount fen={offer.upfrontFees} isExact /> }]
            : []),
          {
            term: calculator("convention.title"),
            details: <ConventionText convention={offer.convention} />,
          },
          {
            term: calculator("prepayment.title"),
            details: <PrepaymentText terms={offer.convention.prepayment} />,
          },
          { term: t("validUntil"), details: <Day day={lastDayOfClock(offer.validUntil)} /> },
        ]}
      />
      {offer.conditions && (
        <p className="measure whitespace-pre-line">
          <span className="block font-medium">{t("conditions")}</span>
          {offer.conditions}
        </p>
      )}
      <Schedule rows={offer.schedule} />
      <Link
        href={calculationAddress({
          ...offer,
          months: offer.termMonths,
          repaymentKind: offer.repayment,
          startOn: offer.quotedFrom,
        })}
        className="link no-print justify-self-start text-sm"
      >
        {calculator("tryOffer")}
      </Link>
      {offer.contract && (
        <p className="text-sm text-ink-soft">
          {t("contract", { number: offer.contract.number })}{" "}
          {t(offer.contract.bankSignedAt ? "bothSigned" : "bankToSign")}
        </p>
      )}
      {canAnswer && offerCan("accept", offer, now) && (
        <AnswerOffer offerId={offer.id} bank={bank} />
      )}
    </article>
  );
}
