import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { formatAmount } from "@/components/format/amount";
import { formatDuration } from "@/components/format/count";
import { AmountRange, Duration } from "@/components/format/values";
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
        "grid gap-x-8 gap-y-3 border-t border-line py-5",
        !isPreview && "sm:grid-cols-[minmax(0,1fr)_14rem]",
      )}
    >
      <div className="grid content-start gap-1">
        <p className="text-sm text-ink-soft">{bankName(product.bank)}</p>
        {isPreview ? (
          <h3 className="text-lg">{own(content.name)}</h3>
        ) : (
          <h2 className="text-lg">
            <Link href={`/products/${product.id}`} className="link">
              {own(content.name)}
            </Link>
          </h2>
        )}
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
            {t("term")} <Duration months={content.termMin} />–<Duration months={content.termMax} />
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
      <div className={clsx("grid content-start gap-1", !isPreview && "sm:text-end")}>
        <p className="text-sm text-ink-soft">{t("annual")}</p>
        <p>
          <RateRange from={price.lowest.annualRate} to={price.highest.annualRate} />
        </p>
        <p className="text-sm text-ink-soft">
          {t("costFor", {
            amount: formatAmount(price.amount, locale),
            months: formatDuration(price.months, locale),
            repayment: states(`repayment.${price.repaymentKind}`),
          })}
        </p>
        <p className="text-sm">
          {t("cost")}{" "}
          <AmountRange from={price.lowest.totalCost} to={price.highest.totalCost} isExact />
        </p>
      </div>
    </article>
  );
}
