/**
 * The address a request came from: what the nearest proxy appended, or what Next wrote from the
 * socket. Without a proxy in front a caller can write the header, so that limits by address only
 * hold in production, where one is; limits by account hold everywhere.
 */
export function addressOf(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 64) || "unknown";
}
