import type { EventName } from "@/domain/notifications/events";

const readers = ["enterprise", "bank", "office"] as const;
export type Reader = (typeof readers)[number];

type Subject = { href: string; place: "application" | "loan" | "consent" | "source" | "banks" };

/** Where a notification leads; null where its subject has no page of its own for this reader. */
export function subjectOf(reader: Reader, kind: EventName, id: string): Subject | null {
  const [noun] = kind.split(".");
  if (reader === "office") return { href: "/credit-office/banks", place: "banks" };
  const home = reader === "bank" ? "/bank" : "/sme";
  switch (noun) {
    case "application":
      return { href: `${home}/applications/${id}`, place: "application" };
    case "loan":
      return { href: `${home}/loans/${id}`, place: "loan" };
    case "offer":
    case "contract":
      return reader === "enterprise"
        ? { href: noun === "offer" ? "/sme/offers" : "/sme/applications", place: "application" }
        : { href: "/bank", place: "application" };
    case "consent":
      return reader === "enterprise" ? { href: `/sme/consents/${id}`, place: "consent" } : null;
    case "sources":
      return reader === "enterprise" ? { href: "/sme/sources", place: "source" } : null;
    default:
      return null;
  }
}
