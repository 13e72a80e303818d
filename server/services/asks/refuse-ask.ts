import { Conflict, DomainError, Invalid, NotFound } from "@/domain/shared/errors";

const strangers: Record<string, string> = {
  NO_SUCH_ASK: "ask",
  NO_SUCH_APPLICATION: "application",
};

/** The gate's refusal as an error. Thrown after the commit that keeps its line in the ledger. */
export function refuseAsk(code: string): never {
  const entity = strangers[code];
  if (entity) throw new NotFound(entity);
  if (code === "NO_SESSION") throw new DomainError("UNAUTHORIZED", "session_ended");
  if (code.endsWith("_ABOVE_CEILING")) throw new Invalid(code.toLowerCase(), "items");
  throw new Conflict(code.toLowerCase());
}
