import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { DetailLink } from "@/components/ui/detail-link";
import { formatAmount } from "@/components/format/amount";
import { formatDuration } from "@/components/format/count";
import { midSentence } from "@/components/format/mid-sentence";
import { AmountRange, DurationRange } from "@/components/format/values";
import type { Observed } from "@/domain/matching/observed";
import type { ProductView } from "@/domain/products/views";
import { ObservedLine } from "./observed";
import { ProductTags } from "./product-tags";
import { RateRange } from "./rate-range";
import { useBankName, useOwnText } from "./texts";

/** One product on the shelf: the annual rate first and largest. A preview leads nowhere and is narrow. */
export function ProductCard({
  product,
  observed,
  isPreview = false,
}: {
  product: ProductView;
  /** What was observed of it; absent where nobody could have applied yet. */
  observed?: Observed | null;
  isPreview?: boolean;
}) {
  const t = useTranslations("products.card");
  const states = useTranslations("states");
  const locale = useLocale();
  const own = useOwnText();
  const bankName = useBankName();
  const { content, price } = product;
  return (
    <article
      className={clsx(
        "grid gap-x-8 gap-y-2 border-t border-line py-5",
        !isPreview && "sm:grid-cols-[minmax(0,1fr)_14rem] sm:grid-rows-[auto_1fr] sm:gap-y-1",
      )}
    >
      <div className="grid content-start gap-1">
        <p className="text-sm text-ink-soft">{bankName(product.bank)}</p>
        {isPreview ? (
          <h3 className="text-lg">{own(content.name)}</h3>
        ) : (
          <h2 className="text-lg">
            <DetailLink href={`/products/${product.id}`}>{own(content.name)}</DetailLink>
          </h2>
        )}
      </div>
      <div
        className={clsx(
          "grid content-start gap-1",
          !isPreview && "sm:col-start-2 sm:row-span-2 sm:row-start-1 sm:text-end",
        )}
      >
        <p className="text-sm text-ink-soft">{t("annual")}</p>
        <p>
          <RateRange from={price.lowest.annualRate} to={price.highest.annualRate} />
        </p>
        <p className="text-sm text-ink-soft">
          {t("costFor", {
            amount: formatAmount(price.amount, locale),
            months: formatDuration(price.months, locale),
            repayment: midSentence(states(`repayment.${price.repaymentKind}`), locale),
          })}
        </p>
        <p className="text-sm">
          {t("cost")}{" "}
          <AmountRange from={price.lowest.totalCost} to={price.highest.totalCost} isExact />
        </p>
      </div>
      <div className={clsx("grid content-start gap-1", !isPreview && "sm:col-start-1")}>
        <p className="measure text-ink-soft">{own(content.summary)}</p>
        <p className="mt-1 flex flex-wrap gap-2">
          <ProductTags content={content} />
        </p>
        <p className="figures mt-1 flex flex-wrap gap-x-5 text-sm text-ink-soft">
          <span>
            {t("amount")}{" "}
            <AmountRange from={BigInt(content.amountMin)} to={BigInt(content.amountMax)} />
          </span>
          <span>
            {t("term")} <DurationRange from={content.termMin} to={content.termMax} />
          </span>
          <span>{states(`guarantee.${content.guarantee}`)}</span>
          <span>{t("days", { days: content.promisedWorkingDays })}</span>
        </p>
        {observed !== undefined && (
          <ObservedLine
            observed={observed}
            promisedWorkingDays={content.promisedWorkingDays}
            advertised={{ from: price.lowest.nominalRate, to: price.highest.nominalRate }}
          />
        )}
      </div>
    </article>
  );
}
