/** RFC 6238: 30-second steps, six digits. One step either way forgives a clock that is a little off. */
export const totpPeriodSeconds = 30;
export const totpDigits = 6;
export const totpWindow = 1;

/** The number of the step an instant lies in. */
export function totpStepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / totpPeriodSeconds);
}

/**
 * The first step from `now` on whose code can still be used when `lastUsed` was the last: the next
 * step is already accepted one step early. `waitSeconds` is how long until it is.
 */
export function nextUsableStep(lastUsed: number, now: Date): { step: number; waitSeconds: number } {
  const current = totpStepAt(now);
  const step = Math.max(current, lastUsed + 1);
  const acceptedFrom = (step - totpWindow) * totpPeriodSeconds;
  return { step, waitSeconds: Math.max(0, Math.ceil(acceptedFrom - now.getTime() / 1000)) };
}
