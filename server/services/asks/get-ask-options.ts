import { and, eq, isNotNull, isNull, lte, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, consentAsks, erasures, loans } from "@/db/schema";
import { applicationCan, type ApplicationStatus } from "@/domain/applications/lifecycle";
import type { AskablePurpose } from "@/domain/asks/lifecycle";
import type { AskOptions, AskOptionsInput } from "@/domain/asks/schema";
import { authorize } from "@/domain/policy";
import { daysBetween, shanghaiDay } from "@/domain/shared/calendar";
import { NotFound } from "@/domain/shared/errors";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { activeTemplate } from "@/server/services/consents/put-consent";
import type { ServiceContext } from "@/server/services/context";
import { findLiveConsent } from "./live-consent";
import { listAsks } from "./queries";

type Loan = { maturesOn: string } | undefined;
const beforeLending: readonly ApplicationStatus[] = [
  "accepted_by_enterprise",
  "contracted",
  "disbursing",
  "disbursement_failed",
];

/** What the bank may ask about one application now, and why not where it may not. The gate decides again. */
export async function getAskOptions(
  { db, actor, now }: ServiceContext<"bank">,
  { applicationId, purpose }: AskOptionsInput,
): Promise<AskOptions> {
  return db.transaction(async (tx) => {
    const [application] = await tx
      .select()
      .from(applications)
      .where(
        and(
          eq(applications.id, applicationId),
          eq(applications.bankId, actor.organizationId),
          isNotNull(applications.submittedAt),
        ),
      );
    if (!application) throw new NotFound("application");
    authorize(actor, "ask.make", application);
    const [loan] = await tx
      .select({ maturesOn: loans.maturesOn })
      .from(loans)
      .where(and(eq(loans.applicationId, applicationId), ne(loans.status, "settled")))
      .limit(1);
    const template = await activeTemplate(tx, purpose);
    const live = await findLiveConsent(tx, { applicationId, purpose, subject: "enterprise" }, now);
    const person = await findLiveConsent(
      tx,
      { applicationId, purpose, subject: "legal_representative" },
      now,
    );
    const covered = new Set(
      [...(live?.items ?? []), ...(person?.items ?? [])]
        .filter(({ isDropped }) => !isDropped)
        .map(({ item, granularity }) => `${item}:${granularity}`),
    );
    const asks = await listAsks(
      tx,
      and(eq(consentAsks.applicationId, applicationId), eq(consentAsks.purpose, purpose)),
      now,
    );
    const open = asks.find(({ status }) => status === "open") ?? null;
    const remaining = loan
      ? daysBetween(shanghaiDay(now), loan.maturesOn)
      : application.termMonths * 31;
    return {
      purpose,
      refusal: open
        ? "ask_open"
        : ((await overdue(tx, actor.organizationId, now)) ?? untimely(application, purpose, loan)),
      scopes:
        purpose === "outcome_backflow"
          ? []
          : defaultCatalogue
              .filter(({ mode }) => mode !== "P")
              .flatMap(({ code, granularities, subject }) =>
                granularities.map((granularity) => ({ item: code, granularity, subject })),
              )
              .filter(
                ({ item, granularity }) =>
                  template.scopes.includes(`${item}:${granularity}`) &&
                  !covered.has(`${item}:${granularity}`),
              ),
      longestDays:
        purpose === "loan_application"
          ? template.maxValidityDays
          : Math.min(template.maxValidityDays, Math.max(31, remaining)),
      consentId: live?.id ?? null,
      open,
    };
  });
}

async function overdue(tx: Transaction, bankId: string, now: Date) {
  const [owed] = await tx
    .select({ id: erasures.id })
    .from(erasures)
    .where(and(eq(erasures.bankId, bankId), isNull(erasures.attestedAt), lte(erasures.dueAt, now)))
    .limit(1);
  return owed ? "erasure_overdue" : null;
}

function untimely(application: { status: ApplicationStatus }, purpose: AskablePurpose, loan: Loan) {
  if (purpose === "loan_application")
    return applicationCan("request_information", application) ? null : "application_closed";
  if (loan) return null;
  return purpose === "outcome_backflow" && beforeLending.includes(application.status)
    ? null
    : "no_loan";
}
