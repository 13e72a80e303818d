import { clsx } from "clsx";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

const width = 120;
const height = 32;
const edge = 3;

/** The course of a number in the space of a word. The number itself stands beside it. */
export function Sparkline({
  values,
  className,
}: {
  values: readonly number[];
  className?: string;
}) {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [edge, width - edge]);
  const y = scaleLinear(least === most ? [least - 1, most + 1] : [least, most], [
    height - edge,
    edge,
  ]);
  const path =
    line<number>(
      (_, index) => x(index),
      (value) => y(value),
    )([...values]) ?? "";
  const last = values.at(-1);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMinYMid meet"
      aria-hidden="true"
      className={clsx("block h-8 w-auto", className)}
    >
      <path d={path} className="fill-none stroke-ink-faint" strokeWidth="1.5" />
      {last !== undefined && (
        <circle cx={x(values.length - 1)} cy={y(last)} r="2.5" className="fill-ink" />
      )}
    </svg>
  );
}
