import { useLocale, useTranslations } from "next-intl";
import { Status, type Tone } from "@/components/ui/status";
import type { PredicateView } from "@/domain/predicates/schema";
import { DecidePredicate } from "./decide-predicate";

const tones = {
  draft: "waiting",
  active: "good",
  retired: "done",
  discarded: "neutral",
} as const satisfies Record<PredicateView["state"], Tone>;

type Acts = { mayApprove: boolean; mayDiscard: boolean; mayRetire: boolean };

/** A question with its figures, what stands against asking it, and what can be done with it. */
export function QuestionRow({
  question,
  rivals,
  acts,
}: {
  question: PredicateView;
  /** Active questions that measure the same against another threshold. */
  rivals: readonly PredicateView[];
  acts: Acts;
}) {
  const t = useTranslations("predicates");
  const sources = useTranslations("sources");
  const locale = useLocale();
  const { code, version, item, wording, threshold, unit, windowMonths, minMonths, state } =
    question;
  const side = locale === "en" ? "en" : "zh";
  return (
    <li className="grid gap-2 border-t border-line py-4 last:border-b">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 className="text-base font-medium">{wording[side]}</h3>
        <Status tone={tones[state]}>{t(`state.${state}`)}</Status>
      </div>
      <p className="text-sm text-ink-soft">
        <span className="first-letter:uppercase">{sources(`item.${item}`)}</span>
        {" · "}
        {t("window", { months: windowMonths, least: minMonths })}
        {threshold !== null && unit !== "none" && ` · ${t(`threshold.${unit}`, { threshold })}`}
        {" · "}
        <code>{code}</code> {t("version", { version })}
      </p>
      {state === "draft" && (
        <p className="text-sm text-ink-soft">{t(question.proposedBy ?? "shipped")}</p>
      )}
      {rivals.length > 0 && state !== "retired" && state !== "discarded" && (
        <p className="measure text-sm text-ochre">
          {t("rivals", { question: rivals.map((rival) => rival.wording[side]).join(" / ") })}
        </p>
      )}
      <DecidePredicate code={code} version={version} {...acts} />
    </li>
  );
}
