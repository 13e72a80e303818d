import { labelEvery } from "./text";

/** Names under a row of places, as many as fit; the last one always, since it is the present. */
export function PlaceNames({
  labels,
  at,
  y,
  room,
}: {
  labels: readonly { key: string; label: string }[];
  at: (index: number) => number;
  y: number;
  /** Units between two neighbours. */
  room: number;
}) {
  const every = labelEvery(
    labels.map(({ label }) => label),
    room,
  );
  const last = labels.length - 1;
  return labels.map(({ key, label }, index) =>
    (last - index) % every === 0 ? (
      <text key={key} x={at(index)} y={y} textAnchor="middle">
        {label}
      </text>
    ) : null,
  );
}

type LevelsProps = { values: readonly number[]; y: (value: number) => number };

/** Faint lines at round values. */
export function LevelLines({ values, y, width }: LevelsProps & { width: number }) {
  return values.map((value) => (
    <line key={value} x1="0" x2={width} y1={y(value)} y2={y(value)} className="grid-line" />
  ));
}

/** What the lines stand for; drawn after the marks, so that nothing crosses the type. */
export function LevelNames({
  values,
  y,
  format,
}: LevelsProps & { format: (value: number) => string }) {
  return values.map((value) => (
    <text key={value} x="0" y={y(value) - 4}>
      {format(value)}
    </text>
  ));
}
