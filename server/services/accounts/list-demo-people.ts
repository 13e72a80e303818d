import type { DemoPerson } from "@/domain/accounts/schema";
import { env } from "@/server/env";
import type { PersonaDatabase } from "@/db/client";
import { demoPeople } from "./queries";

/** Who can be tried out in a demo; nobody in production. */
export async function listDemoPeople({ db }: { db: PersonaDatabase }): Promise<DemoPerson[]> {
  return env.DEMO ? demoPeople(db) : [];
}
