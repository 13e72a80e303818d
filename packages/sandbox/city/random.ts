/** What is drawn: keeps the streams of one enterprise apart, so that adding one never moves another. */
export const streams = {
  identity: 1,
  person: 2,
  condition: 3,
  public: 4,
  tax: 5,
  invoices: 6,
  insurance: 7,
  fund: 8,
  water: 9,
  gas: 10,
  electricity: 11,
  applications: 12,
  partners: 13,
  representative: 14,
} as const;

function scramble(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Mixes up to four integers into an unsigned 32-bit hash (MurmurHash3's finaliser, chained). */
export function hash(a: number, b = 0, c = 0, d = 0): number {
  return scramble(
    scramble(scramble(scramble(a) + 0x9e3779b9 + b) + 0x9e3779b9 + c) + 0x9e3779b9 + d,
  );
}

/** The unsigned 32-bit FNV-1a hash of a text: a seed may be any word. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** A deterministic stream of draws (mulberry32). Not for secrets. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer from low to high, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A standard normal draw (Box–Muller, one of the pair, so that every call costs two draws). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** A log-normal factor with median 1. */
  factor(sigma: number): number {
    return Math.exp(sigma * this.normal());
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.next() * choices.length)] ?? choices[0];
  }
}
