import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PersonaDatabase } from "@/db/client";
import { env } from "@/server/env";
import { demoTotpSecret, openTotpSecret } from "./totp";

const Row = z.object({
  person_id: z.uuid(),
  totp_secret: z.instanceof(Buffer).nullable(),
  totp_step: z.number().int(),
  is_demo: z.boolean(),
});

export type OwnTotp = { secret: Buffer; lastStep: number; isDemo: boolean };

/** The caller's own authenticator; null when none is set up or the session is over. */
export async function ownTotp({ db }: { db: PersonaDatabase }): Promise<OwnTotp | null> {
  const [row] = await db.call(sql`select * from auth.totp_material(${db.token})`);
  if (!row) return null;
  const { person_id: personId, totp_secret: sealed, totp_step: lastStep, is_demo } = Row.parse(row);
  const isDemo = is_demo && env.DEMO;
  if (sealed) return { secret: openTotpSecret(personId, sealed), lastStep, isDemo };
  return isDemo ? { secret: demoTotpSecret(personId), lastStep, isDemo } : null;
}
