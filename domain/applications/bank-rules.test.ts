import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shanghaiDay } from "@/domain/shared/calendar";
import {
  acceptApplication,
  declineApplication,
  isTimedOut,
  requestInformation,
} from "./bank-rules";
import { lastDayOfClock, workingDaysBetween, workingDaysLeft } from "./clock";
import { deadlineAfter } from "./deadlines";
import { applicationCan, applicationStatuses } from "./lifecycle";

/** Friday, 20 November 2026, noon in Shanghai. */
const now = new Date("2026-11-20T04:00:00Z");

describe("clocks", () => {
  test("end at midnight after the last working day", () => {
    expect(deadlineAfter(now, 1)).toEqual(new Date("2026-11-23T16:00:00Z"));
    expect(deadlineAfter(new Date("2026-09-30T04:00:00Z"), 1)).toEqual(
      new Date("2026-10-08T16:00:00Z"),
    );
  });

  test("count down to 0 on the last day and below it when late", () => {
    const deadline = deadlineAfter(now, 2);
    expect(workingDaysLeft(deadline, now)).toBe(2);
    expect(workingDaysLeft(deadline, new Date("2026-11-24T15:59:59Z"))).toBe(0);
    expect(workingDaysLeft(deadline, new Date("2026-11-24T16:00:00Z"))).toBe(-1);
  });

  test("counting forwards and backwards is the same", () => {
    const days = fc
      .date({ min: new Date("2024-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
      .map(shanghaiDay);
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(workingDaysBetween(a, b) + workingDaysBetween(b, a)).toBe(0);
      }),
    );
  });

  test("late on a day off is late", () => {
    const deadline = deadlineAfter(new Date("2026-11-19T04:00:00Z"), 1);
    expect(lastDayOfClock(deadline)).toBe("2026-11-20");
    expect(workingDaysLeft(deadline, new Date("2026-11-20T15:59:59Z"))).toBe(0);
    expect(workingDaysLeft(deadline, new Date("2026-11-21T04:00:00Z"))).toBe(-1);
  });
});

const isDone = (act: () => unknown) => {
  try {
    return Boolean(act());
  } catch (error) {
    return (error as Error).message !== "application_state_changed";
  }
};

describe("the bank's acts", () => {
  test("accepting starts ten working days", () => {
    expect(acceptApplication({ status: "submitted" }, "officer", now)).toEqual({
      status: "accepted",
      officerId: "officer",
      acceptedAt: now,
      decideBy: new Date("2026-12-04T16:00:00Z"),
    });
  });

  test("asking stops the clock for five working days", () => {
    const { application, request } = requestInformation({ status: "under_review" }, now);
    expect(application).toEqual({ status: "information_requested", clockStoppedAt: now });
    expect(request.dueAt).toEqual(new Date("2026-11-27T16:00:00Z"));
  });

  test("declining keeps the reasons and what the firm is told", () => {
    const decision = { reasons: ["R301", "R402"], message: "经营现金流不足" };
    expect(declineApplication({ status: "under_review" }, decision, now)).toMatchObject({
      status: "declined",
      declineReasons: ["R301", "R402"],
      decidedAt: now,
    });
    const twice = { reasons: ["R301", "R301"], message: "…" };
    expect(() => declineApplication({ status: "accepted" }, twice, now)).toThrow(
      "decline_reason_twice",
    );
  });

  test.each(applicationStatuses)("from %s only what the table allows", (status) => {
    const acts = {
      accept: () => acceptApplication({ status }, "officer", now),
      request_information: () => requestInformation({ status }, now),
      decline: () => declineApplication({ status }, { reasons: ["R301"], message: "…" }, now),
    } as const;
    for (const [action, act] of Object.entries(acts))
      expect([action, isDone(act)]).toEqual([
        action,
        applicationCan(action as keyof typeof acts, { status }),
      ]);
  });
});

describe("time out", () => {
  const acceptBy = deadlineAfter(now, 1);
  const submitted = {
    status: "submitted",
    acceptBy,
    decideBy: null,
    clockStoppedAt: null,
  } as const;

  test("at the deadline, not a millisecond before", () => {
    expect(isTimedOut(submitted, new Date(acceptBy.getTime() - 1))).toBe(false);
    expect(isTimedOut(submitted, acceptBy)).toBe(true);
  });

  test("never while the clock stands still or after a decision", () => {
    const late = new Date("2027-06-01T00:00:00Z");
    const review = { ...submitted, status: "under_review", decideBy: acceptBy } as const;
    expect(isTimedOut(review, late)).toBe(true);
    expect(isTimedOut({ ...review, clockStoppedAt: now }, late)).toBe(false);
    expect(isTimedOut({ ...review, status: "offered" }, late)).toBe(false);
    expect(isTimedOut({ ...review, status: "information_requested" }, late)).toBe(false);
  });
});
