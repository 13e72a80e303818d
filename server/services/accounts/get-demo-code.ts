import type { PersonaDatabase } from "@/db/client";
import { nextUsableStep } from "@/domain/accounts/totp";
import type { Actor } from "@/domain/shared/actor";
import { NotFound } from "@/domain/shared/errors";
import { ownTotp } from "./own-totp";
import { codeOfStep } from "./totp";

type Context = { db: PersonaDatabase; actor: Actor | null; now: Date };

/** What a seeded person's authenticator would show, so that a demo can sign. Nobody else's, ever. */
export async function getDemoCode(context: Context) {
  const totp = context.actor?.isDemo ? await ownTotp(context) : null;
  if (!totp?.isDemo) throw new NotFound("demo_code");
  const { step, waitSeconds } = nextUsableStep(totp.lastStep, context.now);
  return { code: codeOfStep(totp.secret, step), waitSeconds };
}
