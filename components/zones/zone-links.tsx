import { useTranslations } from "next-intl";
import Link from "next/link";
import { useOwnText } from "@/components/products/texts";
import type { ZoneSummary } from "@/domain/zones/schema";

/** The zones by name, above everything that is on offer. */
export function ZoneLinks({ zones }: { zones: readonly ZoneSummary[] }) {
  const t = useTranslations("zones");
  const own = useOwnText();
  if (zones.length === 0) return null;
  return (
    <nav aria-label={t("title")} className="no-print mb-4">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {zones.map(({ code, name }) => (
          <li key={code}>
            <Link href={`/zones/${code}`} className="link inline-flex min-h-8 items-center">
              {own(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
