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
  const cases = fc.sample(
    fc.record({
      status: fc.constantFrom(...consentStatuses),
      valid: fc.tuple(instant, instant).filter(([from, to]) => from < to),
      answerBy: instant,
      at: instant,
    }),
    { numRuns: 2_000, seed: 23 },
  );
  const { rows } = await admin.query<{ status: string }>(
    `select gate.consent_effective_status(jsonb_populate_record(null::app.consents, jsonb_build_object('status', told -> 'status',
         'valid', tstzrange((told #>> '{valid,0}')::timestamptz, (told #>> '{valid,1}')::timestamptz)::text,
         'answer_by', told -> 'answerBy')), (told ->> 'at')::timestamptz) as status
     from jsonb_array_elements($1::jsonb) with ordinality as cases (told, nth) order by nth`,
    [JSON.stringify(cases)],
  );
  expect(cases.map((one, nth) => ({ ...one, worth: rows[nth]?.status }))).toEqual(
    cases.map((one) => {
      const [validFrom, validTo] = one.valid;
      return { ...one, worth: effectiveConsentStatus({ ...one, validFrom, validTo }, one.at) };
    }),
  );
});

test("SQL and TypeScript agree which way a consent may go", async () => {
  for (const from of consentStatuses)
    for (const to of consentStatuses) {
      const { rows } = await admin.query("select gate.consent_may_move($1, $2) as may", [from, to]);
      expect(rows, `${from} to ${to}`).toEqual([{ may: consentMayMove(from, to) }]);
    }
});
