import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useTranslations } from "next-intl";
import { LevelLines, LevelNames, PlaceNames } from "./axis";
import { Frame, type ChartText, type Point } from "./frame";
import { fitText, spread, textWidth } from "./text";

export type Series = { key: string; label: string; points: readonly Point[] };

const strokes = ["line", "line-soft", "line-faint"] as const;
const top = 16;
const bottom = 26;

/** Up to three courses over the same periods, each named and valued at its end. */
export function LineChart({
  series,
  format,
  ...text
}: ChartText & { series: readonly Series[]; format: (value: number) => string }) {
  const t = useTranslations("common.chart");
  const periods = series[0]?.points ?? [];
  return (
    <Frame
      {...text}
      head={[t("period"), ...series.map(({ label }) => label)]}
      rows={periods.map((period, index) => [
        period.label,
        ...series.map(({ points }) => format(points[index]?.value ?? 0)),
      ])}
      draw={(width) => draw(series, format, width, text.isSmall ? 150 : 260)}
    />
  );
}

function draw(
  series: readonly Series[],
  format: (value: number) => string,
  width: number,
  height: number,
) {
  const periods = series[0]?.points ?? [];
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const ends = series.map(({ label, points }) => ({
    name: series.length > 1 ? label : "",
    value: format(points.at(-1)?.value ?? 0),
  }));
  const isOneLine = ends.every(({ name, value }) => textWidth(`${name} ${value}`) < width * 0.3);
  const room = Math.min(
    width * 0.36,
    Math.max(
      0,
      ...ends.flatMap(({ name, value }) =>
        isOneLine ? [textWidth(`${name} ${value}`)] : [textWidth(name), textWidth(value)],
      ),
    ),
  );
  const right = width - room - 10;
  const left = 14;
  const x = scaleLinear([0, Math.max(1, periods.length - 1)], [left, right]);
  const y = scaleLinear(
    [Math.min(0, ...values), Math.max(0, ...values) || 1],
    [height - bottom, top],
  ).nice(4);
  const levels = y.ticks(3).filter((tick) => tick !== 0);
  const path = line<Point>(
    (_, index) => x(index),
    ({ value }) => y(value),
  );
  const labelHeight = isOneLine ? 17 : 36;
  const places = spread(
    series.map(({ points }) => y(points.at(-1)?.value ?? 0) + 4),
    labelHeight,
    top,
    height - bottom,
  );
  const marks = (
    <>
      <LevelLines values={levels} y={y} width={right} />
      <line x1="0" x2={right} y1={y(0)} y2={y(0)} className="axis" />
      <PlaceNames labels={periods} at={x} y={height - 8} room={x(1) - x(0)} />
      {series.map(({ key, points }, index) => {
        const end = ends[index];
        const last = points.at(-1);
        if (!end || !last) return null;
        return (
          <g key={key}>
            <path d={path([...points]) ?? ""} className={strokes[index % strokes.length]} />
            <circle cx={x(points.length - 1)} cy={y(last.value)} r="3" className="mark" />
            <text x={right + 10} y={places[index]} className="value">
              {isOneLine ? (
                `${end.name} ${end.value}`.trim()
              ) : (
                <>
                  {fitText(end.name, room)}
                  <tspan x={right + 10} dy="14">
                    {end.value}
                  </tspan>
                </>
              )}
            </text>
          </g>
        );
      })}
      <LevelNames values={levels} {...{ y, format }} />
    </>
  );
  return { height, marks };
}
