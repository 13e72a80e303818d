import type { PersonaDatabase } from "@/db/client";
import { silenceSeconds, workerSilence } from "./worker-heartbeat";

export type Health = {
  status: "ok" | "unavailable";
  database: "ok" | "down";
  worker: "ok" | "down" | "unknown";
};

/** The database answers within it, or it counts as down. */
const patienceMs = 3_000;

/** Whether a request made now would be served, and which part is to blame if not. */
export async function health(db: PersonaDatabase, patience = patienceMs): Promise<Health> {
  const answer = withPatience(workerSilence(db), patience);
  const silence = await answer.catch(() => "unanswered" as const);
  if (silence === "unanswered")
    return { status: "unavailable", database: "down", worker: "unknown" };
  const isWorking = silence !== null && silence < silenceSeconds;
  return {
    status: isWorking ? "ok" : "unavailable",
    database: "ok",
    worker: isWorking ? "ok" : "down",
  };
}

function withPatience<T>(answer: Promise<T>, patience: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("no answer in time")), patience);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}
