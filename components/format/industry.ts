import type { Locale } from "@/components/messages/locales";
import { findIndustry } from "@/domain/enterprises/industry-names";
import { groupBy } from "@/domain/shared/group-by";

/** An industry by its name with the code beside it; the code alone where it is none. */
export function formatIndustry(code: string, locale: Locale): string {
  return formatIndustries([code], locale).join("");
}

/** Several of them, those of one name together: Retail trade (F5211, F5292). */
export function formatIndustries(codes: readonly string[], locale: Locale): string[] {
  const named = groupBy(codes, (code) => nameOf(code, locale) ?? "");
  return [...named].flatMap(([name, alike]) => {
    if (name === "") return alike;
    return locale === "en" ? `${name} (${alike.join(", ")})` : `${name}（${alike.join("、")}）`;
  });
}

function nameOf(code: string, locale: Locale): string | undefined {
  const named = findIndustry(code);
  return locale === "en" ? named?.en : named?.zh;
}
