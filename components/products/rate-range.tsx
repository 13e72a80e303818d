import { useTranslations } from "next-intl";
import { AnnualRate } from "@/components/format/values";

/** The annual rate, or from the lowest to the highest: the most prominent number of a product. */
export function RateRange({
  from,
  to,
  className = "text-xl font-semibold leading-tight",
}: {
  from: string | null;
  to: string | null;
  className?: string;
}) {
  const t = useTranslations("products.card");
  if (from === null || to === null) return <span className="text-ochre">{t("noRate")}</span>;
  return (
    <span className={className}>
      <AnnualRate rate={from} />
      {from !== to && (
        <>
          –<AnnualRate rate={to} />
        </>
      )}
    </span>
  );
}
