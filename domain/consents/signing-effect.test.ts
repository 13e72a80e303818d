import { expect, test } from "vitest";
import { applicationStatuses } from "@/domain/applications/lifecycle";
import { signingEffect } from "./signing-effect";

const first = {
  purpose: "loan_application",
  subject: "enterprise",
  askId: null,
  revision: 1,
} as const;
const ask = "0190a5d2-0000-7000-8000-000000000001";

test("every state of an application says what one more signature would do", () => {
  const effects = Map.groupBy(applicationStatuses, (status) => signingEffect(first, { status }));
  expect(Object.fromEntries(effects)).toEqual({
    submits: ["prepared", "consent_lost"],
    already_sent: [
      "submitted",
      "accepted",
      "under_review",
      "information_requested",
      "offered",
      "accepted_by_enterprise",
      "contracted",
      "disbursing",
    ],
    over: [
      "disbursed",
      "disbursement_failed",
      "declined",
      "timed_out",
      "refused",
      "offer_expired",
      "not_selected",
      "withdrawn",
      "lapsed",
      "closed",
    ],
  });
});

test.each([
  ["a bank asked for", { askId: ask }],
  ["follows a live one", { revision: 2 }],
])("what %s is not taken for a submission, but says when the application is over", (_, other) => {
  const text = { ...first, ...other };
  expect(signingEffect(text, { status: "under_review" })).toBeNull();
  expect(signingEffect(text, { status: "withdrawn" })).toBe("over");
});

test.each([{ purpose: "report_share" }, { subject: "legal_representative" }] as const)(
  "a text of another matter submits nothing and says nothing: %o",
  (other) => {
    expect(signingEffect({ ...first, ...other }, { status: "prepared" })).toBeNull();
  },
);
