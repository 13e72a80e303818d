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

export type FillStep = "registry" | "banks" | "history" | "people";
type Progress = (step: FillStep, share: number) => void;

/** Fills an installation with the sandbox's city over HTTP, through the ordinary importers. */
export async function fillDemoCity(context: SystemContext, progress: Progress) {
  const city = await getCity();
  const enterprises = await importRegistry(context, (done) =>
    progress("registry", done / Math.max(1, city.enterprises)),
  );
  const { banks, published } = await importBanks(context);
  await fillZones(context);
  progress("banks", 1);

  const reporting = await getBanks();
  let applications = 0;
  for (const [index, { code }] of reporting.entries()) {
    applications += await importHistory(context, code);
    progress("history", (index + 1) / reporting.length);
  }
  await refreshObservations(context, { isAgain: true });
  const people = await addDemoPeople(context);
  progress("people", 1);

  const summary = {
    seed: city.seed,
    enterprises,
    banks,
    products: published,
    applications,
    people,
  };
  await context.db.transaction((tx) =>
    tx
      .insert(installation)
      .values({ key: "demo_city", value: summary })
      .onConflictDoUpdate({ target: installation.key, set: { value: sql`excluded.value` } }),
  );
  return summary;
}
