import { createHash, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { totpStepAt } from "@/domain/accounts/totp";
import type { ActorOf } from "@/domain/shared/actor";
import type { ItemCode } from "@/domain/sources/catalogue";
import { env } from "@/server/env";
import { endSession } from "@/server/services/accounts/end-session";
import { demoPeople } from "@/server/services/accounts/queries";
import { openSession } from "@/server/services/accounts/open-session";
import { codeOfStep, newTotpSecret, sealTotpSecret } from "@/server/services/accounts/totp";
import { requestConsent } from "@/server/services/consents/request-consent";
import { signConsent } from "@/server/services/consents/sign-consent";
import type { ServiceContext, SystemContext } from "@/server/services/context";

/** Whose logins the firms use: a visitor signs in, a firm signs. */
type FirmDoors = {
  visitor: PersonaDatabase;
  firm: (token: string) => PersonaDatabase;
};

type Firm = { id: string; uscc: string; name: string };

/** One firm in eight: enough that a bank's audience over indicators has cells of ten. */
const oneIn = 8;
const mostFirms = 500;
const atOnce = 4;

/**
 * Some firms of the demo city let the platform match: each has an owner, who reads the text and signs
 * it with a code, as anyone would. Nobody can sign in as them. What is fetched under it is the queue's.
 * Gives how many.
 */
export async function allowDemoMatching(context: SystemContext, doors: FirmDoors): Promise<number> {
  if (!env.DEMO) throw new Error("Only in a demo is there anybody to sign for its firms.");
  const firms = await firmsOf(context.db, await demoPeople(doors.visitor));
  const waiting = firms.values();
  const signNext = async () => {
    for (const firm of waiting) await letMatch(context, doors, firm);
  };
  await Promise.all(Array.from({ length: atOnce }, signNext));
  return firms.length;
}

/**
 * The same ones each time, spread over districts and trades; those with demo seats sign for themselves.
 * After a filling that was interrupted, as many as are missing.
 */
async function firmsOf(
  db: PersonaDatabase,
  seats: readonly { organization: string | null }[],
): Promise<Firm[]> {
  const taken = JSON.stringify(seats.map(({ organization }) => organization));
  return db.call<Firm>(
    sql`select id, uscc, legal_representative as name from app.enterprises
      where status = 'operating' and external_reference is null and registered_at is null
        and not ${taken}::jsonb ? name
      order by md5(uscc)
      limit (select greatest(0, least(${mostFirms}::bigint, count(*) / ${oneIn}) - count(registered_at)) from app.enterprises)`,
  );
}

async function letMatch(context: SystemContext, { visitor, firm }: FirmDoors, who: Firm) {
  const [userId, secret] = [randomUUID(), newTotpSecret()];
  await context.db.call(
    sql`select auth.add_person(${userId}::uuid, ${`matching-${who.uscc.toLowerCase()}`}, ${who.name}, 'sme', 'owner',
      ${who.id}::uuid, null, '!', ${sealTotpSecret(userId, secret)}, false)`,
  );
  const now = new Date();
  const token = await openSession({ ...context, db: visitor, now }, userId);
  try {
    await sign({ ...context, db: firm(token), actor: ownerOf(who, userId), now }, who, secret);
  } finally {
    await endSession({ ...context, db: visitor, now }, token);
  }
}

const ownerOf = (who: Firm, userId: string): ActorOf<"sme"> => ({
  userId,
  organizationId: who.id,
  party: "sme",
  role: "owner",
  name: who.name,
  isDemo: false,
});

async function sign(unsigned: Omit<ServiceContext<"sme">, "channel">, who: Firm, secret: Buffer) {
  const context = { ...unsigned, channel: "page" as const };
  const { id: consentId, artefactHash } = await requestConsent(context, {
    id: randomUUID(),
    purpose: "platform_matching",
    language: "zh-CN",
    items: itemsOf(who.uscc),
  });
  const code = codeOfStep(secret, totpStepAt(context.now));
  await signConsent(context, { consentId, artefactHash, proof: { method: "totp", code } });
}

/** All give what most rules ask for, one in two the fund's and one in four the meters' as well. */
function itemsOf(uscc: string): ItemCode[] {
  const mark = createHash("sha256").update(uscc).digest().readUInt8();
  return [
    "tax_declarations",
    "vat_invoices",
    "social_insurance",
    ...(mark % 2 === 0 ? (["housing_fund"] as const) : []),
    ...(mark % 4 === 0 ? (["electricity_usage", "water_usage"] as const) : []),
  ];
}
