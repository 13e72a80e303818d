import { Conflict, DomainError, Forbidden, Invalid, NotFound } from "@/domain/shared/errors";

/** What the gate's verdict on a proposal or a shelf is called here. */
export function refusedProposal(refusal: string | undefined | null): DomainError {
  switch (refusal) {
    case "PROPOSAL_UNKNOWN":
      return new NotFound("proposal");
    case "PRODUCT_UNKNOWN":
      return new NotFound("product");
    case "WRITER_FORBIDDEN":
      return new Forbidden("product.write");
    case "APPROVER_FORBIDDEN":
    case "FOUR_EYES":
      return new Forbidden("product.approve");
    case "CONTENT_MALFORMED":
      return new Invalid("content_too_long", "content");
    case "REASON_MISSING":
      return new Invalid("reason_missing", "reason");
    case "PROPOSAL_ID_TAKEN":
    case "PROPOSAL_OPEN":
    case "PROPOSAL_NOT_DRAFT":
    case "PROPOSAL_NOT_WAITING":
    case "PROPOSAL_DECIDED":
    case "PROPOSAL_CHANGED":
    case "PROPOSAL_INCOMPLETE":
    case "PROPOSAL_OUTDATED":
    case "CODE_FIXED":
    case "CODE_TAKEN":
    case "PRODUCT_NOT_ON_OFFER":
    case "PRODUCT_NOT_WITHDRAWN":
      return new Conflict(refusal.toLowerCase());
    default:
      return new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  }
}
