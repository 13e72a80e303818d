/** NUL and lone surrogates are no text; PostgreSQL and JSON would each fail on one of them. */
export const isText = (value: string) => !value.includes("\0") && value.isWellFormed();

/** Deeper than any input here is nested. */
const deepest = 24;
const longestPath = 120;

/**
 * Where in a value of any kind something stands that is no text, also as a key, or that is nested
 * deeper than 24 levels, as what contains itself is: the path with dots, `input` for the value
 * itself. Null where all is well; bytes are not text and pass.
 */
export function malformedPart(value: unknown): string | null {
  // A part that stands in many places is looked at again only where it stands deeper.
  const seen = new Map<object, number>();
  const look = (part: unknown, path: readonly string[]): readonly string[] | null => {
    if (typeof part === "string") return isText(part) ? null : path;
    if (typeof part !== "object" || part === null || ArrayBuffer.isView(part)) return null;
    if (path.length > deepest) return path;
    if ((seen.get(part) ?? -1) >= path.length) return null;
    seen.set(part, path.length);
    for (const [key, inner] of membersOf(part)) {
      if (typeof key === "string" && !isText(key)) return path;
      const step = typeof key === "string" || typeof key === "number" ? String(key) : "key";
      const found = look(key, [...path, "key"]) ?? look(inner, [...path, step]);
      if (found) return found;
    }
    return null;
  };
  const found = look(value, []);
  return found && (found.join(".").slice(0, longestPath) || "input");
}

function membersOf(part: object): Iterable<[unknown, unknown]> {
  if (Array.isArray(part) || part instanceof Map || part instanceof Set) return part.entries();
  return Object.entries(part);
}
