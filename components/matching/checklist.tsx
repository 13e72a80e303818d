import { useLocale, useTranslations } from "next-intl";
import { formatMonth } from "@/components/format/day";
import { Status, type Tone } from "@/components/ui/status";
import type { MatchView } from "@/domain/matching/views";
import { Sentence } from "./sentence";

type Line = MatchView["checklist"][number];

const tones: Record<Line["outcome"], Tone> = {
  met: "good",
  unknown: "waiting",
  failed: "refused",
};

/** Every condition of a product with value and threshold, what it rests on and what would change it. */
export function Checklist({ checklist }: { checklist: MatchView["checklist"] }) {
  const t = useTranslations("needs.match");
  return (
    <ul className="grid gap-2 text-sm">
      {checklist.map((line, index) => (
        <li key={index}>
          <Status tone={tones[line.outcome]}>
            <span className="sr-only">{t(`outcome.${line.outcome}`)} </span>
            <span className="text-ink">
              <Sentence sentence={line.sentence} />
            </span>
            <Grounds line={line} />
            {line.change && (
              <span className="block text-ink-soft">
                <Sentence sentence={line.change} />
              </span>
            )}
          </Status>
        </li>
      ))}
    </ul>
  );
}

/** Until when a source spoke, how much of the months it had, and which item would tell more. */
function Grounds({ line: { asOf, coverage, settledBy } }: { line: Line }) {
  const t = useTranslations("matching.grounds");
  const items = useTranslations("sources.item");
  const locale = useLocale();
  const parts = [
    asOf && t("asOf", { month: formatMonth(asOf, locale) }),
    coverage && coverage.present < coverage.expected && t("coverage", coverage),
    settledBy && t("settledBy", { item: items(settledBy) }),
  ].filter((part) => typeof part === "string");
  if (parts.length === 0) return null;
  return <span className="block text-ink-soft">{parts.join(locale === "en" ? "; " : "；")}</span>;
}
