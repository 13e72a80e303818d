import { totpStepAt } from "@/domain/accounts/totp";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";

/** Six digits that the authenticator of a person of the demo shows at no time near this one. */
export function aWrongCode(personId: string, at = new Date()): string {
  const secret = demoTotpSecret(personId);
  const shown = new Set(
    [-2, -1, 0, 1, 2, 3, 4].map((after) => codeOfStep(secret, totpStepAt(at) + after)),
  );
  return ["000000", "000001", "000002", "000003", "000004", "000005", "000006", "000007"].find(
    (code) => !shown.has(code),
  )!;
}
