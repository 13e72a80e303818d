import fc from "fast-check";
import { consentMayMove } from "@/domain/consents/lifecycle";
import { poolOf } from "@/tests/database";
import { verdict } from "./life";
import { choose, codeOf, covered, isIn, scopes, type Step } from "./world";

const [sme, office] = [poolOf("sme"), poolOf("office")];

/** A clerk takes back what was given, and gives nothing. */
export const resumeAsClerk = fc.nat().map((nth): Step => async (world) => {
  const consent = choose(world, nth, isIn("paused"));
  const got = await verdict(sme, "consent_resume", world.clerk.token, consent.id);
  world.lines += 1;
  return { got, expected: "SIGNER_FORBIDDEN" };
});

export const terminate = fc
  .tuple(fc.nat(), fc.nat(3), fc.constantFrom("", "  ", "a complaint", "an order"))
  .map(([nth, chance, reason]): Step => async (world) => {
    const consent = choose(world, nth, ({ status }) => consentMayMove(status, "terminated"));
    const { token } = chance > 0 ? world.supervisor : world.analyst;
    const { rows } = await office.query<{ refusal: string | null }>(
      "select refusal from gate.consent_terminate($1, $2, $3)",
      [token, consent.id, reason],
    );
    const got = rows[0]!.refusal;
    world.lines += 1;
    if (chance === 0) return { got, expected: "SUPERVISOR_ONLY" };
    if (reason.trim() === "") return { got, expected: "REASON_REQUIRED" };
    if (consent.status === "terminated") {
      world.lines -= 1;
      return { got, expected: null };
    }
    if (!consentMayMove(consent.status, "terminated")) return { got, expected: codeOf(consent) };
    consent.status = "terminated";
    return { got, expected: null };
  });

export const narrow = fc
  .record({
    nth: fc.nat(),
    drops: fc.subarray([...scopes, "gas_usage:band"], { maxLength: 2 }),
    from: fc.constantFrom(null, null, "2025-12-01", "2026-05-01"),
    reads: fc.constantFrom(null, null, 0, 1, 1, 2, 1_000),
    isOwn: fc.nat(7),
  })
  .map(({ nth, drops, from, reads, isOwn }): Step => async (world) => {
    const consent = choose(world, nth, isIn("active", "paused"));
    const { rows } = await sme.query<{ refusal: string | null }>(
      "select refusal from gate.consent_narrow($1, $2, $3, $4, null, $5)",
      [(isOwn ? world.enterprise : world.stranger).token, consent.id, drops, from, reads],
    );
    const got = rows[0]!.refusal;
    if (!isOwn) return { got, expected: "NO_SUCH_CONSENT" };
    world.lines += 1;
    if (!isIn("active", "paused")(consent)) return { got, expected: codeOf(consent) };
    if (!drops.every((scope) => consent.items.has(scope)))
      return { got, expected: "ITEM_NOT_COVERED" };
    if ((from && from < consent.from) || (reads ?? 0) > consent.maxReads)
      return { got, expected: "WOULD_WIDEN" };
    if (reads === 0) return { got, expected: "READS_MALFORMED" };
    const left = covered(consent).filter((scope) => !drops.includes(scope as never));
    if ((drops.length > 0 || from) && left.length === 0) return { got, expected: "NOTHING_LEFT" };
    const isSame =
      left.length === covered(consent).length &&
      (from ?? consent.from) === consent.from &&
      (reads ?? consent.maxReads) === consent.maxReads;
    if (isSame) world.lines -= 1;
    consent.dropped = new Set([...consent.dropped, ...drops]);
    consent.from = from ?? consent.from;
    consent.maxReads = reads ?? consent.maxReads;
    return { got, expected: null };
  });
