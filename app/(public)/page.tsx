import { getTranslations } from "next-intl/server";
import { Landing } from "@/components/landing/landing";
import { LandingFigures } from "@/components/statistics/landing-figures";
import { ZoneStrip } from "@/components/zones/zone-strip";
import { caller } from "@/server/trpc/rsc";

export default async function LandingPage() {
  const api = await caller();
  const [t, { quarters }, zones] = await Promise.all([
    getTranslations("zones"),
    api.statistics.published(),
    api.zones.list(),
  ]);
  return (
    <Landing
      {...(quarters.length > 0 && { figures: <LandingFigures quarters={quarters.toReversed()} /> })}
      {...(zones.length > 0 && {
        zones: { title: t("strip"), strip: <ZoneStrip zones={zones} /> },
      })}
    />
  );
}
