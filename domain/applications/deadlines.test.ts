import { expect, test } from "vitest";
import { deadlineAfter, deadlineResumed } from "./deadlines";

const at = (text: string) => new Date(`${text}+08:00`);

test.each([
  ["a Friday afternoon", "2026-11-20T15:00:00", 1, "2026-11-24T00:00:00"],
  ["a Saturday", "2026-11-21T09:00:00", 1, "2026-11-24T00:00:00"],
  ["the day before the holiday week", "2026-09-30T18:00:00", 1, "2026-10-09T00:00:00"],
  ["ten days on", "2026-11-09T09:00:00", 10, "2026-11-24T00:00:00"],
])("from %s a deadline is the end of its last working day", (_case, from, days, expected) => {
  expect(deadlineAfter(at(from), days)).toEqual(at(expected));
});

test("an hour's stop moves nothing, a weekend neither, two working days two", () => {
  const deadline = at("2026-11-24T00:00:00");
  expect(deadlineResumed(deadline, at("2026-11-18T09:00:00"), at("2026-11-18T10:00:00"))).toEqual(
    deadline,
  );
  expect(deadlineResumed(deadline, at("2026-11-20T09:00:00"), at("2026-11-22T10:00:00"))).toEqual(
    deadline,
  );
  expect(deadlineResumed(deadline, at("2026-11-17T09:00:00"), at("2026-11-19T10:00:00"))).toEqual(
    at("2026-11-26T00:00:00"),
  );
});
