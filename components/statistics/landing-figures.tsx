import { useTranslations } from "next-intl";
import Link from "next/link";
import type { PublishedQuarter } from "@/domain/oversight/published";
import { QuarterFigures } from "./quarter-figures";
import { quarterNumber } from "./quarter-trends";

/** Three published numbers of the latest edition, and the way to all of them. */
export function LandingFigures({ quarters }: { quarters: readonly PublishedQuarter[] }) {
  const t = useTranslations("statistics");
  const latest = quarters.at(-1);
  if (!latest) return null;
  return (
    <>
      <QuarterFigures
        quarters={quarters}
        names={{
          applications: t("landing.applications"),
          amount: t("landing.amount"),
          annualRate: t("landing.annualRate"),
        }}
      />
      <p className="self-end text-sm text-ink-soft">
        {t("quarter", { year: latest.quarter.slice(0, 4), number: quarterNumber(latest.quarter) })}
        <br />
        <Link href="/statistics" className="link inline-flex min-h-11 items-center text-ink">
          {t("landing.more")}
        </Link>
      </p>
    </>
  );
}
