import { DomainError } from "@/domain/shared/errors";
import { env } from "@/server/env";
import type { PublicContext } from "@/server/services/context";
import { openSession } from "./open-session";
import { demoPeople } from "./queries";

/** One press for a seeded person of a demo, without password or code. Nobody else, nowhere else. */
export async function signInAsDemo(context: PublicContext, personId: string): Promise<string> {
  const people = env.DEMO ? await demoPeople(context.db) : [];
  if (!people.some(({ id }) => id === personId))
    throw new DomainError("UNAUTHORIZED", "sign_in_refused");
  return openSession(context, personId);
}
