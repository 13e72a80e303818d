import { parties, type Party } from "@/domain/shared/actor";

/** Where a person of a party starts. */
export const homes = {
  sme: "/sme",
  bank: "/bank",
  credit_office: "/credit-office",
} as const satisfies Record<Party, string>;

/** Whose pages a path belongs to; null for those open to anyone. */
export function partyOfPath(path: string): Party | null {
  const [, first] = path.split(/[/?#]/);
  return parties.find((party) => homes[party] === `/${first ?? ""}`) ?? null;
}

/** Only used to resolve a path; nothing is ever fetched from it. */
const nowhere = "http://nowhere.invalid";

/**
 * The local path to go on to after signing in, or null: what a link carries in `next` must not lead
 * to another site (`//evil`, `/\evil`, `https:`, control characters) nor back to signing in.
 */
export function safeNextPath(next: unknown): string | null {
  if (typeof next !== "string" || next.length > 512) return null;
  if (!/^\/(?![/\\])[\u0021-\u007e]*$/.test(next) || next.includes("\\")) return null;
  if (!URL.canParse(next, nowhere)) return null;
  const url = new URL(next, nowhere);
  if (url.origin !== nowhere || url.pathname.startsWith("//")) return null;
  if (/^\/(sign-in|register|api)(\/|$)/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
