import { expect, test } from "vitest";
import { contractNumber, contractTerms } from "./contract-terms";
import { acceptOffer, refuseOffer } from "./enterprise-rules";

const now = new Date("2026-11-21T02:00:00Z");
const open = { status: "open", validUntil: new Date("2026-11-22T00:00:00Z") } as const;
const around = { application: { status: "offered" }, need: { status: "in_market" } } as const;

test("an open offer can be accepted, and its siblings lose", () => {
  expect(acceptOffer(open, around, now)).toMatchObject({
    offer: { status: "accepted", decidedAt: now },
    application: { status: "accepted_by_enterprise" },
    need: { status: "offer_selected" },
    siblingOffer: { status: "not_selected" },
  });
});

test.each([
  ["already refused", { ...open, status: "refused" }, around, "offer_not_open"],
  ["expired this instant", { ...open, validUntil: now }, around, "offer_not_open"],
  [
    "of an application that lost its consent",
    open,
    { ...around, application: { status: "consent_lost" } },
    "offer_not_open",
  ],
  [
    "of a need with an offer selected",
    open,
    { ...around, need: { status: "offer_selected" } },
    "need_already_has_accepted_offer",
  ],
] as const)("an offer %s cannot be accepted", (_case, offer, at, reason) => {
  expect(() => acceptOffer(offer, at, now)).toThrow(reason);
});

test("an open offer can be refused, an expired one cannot", () => {
  expect(refuseOffer(open, { status: "offered" }, now).application.status).toBe("refused");
  expect(() => refuseOffer({ ...open, validUntil: now }, { status: "offered" }, now)).toThrow(
    "offer_not_open",
  );
});

test("terms are canonical: sorted keys, no spaces, yuan to the fen", () => {
  const terms = contractTerms({
    number: contractNumber("0199d3c2-1111-7222-8333-444455556666", now),
    application: "a",
    product: { id: "p", version: 2, code: "tax-loan" },
    enterprise: { uscc: "91310000MA1FL0AA0B", name: "甲" },
    bank: { uscc: "91310000MA1FL0AA1X", name: "乙" },
    agreedAt: now,
    offer: {
      id: "o",
      version: 1,
      amount: 50_000_001n,
      termMonths: 12,
      repayment: "equal_instalments",
      nominalRate: 365,
      annualRate: "0.037123",
      fees: [],
      convention: { dayCount: "ACT/360" },
      totalInterest: 100n,
      totalCost: 100n,
      quotedFrom: "2026-11-21",
      scheduleHash: new Uint8Array([0, 255]),
      conditions: null,
    },
  });
  const text = new TextDecoder().decode(terms);
  expect(text.startsWith('{"agreedAt":"2026-11-21T02:00:00.000Z","annualRate":"0.037123"')).toBe(
    true,
  );
  expect(JSON.parse(text)).toMatchObject({
    number: "XYD-20261121-444455556666",
    principal: "500000.01",
    convention: { dayCount: "ACT/360" },
    schedule: "00ff",
  });
});
