import { DomainError, Invalid } from "@/domain/shared/errors";

/** The database's verdict on an address or a code, as a refusal that names the field. */
export function refuseAddress(refusal: string | null | undefined): void {
  switch (refusal) {
    case null:
      return;
    case "ADDRESS_MALFORMED":
      throw new Invalid("address_malformed", "address");
    case "CODE_THROTTLED":
      throw new DomainError("TOO_MANY_REQUESTS", "address_code_throttled", "address");
    case "CODE_WRONG":
      throw new Invalid("address_code_wrong", "code");
    case "CODE_EXPIRED":
      throw new Invalid("address_code_expired", "code");
    default:
      throw new DomainError("UNAUTHORIZED", "session_expired");
  }
}
