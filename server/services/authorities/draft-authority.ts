import { dayLength } from "@/domain/shared/calendar";
import { createHash, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { enterprises } from "@/db/schema";
import { authorityText, type AuthorityArtefact } from "@/domain/authorities/artefact";
import type { AuthorityDraft, DraftAuthorityInput } from "@/domain/authorities/schema";
import { purposes } from "@/domain/consents/lifecycle";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { openMessage, sealMessage } from "@/server/services/accounts/sealed-message";
import type { ServiceContext } from "@/server/services/context";
import { listPeople } from "./list-people";

const purpose = "signing-authority";
const Draft = z.custom<AuthorityArtefact>((value) => typeof value === "object" && value !== null);

/** The exact text of an authority, for the legal representative to read and sign. Nothing is written yet. */
export async function draftAuthority(
  context: ServiceContext<"sme">,
  input: DraftAuthorityInput,
): Promise<AuthorityDraft> {
  const { db, actor, now } = context;
  authorize(actor, "authority.manage", { enterpriseId: actor.organizationId });
  const person = (await listPeople(db)).find(({ id }) => id === input.personId);
  if (!person || person.isDismissed || person.id === actor.userId) throw new NotFound("person");
  const [enterprise] = await db.transaction((tx) =>
    tx
      .select({ uscc: enterprises.uscc, name: enterprises.name })
      .from(enterprises)
      .where(eq(enterprises.id, actor.organizationId)),
  );
  if (!enterprise) throw new NotFound("enterprise");

  const artefact: AuthorityArtefact = {
    version: 1,
    kind: "signing_authority",
    id: input.id,
    nonce: randomUUID(),
    enterprise: enterprise.uscc,
    enterpriseName: enterprise.name,
    person: { id: person.id, name: person.name },
    role: input.role,
    purposes: purposes.filter((one) => input.purposes.includes(one)),
    maxAmountFen: input.maxAmount?.toString() ?? null,
    validFrom: now.toISOString(),
    validTo: new Date(now.getTime() + input.validDays * dayLength).toISOString(),
    grantedBy: { id: actor.userId, name: actor.name },
  };
  const text = authorityText(artefact);
  return {
    artefact: text,
    artefactHash: hashOf(text),
    sealed: sealMessage(purpose, artefact, now),
  };
}

/** The text that was shown a few minutes ago; throws `step_expired` for anything else. */
export function draftedAuthority(sealed: string, now: Date) {
  const artefact = openMessage(purpose, sealed, Draft, now, "sealed");
  const text = authorityText(artefact);
  return { artefact, text, artefactHash: hashOf(text) };
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
