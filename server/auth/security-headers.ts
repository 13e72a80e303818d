/** Every answer's headers, and the policy that lets only our own scripts run. */
export function securityHeaders(nonce: string, appUrl: string) {
  const isSecure = new URL(appUrl).protocol === "https:";
  return {
    "content-security-policy": contentSecurityPolicy(nonce, isSecure),
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "x-frame-options": "DENY",
    ...(isSecure && { "strict-transport-security": "max-age=63072000; includeSubDomains" }),
  };
}

/**
 * The one style attribute that is let through, `display:none`: React's server hides a piece of an
 * SVG with it that streams in ahead of its place. No other attribute has this hash.
 */
const hiddenPiece = "'unsafe-hashes' 'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='";

/** The same in development: only React's call stacks, which are rebuilt with eval, are poorer there. */
function contentSecurityPolicy(nonce: string, isSecure: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr ${hiddenPiece}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isSecure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
