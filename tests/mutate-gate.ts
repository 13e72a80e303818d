import type { Pool } from "pg";
import { gateFiles } from "@/db/install-gate";

/** Files that do not stand as they are written. */
const mutated = new Set<string>();

async function install(migrator: Pool, file: string, change: (text: string) => string) {
  const { text } = gateFiles().find(({ name }) => name.startsWith(file)) ?? { text: "" };
  const changed = change(text);
  await migrator.query(`begin; ${changed}; commit`);
  return changed !== text;
}

/** Plants one change in a file of db/gate, named by its number; throws where it changes nothing. */
export async function mutateGate(migrator: Pool, file: string, from: string, to: string) {
  mutated.add(file);
  if (!(await install(migrator, file, (text) => text.replace(from, to))))
    throw new Error(`db/gate/${file} does not say: ${from}`);
}

/** Every file that was mutated, as it stands. */
export async function restoreGate(migrator: Pool) {
  for (const file of mutated) await install(migrator, file, (text) => text);
  mutated.clear();
}
