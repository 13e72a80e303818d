/** A reason to stop that a person can act on: printed as its one line, without a stack. */
export class Stop extends Error {}

/** Runs a command; whatever ends it becomes a line and an exit code. */
export async function runCommand(command: () => Promise<number>) {
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    process.exitCode = 1;
  }
}
