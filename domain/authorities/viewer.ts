import type { Purpose } from "@/domain/consents/lifecycle";
import { signingCapacity, type SigningRefusal } from "./rules";
import type { FirmSigners } from "./schema";

type About = {
  purpose: Purpose;
  /** Fen of the application it is bound to; null where there is none. */
  amount: bigint | null;
};

/**
 * Why whoever is looking may not be the first to sign for their firm; null: they may. For the page
 * that asks before there is a text: the gate has the last word.
 */
export function viewerRefusal(
  { people }: FirmSigners,
  { purpose, amount }: About,
  now: Date,
): SigningRefusal | null {
  const viewer = people.find(({ isSelf }) => isSelf);
  if (!viewer) return "signer_forbidden";
  const capacity = signingCapacity(
    { userId: viewer.id, isOwner: viewer.role === "owner", authorities: viewer.authorities },
    { purpose, subject: "enterprise", amount, isAwaitingCosign: false, signedBy: [] },
    now,
  );
  return typeof capacity === "string" ? capacity : null;
}
