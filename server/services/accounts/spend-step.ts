import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";

/** Whether the code of a step was still unused. Of two at once, one is told yes. */
export async function spendStep(
  db: PersonaDatabase,
  personId: string,
  step: number,
): Promise<boolean> {
  const [row] = await db.call<{ used: boolean }>(
    sql`select auth.totp_use(${personId}::uuid, ${step}) as used`,
  );
  return row?.used === true;
}
