import { useTranslations } from "next-intl";
import { DetailLink } from "@/components/ui/detail-link";
import { Amount, Duration, Instant } from "@/components/format/values";
import type { RunView } from "@/domain/matching/views";
import { WeightsText } from "./weights-text";

/** What was matched before and how: each can be looked at and made again. */
export function RunList({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations("needs.runs");
  return (
    <ul className="border-t border-line">
      {runs.map((run) => (
        <li key={run.id} className="grid gap-1 border-b border-line py-3">
          <DetailLink href={`/sme/needs/${run.needId}/runs/${run.id}`}>
            <Instant at={run.at} />
          </DetailLink>
          <p className="flex flex-wrap gap-x-4 text-sm text-ink-soft">
            <span>
              <Amount fen={run.amount} /> · <Duration months={run.termMonths} />
            </span>
            <WeightsText weights={run.weights} />
            <span>
              {t("counts", {
                eligible: run.counts.eligible,
                unknown: run.counts.unknown,
                notEligible: run.counts.not_eligible,
              })}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
