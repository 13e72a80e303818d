import fc from "fast-check";
import { expect, test } from "vitest";
import { dayCounts } from "@/domain/loans/day-count";
import { disburse } from "@/domain/loans/disbursement";
import { lprPublication } from "@/domain/loans/lpr";
import { scheduleCanonicalForm } from "@/domain/loans/quote";
import { estimatedCost, priceOf } from "@/domain/matching/price";
import { conventionOf } from "@/domain/products/convention";
import { priceRangeOf } from "@/domain/products/price";
import { repaymentKinds } from "@/domain/products/kinds";
import { ProductContent } from "@/domain/products/schema";
import { roundingModes } from "@/domain/shared/money";
import { contractTerms } from "./contract-terms";
import { offerFigures, priceOffer } from "./pricing";

const on = "2026-11-21";
const name = { zh: "费", en: "Fee" };

const months = fc.integer({ min: 0, max: 2 });
const anyProduct = fc
  .record(
    {
      repayment: fc.constantFrom(...repaymentKinds),
      spread: fc.integer({ min: -300, max: 1_500 }),
      lprTenor: fc.constantFrom("1y" as const, "5y" as const),
      fees: fc.array(
        fc.record({
          name: fc.constant(name),
          timing: fc.constantFrom("upfront" as const, "per_period" as const, "at_end" as const),
          basisPoints: fc.integer({ min: 1, max: 60 }),
          amount: fc.integer({ min: 0, max: 10_000 }),
        }),
        { maxLength: 3 },
      ),
      dayCount: fc.constantFrom(...dayCounts),
      rounding: fc.constantFrom(...roundingModes),
      grace: fc.record({
        principalMonths: months,
        interestMonths: months,
        interestFreeMonths: months,
      }),
      dueDay: fc.integer({ min: 1, max: 28 }),
      instalmentMultiple: fc.constantFrom(1, 10, 100, 10_000),
      prepayment: fc.constantFrom(
        { isAllowed: true },
        { isAllowed: true, feeBasisPoints: 200, freeAfterMonths: 2 },
      ),
    },
    { requiredKeys: ["repayment", "spread", "lprTenor", "fees"] },
  )
  .map(({ repayment, spread, ...fields }) =>
    ProductContent.parse({
      code: "any",
      name,
      summary: name,
      kind: "credit",
      guarantee: "none",
      amountMin: 10_000_000,
      amountMax: 10_000_000_000,
      termMin: 3,
      termMax: 36,
      repaymentKinds: [repayment],
      spreadMin: spread,
      spreadMax: spread,
      regions: [],
      isFirstLoan: false,
      isPolicy: false,
      materials: [],
      promisedWorkingDays: 3,
      purposeTemplate: "loan_application",
      items: [{ item: "registration", granularity: "raw", why: name, isRequired: true }],
      eligibility: { fact: "abnormal_listed", operator: "is_false" },
      ...fields,
    }),
  );
const anyAsked = fc.record({
  amount: fc.bigInt({ min: 10_000_000n, max: 10_000_000_000n }),
  months: fc.integer({ min: 3, max: 36 }),
});

test("card, product page, offer, contract and loan say the same to the fen", () => {
  fc.assert(
    fc.property(anyProduct, anyAsked, (content, asked) => {
      const card = priceOf(content, asked, on);
      fc.pre(card.annualRate.kind === "rate" && card.totalFees < asked.amount);
      const page = priceRangeOf(content, asked, on).lowest;
      const terms = {
        amount: asked.amount,
        termMonths: asked.months,
        repayment: card.repaymentKind,
        nominalRate: card.nominal,
        fees: content.fees,
        convention: conventionOf(content),
      };
      const offer = offerFigures(terms, on);
      const contract: unknown = JSON.parse(
        new TextDecoder().decode(
          contractTerms({
            number: "1",
            application: "a",
            product: { id: "p", version: 1, code: content.code },
            enterprise: { uscc: "e", name: "e" },
            bank: { uscc: "b", name: "b" },
            agreedAt: new Date("2026-11-21T02:00:00Z"),
            offer: {
              ...terms,
              ...offer,
              id: "o",
              version: 1,
              quotedFrom: on,
              scheduleHash: new Uint8Array([1]),
              conditions: null,
            },
          }),
        ),
      );
      const loan = disburse(
        {
          application: { status: "contracted" },
          offer: terms,
          signedAt: new Date("2026-11-21T02:00:00Z"),
          product: content,
          enterprise: { size: "micro", industry: null },
          hasPriorLoan: false,
          owedToBank: 0n,
        },
        { amount: asked.amount, on, reference: "r" },
        new Date("2026-11-21T03:00:00Z"),
      );
      const schedule = priceOffer(terms, loan.disbursedOn);

      const said = { annualRate: offer.annualRate, totalCost: offer.totalCost };
      expect({
        ...card,
        annualRate: "rate" in card.annualRate && card.annualRate.rate,
      }).toMatchObject({
        ...said,
        totalInterest: offer.totalInterest,
        firstDue: schedule.rows[0]!.due,
      });
      expect(page).toMatchObject({ ...said, firstDue: schedule.rows[0]!.due });
      expect(contract).toMatchObject({
        annualRate: offer.annualRate,
        convention: {
          ...conventionOf(content),
          ...(content.prepayment && { prepayment: content.prepayment }),
        },
      });
      expect(loan).toMatchObject({
        annualRate: offer.annualRate,
        maturesOn: schedule.rows.at(-1)!.dueOn,
      });
      expect(schedule.totalCost).toBe(offer.totalCost);
      expect(scheduleCanonicalForm(asked.amount, schedule)).toBe(offer.schedule);
    }),
  );
});

test("the estimate that chooses what to price exactly knows grace", () => {
  fc.assert(
    fc.property(anyProduct, anyAsked, ({ grace, repaymentKinds: kinds, ...any }, asked) => {
      const priceable = {
        repaymentKinds: kinds,
        lprTenor: any.lprTenor,
        spreadMin: any.spreadMin,
        spreadMax: any.spreadMax,
        fees: any.fees,
        grace,
      };
      const cost = Number(priceOf(priceable, asked, on).totalCost);
      const near = 0.002 * cost + asked.months;
      expect(
        Math.abs(estimatedCost(priceable, asked, lprPublication(on)) - cost),
      ).toBeLessThanOrEqual(near);
    }),
  );
});

const base = {
  amount: 50_000_000n,
  termMonths: 12,
  repayment: "equal_instalments",
  nominalRate: 365,
  fees: [],
  convention: {},
} as const;
const formOf = (over: object) => offerFigures({ ...base, ...over }, on).schedule;

const fee = (basisPoints: number) => ({ name, timing: "upfront" as const, basisPoints });

test("equal money has an equal hash, however it is said", () => {
  expect(formOf({ fees: [fee(30), fee(20)] })).toBe(formOf({ fees: [fee(50)] }));
  expect(formOf({ convention: { dayCount: "30/360", rounding: "half_up" } })).toBe(formOf({}));
  expect(formOf({ convention: { dueDay: 21 } })).toBe(formOf({}));
  expect(formOf({ convention: { grace: { principalMonths: 0 } } })).toBe(formOf({}));
  expect(formOf({ repayment: "revolving" })).toBe(formOf({ repayment: "interest_first" }));
});

test.each([
  [{ dayCount: "ACT/360" }],
  [{ rounding: "up" }],
  [{ grace: { principalMonths: 1 } }],
  [{ grace: { interestMonths: 1 } }],
  [{ grace: { interestFreeMonths: 1 } }],
  [{ dueDay: 10 }],
  [{ instalmentMultiple: 100 }],
])("a schedule reckoned by %j has another hash", (convention) => {
  expect(formOf({ convention })).not.toBe(formOf({}));
});

test("fees that eat up the loan are refused, whatever rate could be told", () => {
  const fees = [{ name, timing: "per_period" as const, basisPoints: 900 }];
  expect(() => offerFigures({ ...base, fees }, on)).toThrow("offer_fees_exceed_principal");
  expect(offerFigures({ ...base, fees: [{ ...fees[0]!, basisPoints: 90 }] }, on).totalCost).toBe(
    offerFigures(base, on).totalCost + 5_400_000n,
  );
});
