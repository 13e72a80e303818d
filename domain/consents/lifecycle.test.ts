import { describe, expect, it } from "vitest";
import {
  consentCan,
  consentMayMove,
  consentStatuses,
  effectiveConsentStatuses,
  type ConsentAction,
} from "./lifecycle";

const leadsTo = {
  sign: "active",
  reject: "rejected",
  cancel: "cancelled",
  pause: "paused",
  resume: "active",
  revoke: "revoked",
  relinquish: "relinquished",
  terminate: "terminated",
} as const;

describe("what can be done with a consent", () => {
  it.each(Object.entries(leadsTo) as [ConsentAction, (typeof leadsTo)[keyof typeof leadsTo]][])(
    "%s is allowed in no stored status from which the database would not let it go",
    (action, to) => {
      const wrong = consentStatuses.filter(
        (status) => consentCan(action, { status }) && !consentMayMove(status, to),
      );
      expect(wrong).toEqual([]);
    },
  );

  it("is nothing once it is over, but for asking anew what was used up", () => {
    const over = effectiveConsentStatuses.filter((status) =>
      [
        "rejected",
        "cancelled",
        "revoked",
        "relinquished",
        "terminated",
        "superseded",
        "lapsed",
        "expired",
      ].includes(status),
    );
    expect(over).toHaveLength(8);
    for (const status of over)
      for (const action of [...Object.keys(leadsTo), "narrow", "revise"] as ConsentAction[])
        expect(consentCan(action, { status }), `${action} ${status}`).toBe(false);
    expect(consentCan("revise", { status: "consumed" })).toBe(true);
  });

  it("can always be taken back while anything of it is alive", () => {
    for (const status of ["active", "scheduled", "paused"] as const)
      expect(consentCan("revoke", { status })).toBe(true);
  });
});
