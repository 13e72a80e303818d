type Place = { tab: string; search?: string | undefined; cursor?: string | null };

/** The address of one view of a list; what is empty is left out. */
export function listAddress(path: string, { tab, search, cursor }: Place): string {
  const query = new URLSearchParams({ tab });
  if (search) query.set("search", search);
  if (cursor) query.set("cursor", cursor);
  return `${path}?${query.toString()}`;
}

/** What a page was asked for, of one parameter; said twice counts as not said. */
export function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
