import canonicalize from "canonicalize";
import type { Granularity, ItemCode, Scope } from "@/domain/sources/catalogue";

/** What a report may be made of: nothing that shows a single month or invoice. */
export const reportGranularities = ["indicator", "band"] as const satisfies readonly Granularity[];

export type ReportContent = {
  version: 1;
  kind: "report";
  number: string;
  enterprise: { uscc: string; name: string };
  scopes: Scope[];
  /** Days, both included. */
  period: { from: string; to: string };
  /** RFC 3339. */
  at: string;
  facts: { scope: string; period: string; content: unknown }[];
  /** Items whose agency did not answer: the report says so instead of saying nothing. */
  unreachable: ItemCode[];
};

/** What the platform attests of a report, without what is in it. */
export type ReportStatement = Pick<
  ReportContent,
  "kind" | "number" | "scopes" | "period" | "at"
> & {
  /** USCC. */
  enterprise: string;
  name: string;
  /** SHA-256 of the content's canonical bytes, in hex. */
  contentHash: string;
};

/** The bytes that are hashed: RFC 8785 canonical JSON in UTF-8. Throws on a value JSON cannot carry. */
export function reportBytes(part: ReportContent | ReportStatement): Uint8Array<ArrayBuffer> {
  const text = canonicalize(part);
  if (text === undefined) throw new TypeError("a report must be JSON");
  return new TextEncoder().encode(text);
}

/** The platform's statement about a report of this content and hash. */
export function statementOf(
  { kind, number, enterprise, scopes, period, at }: ReportContent,
  contentHash: string,
): ReportStatement {
  const { uscc, name } = enterprise;
  return { kind, number, enterprise: uscc, name, scopes, period, at, contentHash };
}

const alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** `XYD-YYYYMMDD-XXXXXXXX` from a day and eight random bytes. */
export function reportNumber(day: string, random: Uint8Array): string {
  const tail = [...random.subarray(0, 8)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return `XYD-${day.replaceAll("-", "")}-${tail}`;
}
