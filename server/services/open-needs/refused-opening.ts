import { Conflict, DomainError, Forbidden, Invalid, NotFound } from "@/domain/shared/errors";

/** What the verdict on an open need or a taker is called here. */
export function refusedOpening(refusal: string | undefined | null): DomainError {
  switch (refusal) {
    case "NEED_UNKNOWN":
      return new NotFound("need");
    case "OPEN_NEED_UNKNOWN":
      return new NotFound("open_need");
    case "TAKE_UNKNOWN":
      return new NotFound("take");
    case "ZONE_UNKNOWN":
      return new NotFound("zone");
    case "NEED_NOT_OPEN":
    case "OPEN_NEED_EXISTS":
    case "OPEN_NEED_CLOSED":
    case "OPEN_NEED_FULL":
    case "OPEN_NEED_TAKEN":
    case "TAKE_ANSWERED":
      return new Conflict(refusal.toLowerCase());
    case "CLOSES_OUT_OF_RANGE":
      return new Invalid("closes_out_of_range", "workingDays");
    case "PRODUCT_NOT_OF_ZONE":
      return new Invalid("product_not_of_zone", "productId");
    case "APPLICATION_MISMATCH":
      return new Conflict("application_id_taken");
    case "ID_TAKEN":
      return new Conflict("id_taken");
    case "OFFICER_ONLY":
      return new Forbidden("open_need.take");
    default:
      return new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  }
}
