/** Why a request is not taken for one of our own pages'. */
export type CrossSiteRefusal = "header_missing" | "origin_refused" | "site_refused";

const ownHeader = { name: "x-xyd", value: "1" } as const;

/**
 * The three signs that a call was made by our own pages. The header cannot be set from another
 * site without a preflight nobody answers; `Sec-Fetch-Site` and `Origin` are written by the
 * browser. A missing `Sec-Fetch-Site` (older browsers, plain http) leaves the other two.
 * Reads need the first two only: browsers send no `Origin` with a same-origin GET.
 */
export function refuseCrossSite(request: Request, appUrl: string): CrossSiteRefusal | null {
  if (request.headers.get(ownHeader.name) !== ownHeader.value) return "header_missing";
  return refuseForeignOrigin(request, appUrl);
}

/** The last two signs alone, for next-auth's own forms, which bring a CSRF token instead. */
export function refuseForeignOrigin(request: Request, appUrl: string): CrossSiteRefusal | null {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return "site_refused";
  if (request.method === "GET" || request.method === "HEAD") return null;
  // `null` is what sandboxed frames and some redirects send: it is nobody's origin.
  return request.headers.get("origin") === new URL(appUrl).origin ? null : "origin_refused";
}
