import { sql } from "drizzle-orm";
import type { DismissPersonInput } from "@/domain/authorities/schema";
import { authorize } from "@/domain/policy";
import { Forbidden, NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { listPeople } from "./list-people";

/** Out at the next statement, and every authority ends with it. */
export async function dismissPerson(
  { db, actor }: ServiceContext<"sme">,
  { personId }: DismissPersonInput,
) {
  const people = await listPeople(db);
  if (!people.some(({ id }) => id === personId)) throw new NotFound("person");
  authorize(actor, "authority.manage", { enterpriseId: actor.organizationId });
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.dismiss_clerk(${db.token}, ${personId}::uuid)`,
  );
  // Only oneself is left: a firm without its owner could sign nothing any more.
  if (verdict?.refusal !== null) throw new Forbidden("authority.manage");
  return { personId };
}
