import { z } from "zod";
import type { VerifyRepresentativeInput } from "@/domain/accounts/schema";
import { DomainError, Invalid, Unavailable } from "@/domain/shared/errors";
import { Uscc } from "@/domain/enterprises/uscc";
import { NodeRefusal } from "@/server/connectors/agency-node";
import {
  findRegistration,
  matchesRepresentative,
  type Registration,
} from "@/server/connectors/market-regulation";
import type { PublicContext } from "@/server/services/context";
import { openMessage, sealMessage } from "./sealed-message";
import { countAttempt, forgiveAttempts, throttleKey } from "./throttle";

const purpose = "representative";
const Proof = z.custom<Registration>((value) => typeof value === "object" && value !== null);

/**
 * Asks the registry whether this is the firm's legal representative. An unknown firm, another name
 * and another number get the same answer; whether the firm is registered here is not looked at.
 */
export async function verifyRepresentative(
  context: PublicContext & { address?: string | undefined },
  input: VerifyRepresentativeInput,
) {
  const { db, now, address = "unknown" } = context;
  const { data: uscc } = Uscc.safeParse(input.uscc);
  if (!uscc) throw new Invalid("uscc_invalid", "uscc");
  const keys = [
    throttleKey("registration", "firm", uscc),
    throttleKey("registration", "address", address),
  ];
  await countAttempt(db, keys, "registration_wait");

  const [registration, isMatch] = await Promise.all([
    findRegistration(uscc),
    matchesRepresentative({ uscc, name: input.name, idNumber: input.idNumber }),
  ]).catch(refuseUnanswered);
  if (!registration || !isMatch)
    throw new DomainError("UNPROCESSABLE_CONTENT", "representative_not_confirmed");

  await forgiveAttempts(db, keys);
  return {
    enterprise: { uscc, name: registration.name },
    proof: sealMessage(purpose, registration, now),
  };
}

/** What the registry confirmed a few minutes ago; throws `step_expired` for anything else. */
export function provenRegistration(proof: string, now: Date): Registration {
  return openMessage(purpose, proof, Proof, now, "proof");
}

function refuseUnanswered(error: unknown): never {
  if (error instanceof NodeRefusal) throw new Unavailable("registry_unavailable");
  throw error;
}
