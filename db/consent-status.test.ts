import fc from "fast-check";
import { expect, test } from "vitest";
import {
  consentMayMove,
  consentStatuses,
  effectiveConsentStatus,
} from "@/domain/consents/lifecycle";
import { poolOf } from "@/tests/database";

const admin = poolOf("admin");
const start = Date.parse("2026-11-21T00:00:00Z");
/** Close together, so that equal instants are met. */
const instant = fc.integer({ min: 0, max: 6 }).map((ms) => new Date(start + ms));

test("SQL and TypeScript agree what a consent is worth, to the millisecond", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...consentStatuses),
      fc.tuple(instant, instant).filter(([from, to]) => from < to),
      instant,
      instant,
      async (status, [validFrom, validTo], answerBy, at) => {
        const { rows } = await admin.query(
          `select gate.consent_effective_status(jsonb_populate_record(null::app.consents, jsonb_build_object(
             'status', $1::text, 'valid', tstzrange($2, $3)::text, 'answer_by', $4::timestamptz)), $5) as status`,
          [status, validFrom, validTo, answerBy, at],
        );
        expect(rows).toEqual([
          { status: effectiveConsentStatus({ status, validFrom, validTo, answerBy }, at) },
        ]);
      },
    ),
    { numRuns: 500 },
  );
});

test("SQL and TypeScript agree which way a consent may go", async () => {
  for (const from of consentStatuses)
    for (const to of consentStatuses) {
      const { rows } = await admin.query("select gate.consent_may_move($1, $2) as may", [from, to]);
      expect(rows, `${from} to ${to}`).toEqual([{ may: consentMayMove(from, to) }]);
    }
});
