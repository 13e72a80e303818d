import type { Scratch } from "@/scripts/scratch-cluster";

export type FaultOptions = {
  rounds?: number | undefined;
  seconds?: number | undefined;
  n?: number | undefined;
};

export type FaultContext = FaultOptions & {
  /** A cluster of the harness's own: it may be killed, restarted and tampered with. */
  scratch: Scratch;
  say: (line: string) => void;
};

/** Counts of what was tried and found; `failures` is what must be zero. */
export type FaultCounts = Record<string, number | Record<string, number>> & { failures: number };

/** What each harness in tests/faults/ exports as `fault`; a test runs it small, `npm run faults` large. */
export type Fault = {
  name: string;
  /** true where acknowledged commits must survive a kill. */
  durable: boolean;
  run: (context: FaultContext) => Promise<FaultCounts>;
};
