import type { Audience } from "./audience";
import type { EventName } from "./events";

/** What a notification leads to: its address on this site, and what stands there. */
export type Place = {
  href: string;
  place:
    | "application"
    | "loan"
    | "consent"
    | "source"
    | "banks"
    | "ask"
    | "erasure"
    | "history"
    | "need"
    | "product"
    | "witness";
};

/** Where a notification leads; null where its subject has no page of its own for this audience. */
export function placeOf(audience: Audience, kind: EventName, id: string): Place | null {
  const [noun] = kind.split(".");
  if (audience === "office" && noun === "erasure")
    return { href: "/credit-office/erasures", place: "erasure" };
  if (audience === "office" && noun === "proposal")
    return { href: `/credit-office/products/proposals/${id}`, place: "product" };
  if (audience === "office") return { href: "/credit-office/banks", place: "banks" };
  const isFirm = audience === "enterprise";
  const home = isFirm ? "/sme" : "/bank";
  switch (noun) {
    case "application":
      return { href: `${home}/applications/${id}`, place: "application" };
    case "loan":
      return { href: `${home}/loans/${id}`, place: "loan" };
    case "offer":
    case "contract":
      return isFirm
        ? { href: noun === "offer" ? "/sme/offers" : "/sme/applications", place: "application" }
        : { href: "/bank", place: "application" };
    case "consent":
    case "answer":
      return { href: isFirm ? `/sme/consents/${id}` : "/bank/consents", place: "consent" };
    case "ask":
      return isFirm
        ? { href: `/sme/asks/${id}`, place: "ask" }
        : { href: "/bank/consents", place: "consent" };
    case "erasure":
      return isFirm
        ? { href: `/sme/consents/${id}`, place: "consent" }
        : { href: "/bank/erasures", place: "erasure" };
    case "need":
      return isFirm
        ? { href: `/sme/needs/${id}`, place: "need" }
        : { href: "/bank/open-needs", place: "need" };
    case "proposal":
      return { href: `/bank/products/proposals/${id}`, place: "product" };
    case "product":
      return { href: `/bank/products/${id}`, place: "product" };
    case "witness":
      return { href: "/bank/witness", place: "witness" };
    case "sources":
      return isFirm ? { href: "/sme/sources", place: "source" } : null;
    case "notice":
      return isFirm ? { href: "/sme/history", place: "history" } : null;
    default:
      return null;
  }
}
