import { startScratch } from "@/scripts/scratch-cluster";
import type { Fault, FaultCounts, FaultOptions } from "./fault";

/** Runs a harness on a cluster of its own. */
export async function runFault(
  fault: Fault,
  options: FaultOptions,
  say: (line: string) => void = () => {},
): Promise<FaultCounts> {
  const scratch = await startScratch({ database: "faults", durable: fault.durable });
  try {
    return await fault.run({ ...options, scratch, say });
  } finally {
    await scratch.stop();
  }
}
