import { cutOf, OversightCutInput } from "@/domain/oversight/cut";
import { DomainError } from "@/domain/shared/errors";

export type Search = Record<string, string | string[] | undefined>;

/** The cut a page was asked for; one that makes no sense is refused and replaced by the default. */
export function cutOfSearch(
  search: Search,
  today: string,
): { input: OversightCutInput; isRefused: boolean } {
  const given = Object.entries(search).filter(
    (entry): entry is [string, string] =>
      entry[0] in OversightCutInput.shape && typeof entry[1] === "string" && entry[1] !== "",
  );
  const input = OversightCutInput.safeParse(Object.fromEntries(given)).data;
  try {
    if (input && cutOf(input, today)) return { input, isRefused: false };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  return { input: {}, isRefused: true };
}

/** The address of a page or export of one cut; what is empty is left out. */
export function cutAddress(
  path: string,
  cut: { from: string; to: string; bank?: string | null; origin: string },
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({ ...more, from: cut.from, to: cut.to });
  if (cut.bank) query.set("bank", cut.bank);
  if (cut.origin !== "all") query.set("origin", cut.origin);
  return `${path}?${query.toString()}`;
}
