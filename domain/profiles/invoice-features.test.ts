import { expect, test } from "vitest";
import { InvoiceTally, type CountedInvoice } from "./invoice-features";

const invoice = (over: Partial<CountedInvoice> = {}): CountedInvoice => ({
  on: "2019-03-05",
  counterparty: "B1",
  amount: 10_000n,
  tax: 1_300n,
  total: 11_300n,
  state: "valid",
  ...over,
});

function featuresOf(...invoices: CountedInvoice[]) {
  const tally = new InvoiceTally();
  for (const one of invoices) tally.add(one);
  return tally.features();
}

test("a red invoice lowers the net amount but not the largest share", () => {
  const features = featuresOf(
    invoice(),
    invoice({ counterparty: "B2", amount: 30_000n }),
    invoice({ counterparty: "B2", amount: -30_000n }),
  );
  expect(features).toMatchObject({ amount: 10_000n, negative: 1, top1Share: "0.750000" });
});

test("a void invoice counts as one and for nothing else", () => {
  const features = featuresOf(invoice(), invoice({ on: "2020-01-31", state: "void", amount: 99n }));
  expect(features).toMatchObject({
    n: 2,
    valid: 1,
    void: 1,
    amount: 10_000n,
    activeMonths: 1,
    first: "2019-03-05",
    last: "2019-03-05",
  });
});

test("without a positive amount there is no largest share", () => {
  expect(featuresOf(invoice({ amount: -5n })).top1Share).toBeNull();
  expect(featuresOf()).toMatchObject({ n: 0, first: null, last: null, top1Share: null });
});
