import { scaleBand, scaleLinear } from "d3-scale";
import { useTranslations } from "next-intl";
import { PlaceNames } from "./axis";
import { Frame, type ChartText } from "./frame";
import { spread, textWidth } from "./text";

export type Column = { key: string; label: string; lower: number; upper: number };

const height = 220;
const top = 20;
const bottom = 24;

/** Two parts of each period on top of each other, such as principal and interest. */
export function StackedColumns({
  columns,
  lowerLabel,
  upperLabel,
  format,
  ...text
}: ChartText & {
  columns: readonly Column[];
  lowerLabel: string;
  upperLabel: string;
  format: (value: number) => string;
}) {
  const t = useTranslations("common.chart");
  return (
    <Frame
      {...text}
      head={[t("period"), lowerLabel, upperLabel, t("total")]}
      rows={columns.map(({ label, lower, upper }) => [
        label,
        format(lower),
        format(upper),
        format(lower + upper),
      ])}
      draw={(width) => draw(columns, [lowerLabel, upperLabel], format, width)}
    />
  );
}

function draw(
  columns: readonly Column[],
  names: readonly [lower: string, upper: string],
  format: (value: number) => string,
  width: number,
) {
  const left = Math.max(...names.map(textWidth)) + 10;
  const total = ({ lower, upper }: Column) => lower + upper;
  const most = Math.max(0, ...columns.map(total));
  const x = scaleBand(
    columns.map(({ key }) => key),
    [left, width],
  ).padding(columns.length > 24 ? 0.12 : 0.28);
  const y = scaleLinear([0, most || 1], [height - bottom, top]);
  const middle = (index: number) => (x(columns[index]?.key ?? "") ?? 0) + x.bandwidth() / 2;
  const [first] = columns;
  const [lowerAt = 0, upperAt = 0] = first
    ? spread(
        [y(first.lower / 2) + 4, y(first.lower + first.upper / 2) + 4],
        16,
        top,
        height - bottom,
      )
    : [];
  const greatest = columns.findIndex((column) => total(column) === most);
  const greatestText = format(most);
  const greatestHalf = textWidth(greatestText) / 2;
  const marks = (
    <>
      {columns.map((column) => (
        <g key={column.key}>
          <rect
            x={x(column.key)}
            y={y(column.lower)}
            width={x.bandwidth()}
            height={y(0) - y(column.lower)}
            className="mark"
          />
          <rect
            x={x(column.key)}
            y={y(total(column))}
            width={x.bandwidth()}
            height={y(column.lower) - y(total(column))}
            className="mark-soft"
          />
        </g>
      ))}
      <line x1={left} x2={width} y1={y(0)} y2={y(0)} className="axis" />
      {first && (
        <>
          <text x="0" y={lowerAt}>
            {names[0]}
          </text>
          <text x="0" y={upperAt}>
            {names[1]}
          </text>
        </>
      )}
      {greatest >= 0 && (
        <text
          x={Math.min(width - greatestHalf, Math.max(greatestHalf, middle(greatest)))}
          y={y(most) - 6}
          textAnchor="middle"
          className="value"
        >
          {greatestText}
        </text>
      )}
      <PlaceNames labels={columns} at={middle} y={height - 6} room={x.step()} />
    </>
  );
  return { height, marks };
}
