type Bucket = { calls: number; at: number };

/** Calls at once, and calls that come back every second. */
export type Budget = { burst: number; perSecond: number };
export const sessionBudget: Budget = { burst: 240, perSecond: 20 };
export const visitorBudget: Budget = { burst: 120, perSecond: 8 };

const remembered = 20_000;

/**
 * A token bucket per caller, in this process only: with N web processes a caller has N budgets.
 * It keeps one caller from starving the others; guessing is bounded in the database.
 */
export class CallBudget {
  readonly #buckets = new Map<string, Bucket>();

  /** Seconds until the calls would be allowed, or null after taking them. */
  take(caller: string, calls: number, { burst, perSecond }: Budget, now: number): number | null {
    const bucket = this.#buckets.get(caller) ?? { calls: burst, at: now };
    const refilled = bucket.calls + (Math.max(0, now - bucket.at) / 1000) * perSecond;
    const available = Math.min(burst, refilled);
    const isAllowed = available >= calls;
    // Taken out and put back: the map stays in order of use, and the oldest go first.
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { calls: isAllowed ? available - calls : available, at: now });
    this.#forgetOldest();
    return isAllowed ? null : Math.ceil((calls - available) / perSecond);
  }

  #forgetOldest() {
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > remembered && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
