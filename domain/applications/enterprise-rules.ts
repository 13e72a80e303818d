import { liveApplicationsPerNeed, needCan, type NeedStatus } from "@/domain/needs/lifecycle";
import { Conflict, Invalid } from "@/domain/shared/errors";
import { deadlineAfter, deadlineResumed } from "./deadlines";
import { documentLimits } from "./enterprise-schema";
import { acceptDeadlineWorkingDays, applicationCan, type ApplicationStatus } from "./lifecycle";

type Need = { status: NeedStatus; amount: bigint; termMonths: number };
type Limits = { amountMin: number; amountMax: number; termMin: number; termMax: number };

/** Whether a need may be taken to one more product. Throws the refusal that explains itself. */
export function prepareApplication(need: Need, product: Limits, live: number): void {
  if (!needCan("apply", need)) throw new Conflict("need_not_open");
  if (live >= liveApplicationsPerNeed) throw new Conflict("need_has_three_live_applications");
  if (need.amount < BigInt(product.amountMin) || need.amount > BigInt(product.amountMax))
    throw new Invalid("product_amount_out_of_range", "amount");
  if (need.termMonths < product.termMin || need.termMonths > product.termMax)
    throw new Invalid("product_term_out_of_range", "termMonths");
}

type Clocked = {
  status: ApplicationStatus;
  acceptedAt: Date | null;
  decideBy: Date | null;
  clockStoppedAt: Date | null;
};

/**
 * What signing the consent changes. A prepared application goes to its bank, which has one working
 * day to take it up; one that lost its consent goes back to where the bank was.
 */
export function submitApplication(application: Clocked, now: Date) {
  if (!applicationCan("submit", application)) throw new Conflict("application_not_prepared");
  if (application.status === "consent_lost" && application.acceptedAt)
    return { status: "under_review", ...clockRunsOn(application, now) } as const;
  return {
    status: "submitted",
    submittedAt: now,
    acceptBy: deadlineAfter(now, acceptDeadlineWorkingDays),
    clockStoppedAt: null,
    updatedAt: now,
  } as const;
}

/** What withdrawing changes; an offer, a contract or a loan can no longer be withdrawn from here. */
export function withdrawApplication(application: { status: ApplicationStatus }, now: Date) {
  if (!applicationCan("withdraw", application)) throw new Conflict("application_not_withdrawable");
  return { status: "withdrawn", decidedAt: now, updatedAt: now } as const;
}

/** What an answer changes: the bank looks on. */
export function resumeAfterAnswer(application: Clocked, now: Date) {
  if (!applicationCan("answer_information", application)) throw new Conflict("nothing_was_asked");
  return { status: "under_review", ...clockRunsOn(application, now) } as const;
}

/** Whether one more document may be attached. */
export function attachDocument(application: { status: ApplicationStatus }, attached: number): void {
  if (!applicationCan("attach_document", application)) throw new Conflict("application_is_closed");
  if (attached >= documentLimits.perApplication) throw new Conflict("too_many_documents");
}

/** The bank's clock runs on, later by the working days it stood still. */
function clockRunsOn({ decideBy, clockStoppedAt }: Clocked, now: Date) {
  return {
    decideBy:
      decideBy && clockStoppedAt ? deadlineResumed(decideBy, clockStoppedAt, now) : decideBy,
    clockStoppedAt: null,
    updatedAt: now,
  };
}
