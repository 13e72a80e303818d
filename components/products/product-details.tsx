import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { ConventionText } from "@/components/calculator/convention-text";
import { PrepaymentText } from "@/components/calculator/prepayment-text";
import { formatAmount } from "@/components/format/amount";
import { formatDuration } from "@/components/format/count";
import { formatDay, dayInShanghai } from "@/components/format/day";
import { formatList } from "@/components/format/list";
import { midSentence } from "@/components/format/mid-sentence";
import { formatRate, formatSigned } from "@/components/format/rate";
import { Amount, AmountRange, DurationRange } from "@/components/format/values";
import { Section } from "@/components/layout/page-header";
import { DescriptionList } from "@/components/ui/description-list";
import { Table } from "@/components/ui/table";
import { calculationAddress } from "@/domain/loans/calculation";
import { lprPublication } from "@/domain/loans/lpr";
import { conventionOf } from "@/domain/products/convention";
import { findDistrict } from "@/domain/enterprises/districts";
import type { Fee } from "@/domain/products/schema";
import type { ProductView } from "@/domain/products/views";
import { LprNote } from "./lpr-note";
import { RateRange } from "./rate-range";
import { useBankName, useOwnText } from "./texts";

/** The true annual rate, by what it was computed, and what it comes to in yuan. */
export function ProductPrice({
  product: { price, content },
  today,
}: {
  product: ProductView;
  today: string;
}) {
  const t = useTranslations("products");
  const states = useTranslations("states");
  const calculator = useTranslations("calculator");
  const locale = useLocale();
  const published = lprPublication(today);
  const bounds = [
    { key: "lowest", bound: price.lowest },
    { key: "highest", bound: price.highest },
  ] as const;
  return (
    <section className="grid gap-4 border-t border-ink pt-4">
      <div>
        <h2 className="text-sm font-normal text-ink-soft">{t("card.annual")}</h2>
        <p>
          <RateRange
            from={price.lowest.annualRate}
            to={price.highest.annualRate}
            className="text-2xl font-semibold leading-tight"
          />
        </p>
        <p className="measure mt-1 text-sm text-ink-soft">
          {t("detail.annualNote", {
            amount: formatAmount(price.amount, locale),
            months: formatDuration(price.months, locale),
            repayment: midSentence(states(`repayment.${price.repaymentKind}`), locale),
            from: formatRate(price.lowest.nominalRate, locale),
            to: formatRate(price.highest.nominalRate, locale),
          })}
        </p>
        <LprNote
          on={published.on}
          rate={{ tenor: content.lprTenor, basisPoints: published[content.lprTenor] }}
          today={today}
        />
      </div>
      <Table
        caption={t("detail.costTable")}
        rows={bounds}
        rowKey={({ key }) => key}
        columns={[
          {
            key: "at",
            header: t("detail.nominal"),
            isRowHeader: true,
            cell: ({ key, bound }) => (
              <>
                {t(`detail.${key}`)} <span>{formatRate(bound.nominalRate, locale)}</span>
              </>
            ),
          },
          {
            key: "first",
            header: t("detail.firstDue"),
            align: "end",
            cell: ({ bound }) => <Amount fen={bound.firstDue} isExact />,
          },
          {
            key: "cost",
            header: t("card.cost"),
            align: "end",
            cell: ({ bound }) => <Amount fen={bound.totalCost} isExact />,
          },
          {
            key: "try",
            header: calculator("title"),
            align: "end",
            cell: ({ key }) => (
              <Link
                href={calculationAddress({
                  ...price,
                  ...content,
                  convention: conventionOf(content),
                  spread: key === "lowest" ? content.spreadMin : content.spreadMax,
                })}
                className="link no-print"
              >
                {calculator("try")}
              </Link>
            ),
          },
        ]}
      />
      {price.repaymentKind === "flat" && (
        <p className="measure text-sm text-ochre">{calculator("flat.title")}</p>
      )}
    </section>
  );
}

/** What the product is, in hairlines. */
export function ProductNumbers({ product }: { product: ProductView }) {
  const t = useTranslations("products.detail");
  const card = useTranslations("products.card");
  const states = useTranslations("states");
  const calculator = useTranslations("calculator");
  const locale = useLocale();
  const bankName = useBankName();
  const own = useOwnText();
  const ownName = (text: Parameters<typeof own>[0] | null, code: string) =>
    text ? own(text) : code;
  const { content } = product;
  const [from, to] = [content.validFrom, content.validTo].map((day) =>
    day ? formatDay(day, locale) : null,
  );
  const validity =
    from && to
      ? t("validFromTo", { from, to })
      : from
        ? t("validFrom", { from })
        : to
          ? t("validTo", { to })
          : null;
  return (
    <Section title={t("numbers")}>
      <DescriptionList
        items={[
          { term: t("bank"), details: bankName(product.bank) },
          { term: t("kind"), details: states(`productKind.${content.kind}`) },
          { term: t("guarantee"), details: states(`guarantee.${content.guarantee}`) },
          {
            term: card("amount"),
            details: (
              <AmountRange from={BigInt(content.amountMin)} to={BigInt(content.amountMax)} />
            ),
          },
          {
            term: card("term"),
            details: <DurationRange from={content.termMin} to={content.termMax} />,
          },
          {
            term: t("repayment"),
            details: formatList(
              content.repaymentKinds.map((kind, index) => {
                const name = states(`repayment.${kind}`);
                return index === 0 ? name : midSentence(name, locale);
              }),
              locale,
            ),
          },
          {
            term: t("nominal"),
            details: t("lpr", {
              tenor: states(`lprTenor.${content.lprTenor}`),
              from: formatSigned(content.spreadMin, locale),
              to: formatSigned(content.spreadMax, locale),
            }),
          },
          {
            term: t("fees"),
            details:
              content.fees.length === 0
                ? t("noFees")
                : content.fees.map((fee) => <FeeText key={fee.name.zh} fee={fee} />),
          },
          {
            term: calculator("convention.title"),
            details: <ConventionText convention={conventionOf(content)} />,
          },
          {
            term: calculator("prepayment.title"),
            details: <PrepaymentText terms={content.prepayment} />,
          },
          { term: t("promise"), details: t("promiseText", { days: content.promisedWorkingDays }) },
          ...(validity === null ? [] : [{ term: t("validity"), details: validity }]),
          {
            term: t("regions"),
            details:
              content.regions.length === 0
                ? t("everywhere")
                : formatList(
                    content.regions.map((code) => ownName(findDistrict(code), code)),
                    locale,
                  ),
          },
        ]}
      />
      {product.publishedAt && (
        <p className="text-sm text-ink-soft">
          {t("published", {
            day: formatDay(dayInShanghai(product.publishedAt), locale),
            version: product.version,
          })}
        </p>
      )}
    </Section>
  );
}

export function FeeText({ fee }: { fee: Fee }) {
  const t = useTranslations("products.detail");
  const locale = useLocale();
  const own = useOwnText();
  const parts = [
    fee.basisPoints ? t("feeShare", { share: formatRate(fee.basisPoints, locale) }) : null,
    fee.amount ? formatAmount(BigInt(fee.amount), locale) : null,
  ].filter((part) => part !== null);
  return (
    <span className="block">
      {own(fee.name)} {parts.join(" + ")} ({t(`timing.${fee.timing}`)})
    </span>
  );
}
