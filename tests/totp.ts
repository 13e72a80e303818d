import { totpStepAt } from "@/domain/accounts/totp";
import { codeOfStep } from "@/server/services/accounts/totp";

/** Steps around an instant, far enough for any code that a test uses. */
const around = Array.from({ length: 60 }, (_, nth) => nth - 5);

/**
 * Draws until no code of the authenticator is another's of these, or its own of another moment, for
 * some minutes around an instant: of so many codes of six digits two are alike once in hundreds of runs.
 */
export async function drawDistinct<T>(
  draw: () => T | Promise<T>,
  secretOf: (drawn: T) => Buffer,
  at: Date,
  others: readonly Buffer[] = [],
): Promise<T> {
  const codesOf = (secret: Buffer) =>
    around.map((steps) => codeOfStep(secret, totpStepAt(at) + steps));
  for (;;) {
    const drawn = await draw();
    const codes = [drawn].map(secretOf).concat(others).flatMap(codesOf);
    if (new Set(codes).size === codes.length) return drawn;
  }
}
