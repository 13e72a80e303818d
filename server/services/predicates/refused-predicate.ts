import { Conflict, DomainError, Forbidden, Invalid, NotFound } from "@/domain/shared/errors";

/** What the register's verdict is called here. */
export function refusedPredicate(refusal: string | undefined | null): DomainError {
  switch (refusal) {
    case "PREDICATE_UNKNOWN":
      return new NotFound("predicate");
    case "ITEM_NOT_COMPUTED":
      return new Invalid("item_not_computed", "item");
    case "FIGURES_FIXED":
      return new Invalid("figures_fixed", "code");
    case "DRAFT_EXISTS":
    case "DRAFT_DECIDED":
      return new Conflict(refusal.toLowerCase());
    case "FOUR_EYES":
    case "APPROVER_FORBIDDEN":
      return new Forbidden("predicate.approve");
    default:
      return new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  }
}
