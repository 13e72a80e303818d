import { expect, test } from "vitest";
import {
  attachDocument,
  resumeAfterAnswer,
  submitApplication,
  withdrawApplication,
} from "./enterprise-rules";

const at = (text: string) => new Date(`${text}+08:00`);
const now = at("2026-11-19T10:00:00");
const application = {
  status: "prepared",
  acceptedAt: null,
  decideBy: null,
  clockStoppedAt: null,
} as const;

test("submitting gives the bank until the end of the next working day", () => {
  expect(submitApplication(application, now)).toMatchObject({
    status: "submitted",
    submittedAt: now,
    acceptBy: at("2026-11-21T00:00:00"),
  });
  expect(() => submitApplication({ ...application, status: "submitted" }, now)).toThrow(
    "application_not_prepared",
  );
});

test("a renewed consent returns the application to review, with the days it stood still", () => {
  const lost = {
    status: "consent_lost",
    acceptedAt: at("2026-11-10T09:00:00"),
    decideBy: at("2026-11-25T00:00:00"),
    clockStoppedAt: at("2026-11-18T09:00:00"),
  } as const;
  expect(submitApplication(lost, now)).toMatchObject({
    status: "under_review",
    decideBy: at("2026-11-26T00:00:00"),
    clockStoppedAt: null,
  });
});

test("an answer starts the clock again, and only where something was asked", () => {
  const asked = { ...application, status: "information_requested" } as const;
  expect(resumeAfterAnswer(asked, now)).toMatchObject({ status: "under_review", decideBy: null });
  expect(() => resumeAfterAnswer(application, now)).toThrow("nothing_was_asked");
});

test.each(["offered", "contracted", "disbursed", "declined", "withdrawn"] as const)(
  "an application that is %s can no longer be withdrawn",
  (status) => {
    expect(() => withdrawApplication({ status }, now)).toThrow("application_not_withdrawable");
  },
);

test("documents stop at ten, and at the decision", () => {
  expect(() => attachDocument({ status: "under_review" }, 9)).not.toThrow();
  expect(() => attachDocument({ status: "under_review" }, 10)).toThrow("too_many_documents");
  expect(() => attachDocument({ status: "declined" }, 0)).toThrow("application_is_closed");
});
