import { decodeJwt } from "jose";
import { ErasureDeclaration } from "@/domain/erasures/schema";

/** What a bank declared, out of the platform's own signature; null while it has not. */
export function declaredIn(attestation: string | null) {
  if (attestation === null) return null;
  const { statement, note } = ErasureDeclaration.parse(decodeJwt(attestation));
  return { statement, note };
}
