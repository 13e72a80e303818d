import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/components/format/day";
import { isForecast } from "@/domain/shared/working-days";
import { Bar, type BarTone } from "./progress";

export type ClockState = "running" | "paused" | "stopped";

const texts: Record<BarTone, string> = {
  ink: "text-ink",
  celadon: "text-celadon",
  ochre: "text-ochre",
  refusal: "text-refusal",
};

function toneOf(state: ClockState, left: number, total: number): BarTone {
  if (state !== "running") return "ink";
  if (left < 0) return "refusal";
  return left <= total * 0.3 ? "ochre" : "celadon";
}

/**
 * Working days left, as text and bar: ochre from 30 % of the time on, dark red when late.
 * `left` is negative when late, and counted by the caller with the official calendar.
 */
export function Clock({
  left,
  total,
  state = "running",
  dueOn,
  className,
}: {
  left: number;
  total: number;
  state?: ClockState;
  dueOn?: string;
  className?: string;
}) {
  const t = useTranslations("common.clock");
  const locale = useLocale();
  const tone = toneOf(state, left, total);
  const text =
    state === "stopped"
      ? t("stopped")
      : state === "paused"
        ? t("paused", { days: left })
        : left < 0
          ? t("late", { days: -left })
          : t("left", { days: left });
  return (
    <div role="timer" className={clsx("grid gap-1 text-sm", className)}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className={clsx("figures font-medium", texts[tone])}>{text}</span>
        {dueOn && state === "running" && (
          <span className="text-ink-soft">
            {t(isForecast(dueOn) ? "dueForecast" : "due", {
              day: formatDay(dueOn, locale),
              year: dueOn.slice(0, 4),
            })}
          </span>
        )}
      </p>
      {state !== "stopped" && (
        <Bar
          share={left < 0 ? 1 : total === 0 ? 0 : left / total}
          tone={tone}
          className={clsx(state === "paused" && "opacity-50")}
        />
      )}
    </div>
  );
}
