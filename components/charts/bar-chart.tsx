import { scaleBand, scaleLinear } from "d3-scale";
import { useTranslations } from "next-intl";
import { PlaceNames } from "./axis";
import { Frame, type ChartText, type Point } from "./frame";
import { textWidth } from "./text";

const top = 20;
const bottom = 24;

/** Columns for months. Each carries its value where there is room, else the greatest and the last. */
export function BarChart({
  points,
  format,
  ...text
}: ChartText & { points: readonly Point[]; format: (value: number) => string }) {
  const t = useTranslations("common.chart");
  return (
    <Frame
      {...text}
      head={[t("period"), text.title]}
      rows={points.map(({ label, value }) => [label, format(value)])}
      draw={(width) => draw(points, format, width, text.isSmall ? 140 : 240)}
    />
  );
}

function draw(
  points: readonly Point[],
  format: (value: number) => string,
  width: number,
  height: number,
) {
  const values = points.map(({ value }) => value);
  const most = Math.max(0, ...values);
  const x = scaleBand(
    points.map(({ key }) => key),
    [0, width],
  ).padding(0.28);
  const y = scaleLinear([Math.min(0, ...values), most || 1], [height - bottom, top]);
  const middle = (index: number) => (x(points[index]?.key ?? "") ?? 0) + x.bandwidth() / 2;
  const fits = points.every(({ value }) => textWidth(format(value)) + 4 <= x.step());
  const greatest = values.indexOf(most);
  const last = points.length - 1;
  const half = (index: number) => textWidth(format(values[index] ?? 0)) / 2;
  const isApart = middle(last) - middle(greatest) > half(last) + half(greatest) + 6;
  const isNamed = (index: number) => fits || index === last || (index === greatest && isApart);

  const marks = (
    <>
      {points.map(({ key, value }, index) => (
        <g key={key}>
          <rect
            x={x(key)}
            y={Math.min(y(value), y(0))}
            width={x.bandwidth()}
            height={Math.abs(y(value) - y(0))}
            className={index === last ? "mark" : "mark-soft"}
          />
          {isNamed(index) && (
            <text
              x={inside(middle(index), textWidth(format(value)), width)}
              y={Math.min(y(value), y(0)) - 6}
              textAnchor="middle"
              className="value"
            >
              {format(value)}
            </text>
          )}
        </g>
      ))}
      <line x1="0" x2={width} y1={y(0)} y2={y(0)} className="axis" />
      <PlaceNames labels={points} at={middle} y={height - 6} room={x.step()} />
    </>
  );
  return { height, marks };
}

/** The middle of a label, moved so that it does not leave the drawing. */
function inside(middle: number, labelWidth: number, width: number): number {
  return Math.min(width - labelWidth / 2, Math.max(labelWidth / 2, middle));
}
