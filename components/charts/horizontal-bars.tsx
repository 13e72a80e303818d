import { scaleLinear } from "d3-scale";
import { useLocale, useTranslations } from "next-intl";
import { formatShare } from "@/components/format/rate";
import { Frame, type ChartText, type Point } from "./frame";
import { fitText, textWidth } from "./text";

const row = 40;

type Bar = Point & { text: string };

/** Named lengths under each other; the name stands above its bar, so any name fits. */
export function HorizontalBars({
  points,
  format,
  ...text
}: ChartText & { points: readonly Point[]; format: (value: number) => string }) {
  const bars = points.map((point) => ({ ...point, text: format(point.value) }));
  return (
    <Frame
      {...text}
      head={["", text.title]}
      rows={bars.map((bar) => [bar.label, bar.text])}
      draw={(width) => draw(bars, width)}
    />
  );
}

/** What is left after each step, and which share of the step before that is. */
export function Funnel({
  points,
  format,
  ...text
}: ChartText & { points: readonly Point[]; format: (value: number) => string }) {
  const t = useTranslations("common.chart");
  const locale = useLocale();
  const shares = points.map(({ value }, index) => {
    const before = points[index - 1]?.value;
    return before ? formatShare(value / before, locale) : "";
  });
  const bars = points.map((point, index) => {
    const share = shares[index];
    const value = format(point.value);
    return { ...point, text: share ? `${t("ofPrevious", { share })} · ${value}` : value };
  });
  return (
    <Frame
      {...text}
      head={["", text.title, t("share")]}
      rows={points.map(({ label, value }, index) => [label, format(value), shares[index] ?? ""])}
      draw={(width) => draw(bars, width)}
    />
  );
}

function draw(bars: readonly Bar[], width: number) {
  const x = scaleLinear([0, Math.max(1, ...bars.map(({ value }) => value))], [0, width]);
  const marks = bars.map(({ key, label, value, text }, index) => (
    <g key={key}>
      <text x="0" y={index * row + 14}>
        {fitText(label, width - textWidth(text) - 12)}
      </text>
      <text x={width} y={index * row + 14} textAnchor="end" className="value">
        {text}
      </text>
      <rect x="0" y={index * row + 21} width={width} height="8" className="mark-muted" />
      <rect x="0" y={index * row + 21} width={Math.max(0, x(value))} height="8" className="mark" />
    </g>
  ));
  return { height: Math.max(1, bars.length) * row - 8, marks };
}
