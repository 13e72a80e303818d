import { Conflict, DomainError, Forbidden, Invalid, NotFound } from "@/domain/shared/errors";

/** What the verdict on a zone is called here. */
export function refusedZone(refusal: string | undefined | null): DomainError {
  switch (refusal) {
    case "ZONE_UNKNOWN":
      return new NotFound("zone");
    case "ZONE_EXISTS":
      return new Invalid("zone_exists", "code");
    case "ZONE_CHANGED":
    case "ZONE_EMPTY":
      return new Conflict(refusal.toLowerCase());
    case "PRODUCT_UNKNOWN":
      return new Invalid("product_not_on_offer", "products");
    case "SUPERVISOR_ONLY":
      return new Forbidden("zone.edit");
    default:
      return new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  }
}
