import type { CaseView } from "@/domain/applications/bank-schema";
import type { BankOfferView } from "@/domain/offers/bank-schema";

/** The deadline that runs for a case now, whoever it runs for. */
export function caseDeadline(
  { status, acceptBy, decideBy, requests }: CaseView,
  offers: readonly BankOfferView[] = [],
): Date | null {
  if (status === "submitted") return acceptBy;
  if (status === "accepted" || status === "under_review") return decideBy;
  if (status === "information_requested")
    return requests.find((request) => request.status === "open")?.dueAt ?? null;
  if (status === "offered")
    return offers.find((offer) => offer.status === "open")?.validUntil ?? null;
  return null;
}
