import { eq } from "drizzle-orm";
import { signingRules } from "@/db/schema";
import type { FirmSigners } from "@/domain/authorities/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { listPeople } from "./list-people";
import { listAuthorities } from "./queries";

/** Everybody of the firm, what each may sign, and from which amount on it takes two. */
export async function listSigners({ db, actor }: ServiceContext<"sme">): Promise<FirmSigners> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "authority.read", { enterpriseId });
  const people = await listPeople(db);
  return db.transaction(async (tx) => {
    const authorities = await listAuthorities(tx);
    const [rule] = await tx
      .select({ above: signingRules.secondSignerAbove })
      .from(signingRules)
      .where(eq(signingRules.enterpriseId, enterpriseId));
    return {
      people: people.map((person) => ({
        ...person,
        isSelf: person.id === actor.userId,
        authorities: authorities.filter(({ personId }) => personId === person.id),
      })),
      secondSignerAbove: rule?.above ?? null,
    };
  });
}
