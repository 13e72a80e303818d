import type { FillStep } from "@/server/services/imports/fill-demo-city";

/**
 * Milliseconds of each step in its order, as they were on two cores: only their proportions count.
 * Banks tell the past of the first 20,000 firms, and slices are built from 50,000 on.
 */
function effortOf(enterprises: number): Record<FillStep, number> {
  return {
    registry: enterprises * 0.35,
    slices: enterprises < 50_000 ? 0 : enterprises * 0.08,
    banks: 2_000,
    history: Math.min(enterprises, 20_000) * 5,
    observations: 500,
  };
}

/** The share of the whole work that is done when a share of one step is. */
export function shareDone(enterprises: number, step: FillStep, share: number): number {
  let [before, own, total] = [0, 0, 0];
  for (const [name, effort] of Object.entries(effortOf(enterprises))) {
    if (name === step) [before, own] = [total, effort];
    total += effort;
  }
  return (before + own * Math.min(1, share)) / total;
}

/** How long the rest takes if it goes on as it went; nothing while that cannot be known. */
export function restText(elapsedMs: number, share: number): string {
  if (share < 0.02 || share >= 1) return "";
  const seconds = (elapsedMs * (1 - share)) / share / 1000;
  const rest =
    seconds < 120 ? `${Math.ceil(seconds / 10) * 10} s` : `${Math.round(seconds / 60)} min`;
  return `, about ${rest} left`;
}
