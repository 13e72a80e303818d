import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { SaveZoneInput } from "@/domain/zones/schema";
import type { ServiceContext } from "@/server/services/context";
import { refusedZone } from "./refused-zone";

/** Makes a zone or changes one. An older revision than the one in force is refused, and nothing of it kept. */
export async function saveZone(
  { db, actor }: ServiceContext<"credit_office">,
  { code, revision, name, summary, position, products }: SaveZoneInput,
): Promise<{ code: string; revision: number }> {
  authorize(actor, "zone.edit", { isPublished: false });
  const [saved] = await db.call<{ refusal: string | null; revision: number }>(
    sql`select refusal, revision from gate.zone_save(${db.token}, ${code}, ${revision}::integer, ${name.zh}, ${name.en},
      ${summary.zh}, ${summary.en}, ${position}::integer, ${sql.param(products)}::uuid[])`,
  );
  if (!saved || saved.refusal) throw refusedZone(saved?.refusal);
  return { code, revision: saved.revision };
}
