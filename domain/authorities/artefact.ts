import canonicalize from "canonicalize";
import type { Purpose } from "@/domain/consents/lifecycle";
import type { AuthorityRole } from "./lifecycle";

type Named = { id: string; name: string };

export type AuthorityArtefact = {
  version: 1;
  kind: "signing_authority";
  id: string;
  /** Single use: two texts are never the same bytes. */
  nonce: string;
  enterprise: string;
  enterpriseName: string;
  person: Named;
  role: AuthorityRole;
  purposes: Purpose[];
  /** Fen in decimal digits; null: any amount. */
  maxAmountFen: string | null;
  /** RFC 3339. */
  validFrom: string;
  validTo: string;
  grantedBy: Named;
};

/** The text that is shown, hashed and signed: RFC 8785 canonical JSON. Throws on what JSON cannot carry. */
export function authorityText(artefact: AuthorityArtefact): string {
  const text = canonicalize(artefact);
  if (text === undefined) throw new TypeError("an authority must be JSON");
  return text;
}
