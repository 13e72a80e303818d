import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { PublishZoneInput } from "@/domain/zones/schema";
import type { ServiceContext } from "@/server/services/context";
import { refusedZone } from "./refused-zone";

/** Puts a zone before the public, or takes it away; an empty one is not shown to anybody. */
export async function publishZone(
  { db, actor }: ServiceContext<"credit_office">,
  { code, revision, isPublished }: PublishZoneInput,
): Promise<{ code: string; revision: number }> {
  authorize(actor, "zone.publish", {});
  const [decided] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.zone_publish(${db.token}, ${code}, ${revision}::integer, ${isPublished})`,
  );
  if (!decided || decided.refusal) throw refusedZone(decided?.refusal);
  return { code, revision: revision + 1 };
}
