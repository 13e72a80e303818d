import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quorumFor, signingCapacity, type Authority } from "./rules";

const now = new Date("2026-11-22T10:00:00Z");
const authority: Authority = {
  id: "a",
  role: "authorised_clerk",
  purposes: ["loan_application"],
  maxAmount: 100n,
  validFrom: new Date("2026-11-01T00:00:00Z"),
  validTo: new Date("2026-12-01T00:00:00Z"),
  endedAt: null,
};
const unsigned = {
  purpose: "loan_application",
  subject: "enterprise",
  amount: 100n,
  isAwaitingCosign: false,
  signedBy: [],
} as const;
const clerk = (...authorities: Authority[]) => ({ userId: "c", isOwner: false, authorities });
const owner = { userId: "o", isOwner: true, authorities: [] };

describe("in whose name somebody signs", () => {
  const cases: [string, Parameters<typeof signingCapacity>[0], object, unknown][] = [
    ["the owner", owner, {}, { role: "legal_representative", authorityId: null }],
    [
      "the owner, second",
      owner,
      { isAwaitingCosign: true, signedBy: ["c"] },
      { role: "second_signer", authorityId: null },
    ],
    ["the owner again", owner, { isAwaitingCosign: true, signedBy: ["o"] }, "same_signer"],
    ["a clerk of nothing", clerk(), {}, "signer_forbidden"],
    ["a clerk", clerk(authority), {}, { role: "authorised_clerk", authorityId: "a" }],
    ["a clerk for more", clerk(authority), { amount: 101n }, "authority_exceeded"],
    [
      "a clerk for any amount",
      clerk({ ...authority, maxAmount: null }),
      { amount: 10n ** 12n },
      { role: "authorised_clerk", authorityId: "a" },
    ],
    [
      "a clerk for something else",
      clerk(authority),
      { purpose: "platform_matching", amount: null },
      "authority_exceeded",
    ],
    ["a clerk too late", clerk({ ...authority, validTo: now }), {}, "authority_expired"],
    [
      "a clerk too early",
      clerk({ ...authority, validFrom: new Date(now.getTime() + 1) }),
      {},
      "authority_expired",
    ],
    ["a clerk of old", clerk({ ...authority, endedAt: now }), {}, "authority_expired"],
    [
      "a clerk as the second",
      clerk(authority),
      { isAwaitingCosign: true, signedBy: ["o"] },
      "signer_forbidden",
    ],
    [
      "a second signer as the first",
      clerk({ ...authority, role: "second_signer" }),
      {},
      "signer_forbidden",
    ],
    [
      "a clerk about the person",
      clerk(authority),
      { subject: "legal_representative" },
      "signer_forbidden",
    ],
    [
      "a clerk with one authority that reaches",
      clerk({ ...authority, maxAmount: 1n }, { ...authority, id: "b" }),
      {},
      { role: "authorised_clerk", authorityId: "b" },
    ],
  ];
  test.each(cases)("%s", (_, signer, change, expected) => {
    expect(signingCapacity(signer, { ...unsigned, ...change }, now)).toEqual(expected);
  });

  test("nobody but the owner signs without an authority of theirs", () => {
    const property = fc.property(
      fc.boolean(),
      fc.constantFrom("enterprise", "legal_representative"),
      fc.option(fc.bigInt(0n, 200n), { nil: null }),
      (isAwaitingCosign, subject, amount) => {
        const asked = { ...unsigned, isAwaitingCosign, subject, amount };
        const capacity = signingCapacity(clerk(authority), asked, now);
        return typeof capacity === "string" || capacity.authorityId === "a";
      },
    );
    expect(fc.check(property).failed).toBe(false);
  });
});

test("two sign from the lowest threshold on", () => {
  expect(quorumFor(null, [1n])).toBe(1);
  expect(quorumFor(5n, [])).toBe(1);
  expect(quorumFor(5n, [null, null])).toBe(1);
  expect(quorumFor(5n, [6n, null])).toBe(1);
  expect(quorumFor(5n, [6n, 5n])).toBe(2);
});
