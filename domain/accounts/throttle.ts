/** Failures that cost nothing: people mistype. */
const freeFailures = 4;
export const longestDelaySeconds = 900;

/**
 * Seconds to wait after the given number of failures in a row: none for the first four, then
 * 2, 4, 8 … up to a quarter of an hour. Never a lock for good: that would let anybody lock anybody out.
 */
export function throttleDelaySeconds(failures: number): number {
  if (failures <= freeFailures) return 0;
  return Math.min(longestDelaySeconds, 2 ** Math.min(failures - freeFailures, 20));
}
