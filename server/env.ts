import { Environment, readEnvironment } from "@/server/environment";

/** The only reader of process.env: a missing variable stops the process, with its name. */
export const env = readEnvironment(Environment, process.env);
