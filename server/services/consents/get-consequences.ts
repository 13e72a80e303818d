import { and, eq, inArray, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, banks, loans, offers } from "@/db/schema";
import { consentLosable, liveApplicationStatuses } from "@/domain/applications/lifecycle";
import type { ConsentConsequences, GetConsequencesInput } from "@/domain/consents/life-schema";
import { consentCan } from "@/domain/consents/lifecycle";
import type { ConsentView } from "@/domain/consents/schema";
import { deletionDemandedDays } from "@/domain/consents/periods";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { findConsent } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";

/** What an act on a consent would touch, told before it is done. */
export async function getConsequences(
  { db, actor, now }: ServiceContext<"sme">,
  { consentId, action = "revoke", drops = [] }: GetConsequencesInput,
): Promise<ConsentConsequences> {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  return db.transaction(async (tx) => {
    const consent = await findConsent(tx, consentId, now);
    if (!consent) throw new NotFound("consent");
    const touched = await touchedApplications(tx, consent);
    const isEnd = action === "revoke" || action === "relinquish";
    const dropped = new Set(drops.map(({ item, granularity }) => `${item}:${granularity}`));
    return {
      consentId,
      action,
      purpose: consent.purpose,
      isLive: consentCan(action, consent),
      applications: touched.map((one) => ({
        ...one,
        // The bank that gives its consent back goes on without; only the enterprise's word stops it.
        isStopped: action === "revoke" && losable.has(one.status),
      })),
      offers: await openOffers(
        tx,
        touched.map(({ id }) => id),
      ),
      loans: await runningLoans(tx, consent),
      losesMatches:
        consent.purpose === "platform_matching" &&
        (isEnd || (action === "narrow" && drops.length > 0)),
      missing: consent.items
        .filter(
          ({ item, granularity, isRequired, isDropped }) =>
            isRequired && !isDropped && dropped.has(`${item}:${granularity}`),
        )
        .map(({ item, granularity }) => ({ item, granularity })),
      deletion:
        isEnd && consent.recipient
          ? { days: consent.dataLifeDays, demandedDays: deletionDemandedDays }
          : null,
    };
  });
}

const losable = new Set<string>(consentLosable);

function touchedApplications(tx: Transaction, { id }: ConsentView) {
  return tx
    .select({
      id: applications.id,
      bank: banks.name,
      bankEn: banks.nameEn,
      status: applications.status,
    })
    .from(applications)
    .innerJoin(banks, eq(banks.id, applications.bankId))
    .where(
      and(
        eq(applications.consentId, id),
        inArray(applications.status, [...liveApplicationStatuses]),
      ),
    );
}

async function openOffers(tx: Transaction, applicationIds: readonly string[]) {
  if (applicationIds.length === 0) return [];
  return tx
    .select({ id: offers.id, bank: banks.name, bankEn: banks.nameEn, status: offers.status })
    .from(offers)
    .innerJoin(banks, eq(banks.id, offers.bankId))
    .where(and(inArray(offers.applicationId, [...applicationIds]), eq(offers.status, "open")));
}

/** A loan goes on whatever becomes of its consents; its bank knows less of it. */
async function runningLoans(tx: Transaction, { applicationId }: ConsentView) {
  if (applicationId === null) return [];
  return tx
    .select({ id: loans.id, bank: banks.name, bankEn: banks.nameEn, status: loans.status })
    .from(loans)
    .innerJoin(banks, eq(banks.id, loans.bankId))
    .where(and(eq(loans.applicationId, applicationId), ne(loans.status, "settled")));
}
