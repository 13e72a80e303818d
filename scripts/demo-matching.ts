import { sql } from "drizzle-orm";
import { connect, on, personaDatabase, type Persona } from "@/db/client";
import { asQueue, personaUrl } from "@/db/personas";
import { systemContext } from "@/server/jobs/context";
import { env } from "@/server/env";
import { allowDemoMatching } from "@/server/services/imports/allow-demo-matching";

const as = (persona: Persona) => personaUrl(env.DATABASE_URL, env.PERSONA_SECRET, persona);
/** Nought comes first. */
const afterEveryone = 10;

/**
 * Some firms of the city let the platform match. The worker asks the agencies once it runs, behind
 * whatever a visitor wants: nobody waits for the city's answers. Gives how many firms.
 */
export async function fillDemoMatching(): Promise<number> {
  const [visitors, firms, queue] = [
    connect(as("public"), 4),
    connect(as("sme"), 4),
    connect(asQueue(as("worker")), 1),
  ];
  try {
    const count = await allowDemoMatching(systemContext(), {
      visitor: personaDatabase(visitors, ""),
      firm: (token) => personaDatabase(firms, token),
    });
    await on(queue).execute(
      sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'fetch_source'),
        priority => ${afterEveryone}::integer)`,
    );
    return count;
  } finally {
    await Promise.all([visitors.end(), firms.end(), queue.end()]);
  }
}
