import { useTranslations } from "next-intl";
import Link from "next/link";
import { useOwnText } from "@/components/products/texts";
import type { ZoneSummary } from "@/domain/zones/schema";

/** The zones side by side: where to go for a first loan, a renewal, a farm, a public contract. */
export function ZoneStrip({ zones }: { zones: readonly ZoneSummary[] }) {
  const t = useTranslations("zones");
  const own = useOwnText();
  if (zones.length === 0) return null;
  return (
    <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
      {zones.map((zone) => (
        <li key={zone.code} className="border-t border-line pt-2">
          <Link href={`/zones/${zone.code}`} className="link text-base">
            {own(zone.name)}
          </Link>
          <span className="figures ms-2 text-sm whitespace-nowrap text-ink-soft">
            {t("count", { count: zone.products })}
          </span>
          <p className="mt-1 text-sm text-ink-soft">{own(zone.summary)}</p>
        </li>
      ))}
    </ul>
  );
}
