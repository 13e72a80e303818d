/** The drawing's type is 12 units: a Han character fills a square, a Latin one about half. */
const size = 12;

/** About how wide a label will be. Errs on the wide side, since labels must not touch. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character > "\u2e7f" ? size : size * 0.6;
  return width;
}

/** A label cut to a width, with an ellipsis where it was cut. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = "";
  for (const character of text) {
    if (textWidth(`${cut}${character}…`) > width) break;
    cut += character;
  }
  return `${cut}…`;
}

/** Every how many labels one can stand without touching its neighbour. */
export function labelEvery(labels: readonly string[], room: number): number {
  const widest = Math.max(0, ...labels.map(textWidth));
  return Math.max(1, Math.ceil((widest + 8) / Math.max(room, 0.1)));
}

/** Moves labels apart to a least distance, keeping their order and staying inside [low, high]. */
export function spread(
  positions: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = positions.map((_, index) => index).toSorted((a, b) => at(a) - at(b));
  const placed = [...positions];
  function at(index: number): number {
    return positions[index] ?? 0;
  }
  let floor = low;
  for (const index of order) {
    const place = Math.max(at(index), floor);
    placed[index] = place;
    floor = place + gap;
  }
  let ceiling = high;
  for (const index of order.toReversed()) {
    const place = Math.min(placed[index] ?? 0, ceiling);
    placed[index] = place;
    ceiling = place - gap;
  }
  return placed;
}
