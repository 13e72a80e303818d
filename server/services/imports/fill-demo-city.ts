import { sql } from "drizzle-orm";
import { installation } from "@/db/schema";
import { getBanks, getCity } from "@/server/connectors/city-feed";
import type { SystemContext } from "@/server/services/context";
import { addDemoPeople } from "@/server/services/imports/add-demo-people";
import { importBanks } from "@/server/services/imports/import-banks";
import { importHistory } from "@/server/services/imports/import-history";
import { fillZones } from "@/server/services/imports/fill-zones";
import { importRegistry } from "@/server/services/imports/import-registry";
import { refreshObservations } from "@/server/services/observations/refresh-observations";

export type FillStep = "registry" | "slices" | "banks" | "history" | "observations";
type Progress = (step: FillStep, share: number, enterprises: number) => void;

/**
 * Fills an installation with the sandbox's city over HTTP, through the ordinary importers. Some firms
 * let the platform match meanwhile: how many is what `letFirmsMatch` gives.
 */
export async function fillDemoCity(
  context: SystemContext,
  letFirmsMatch: () => Promise<number>,
  tell: Progress,
) {
  const city = await getCity();
  const progress = (step: FillStep, share: number) => tell(step, share, city.enterprises);
  const enterprises = await importRegistry(context, (done) =>
    done < city.enterprises ? progress("registry", done / city.enterprises) : progress("slices", 0),
  );
  const { banks, published } = await importBanks(context);
  await fillZones(context);
  const people = await addDemoPeople(context);
  progress("banks", 1);

  const [applications, matching] = await Promise.all([
    importHistories(context, progress),
    letFirmsMatch(),
  ]);
  await refreshObservations(context, { isAgain: true });
  progress("observations", 1);

  const summary = {
    seed: city.seed,
    enterprises,
    banks,
    products: published,
    applications,
    people,
    matching,
  };
  await context.db.transaction((tx) =>
    tx
      .insert(installation)
      .values({ key: "demo_city", value: summary })
      .onConflictDoUpdate({ target: installation.key, set: { value: sql`excluded.value` } }),
  );
  return summary;
}

async function importHistories(
  context: SystemContext,
  progress: (step: FillStep, share: number) => void,
): Promise<number> {
  const reporting = await getBanks();
  let applications = 0;
  for (const [index, { code }] of reporting.entries()) {
    applications += await importHistory(context, code);
    progress("history", (index + 1) / reporting.length);
  }
  return applications;
}
