/** Runs ours and the baseline alternately, so that a noisy machine is unfair to both; medians in ms. */
export async function compare(
  rounds: number,
  ours: () => unknown,
  baseline: () => unknown,
): Promise<{ ours: number; baseline: number; ratio: number }> {
  const times = { ours: [] as number[], baseline: [] as number[] };
  // The first round warms up both and does not count.
  for (let round = 0; round <= rounds; round++) {
    const [one, other] = [await timed(ours), await timed(baseline)];
    if (round === 0) continue;
    times.ours.push(one);
    times.baseline.push(other);
  }
  const result = { ours: median(times.ours), baseline: median(times.baseline) };
  return { ...result, ratio: result.ours / result.baseline };
}

/** Milliseconds that one run took. */
async function timed(run: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error("a median needs values");
  return (low + high) / 2;
}

/** Runs a task with so many in flight until the time is over; tasks per second. */
export async function throughput(
  clients: number,
  seconds: number,
  task: (client: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  const deadline = startedAt + seconds * 1000;
  let done = 0;
  const client = async (number: number) => {
    while (performance.now() < deadline) {
      await task(number);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return (done * 1000) / (performance.now() - startedAt);
}
