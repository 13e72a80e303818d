import { Conflict, DomainError, Forbidden, Invalid, NotFound } from "@/domain/shared/errors";

/** What the register's verdict is called here. */
export function refusedTemplate(refusal: string | undefined | null): DomainError {
  switch (refusal) {
    case "TEMPLATE_UNKNOWN":
      return new NotFound("template");
    case "SCOPE_UNKNOWN":
    case "SCOPE_TOO_FINE":
      return new Invalid(refusal.toLowerCase(), "scopes");
    case "DRAFT_EXISTS":
    case "DRAFT_DECIDED":
      return new Conflict(refusal.toLowerCase());
    case "FOUR_EYES":
    case "APPROVER_FORBIDDEN":
      return new Forbidden("template.approve");
    default:
      return new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  }
}
