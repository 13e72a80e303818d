import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { DetailLink } from "@/components/ui/detail-link";
import { formatRate } from "@/components/format/rate";
import { AmountRange, Count, DurationRange, Instant } from "@/components/format/values";
import { ObservedFigures, ObservedLine } from "@/components/products/observed";
import { ShelfStatus } from "@/components/products/shelf-status";
import { Details } from "@/components/ui/details";
import { nominalRateRange } from "@/domain/offers/bank-rules";
import type { BankProductView } from "@/domain/products/bank-schema";
import { RuleText } from "./rule-text";

/** One product as it is on offer: terms, the data it asks for and why, and every rule in words. */
export function ProductCard({ product, today }: { product: BankProductView; today: string }) {
  const t = useTranslations("bank.products");
  const observed = useTranslations("observed");
  const states = useTranslations("states");
  const items = useTranslations("sources");
  const locale = useLocale();
  const side = locale === "en" ? "en" : "zh";
  const { content, applications } = product;
  const rates = nominalRateRange(content, today);
  return (
    <article className="grid gap-2 border-t border-ink py-4" aria-labelledby={product.id}>
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id={product.id} className="text-lg">
          <DetailLink href={`/bank/products/${product.id}`} data-row>
            {content.name[side]}
          </DetailLink>
        </h2>
        <p className="flex flex-wrap items-baseline gap-x-4 text-sm">
          <ShelfStatus status={product.status} validity={content} today={today} />
          <span className="figures text-ink-soft">
            {t("version", { version: product.version })}
          </span>
          {product.proposalId && (
            <Link href={`/bank/products/proposals/${product.proposalId}`} className="link">
              {t("next")}
            </Link>
          )}
          {product.publishedAt && (
            <span className="text-ink-soft">
              <Instant at={product.publishedAt} only="day" />
            </span>
          )}
        </p>
      </header>
      <p className="measure text-ink-soft">{content.summary[side]}</p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 text-sm sm:grid-cols-4">
        {[
          {
            key: "amount",
            term: t("amount"),
            details: (
              <AmountRange from={BigInt(content.amountMin)} to={BigInt(content.amountMax)} />
            ),
          },
          {
            key: "term",
            term: t("term"),
            details: <DurationRange from={content.termMin} to={content.termMax} />,
          },
          {
            key: "rate",
            term: t("rate"),
            details: t("range", {
              from: formatRate(rates.min, locale),
              to: formatRate(rates.max, locale),
            }),
          },
          {
            key: "guarantee",
            term: t("guarantee"),
            details: states(`guarantee.${content.guarantee}`),
          },
          { key: "applied", term: t("applied"), details: <Count count={applications.total} /> },
          { key: "live", term: t("live"), details: <Count count={applications.live} /> },
          { key: "granted", term: t("granted"), details: <Count count={applications.disbursed} /> },
          {
            key: "promised",
            term: t("promised"),
            details: t("workingDays", { days: content.promisedWorkingDays }),
          },
        ].map(({ key, term, details }) => (
          <div key={key}>
            <dt className="text-ink-soft">{term}</dt>
            <dd className="figures">{details}</dd>
          </div>
        ))}
      </dl>
      <ObservedLine
        observed={product.observed}
        promisedWorkingDays={content.promisedWorkingDays}
        advertised={{ from: rates.min, to: rates.max }}
      />
      <div className="flex flex-wrap gap-x-8">
        <Details className="open:basis-full" summary={observed("title")}>
          <p className="mb-3 text-sm text-ink-soft">{observed("bankLead")}</p>
          <ObservedFigures
            observed={product.observed}
            promisedWorkingDays={content.promisedWorkingDays}
            advertised={{ from: rates.min, to: rates.max }}
          />
        </Details>
        <Details className="open:basis-full" summary={t("rules")}>
          <RuleText rule={content.eligibility} />
        </Details>
        <Details className="open:basis-full" summary={t("items", { count: content.items.length })}>
          <ul className="grid gap-1">
            {content.items.map(({ item, granularity, why, isRequired }) => (
              <li key={`${item}:${granularity}`}>
                {items(`item.${item}`)} · {items(`granularity.${granularity}`)}
                <span className="text-ink-soft">
                  {" — "}
                  {why[side]}
                  {!isRequired && ` · ${t("optional")}`}
                </span>
              </li>
            ))}
          </ul>
        </Details>
      </div>
    </article>
  );
}
