import type { Scratch } from "@/scripts/scratch-cluster";

/** One line of output; `ratio` is ours ÷ baseline, in the unit named. */
export type BenchLine = {
  bench: string;
  ours: number;
  baseline: number | null;
  ratio: number | null;
  unit: string;
  /** How many rounds, or how large the data: the note says which. */
  n: number;
  note: string;
};

type BenchContext = {
  /** A cluster with durable commits and a migrated, empty database; one per command, made when asked for. */
  scratch: () => Promise<Scratch>;
  /** Progress, to stderr: stdout carries results only. */
  say: (line: string) => void;
};

/** What each file in bench/ exports as `bench`. */
export type Bench = { name: string; run: (context: BenchContext) => AsyncIterable<BenchLine> };
