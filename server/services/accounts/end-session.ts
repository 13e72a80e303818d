import { sql } from "drizzle-orm";
import type { PublicContext } from "@/server/services/context";

/** From the next statement on the token is nobody's. */
export async function endSession({ db }: PublicContext, token: string): Promise<void> {
  await db.call(sql`select auth.session_end(${token})`);
}
