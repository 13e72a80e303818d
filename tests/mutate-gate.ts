import type { Pool } from "pg";
import { gateFiles } from "@/db/install-gate";

async function install(migrator: Pool, file: string, change: (text: string) => string) {
  const { text } = gateFiles().find(({ name }) => name.startsWith(file)) ?? { text: "" };
  const changed = change(text);
  await migrator.query(`begin; ${changed}; commit`);
  return changed !== text;
}

/** Plants one change in a file of db/gate, named by its number; throws where it changes nothing. */
export async function mutateGate(migrator: Pool, file: string, from: string, to: string) {
  if (!(await install(migrator, file, (text) => text.replace(from, to))))
    throw new Error(`db/gate/${file} does not say: ${from}`);
}

/** The files that hold the gate's decisions, as they stand. */
export async function restoreGate(migrator: Pool) {
  for (const file of ["10", "20", "30", "40", "46", "47"])
    await install(migrator, file, (text) => text);
}
