export const productKinds = [
  "credit",
  "collateral",
  "guarantee",
  "receivables",
  "orders",
  "warehouse_receipts",
  "ip_pledge",
  "procurement",
  "agriculture",
  "renewal",
] as const;
export const guaranteeKinds = ["none", "collateral", "guarantor", "mixed"] as const;
export const repaymentKinds = [
  "equal_instalments",
  "equal_principal",
  "interest_first",
  "bullet",
  "revolving",
  "flat",
] as const;
export const lprTenors = ["1y", "5y"] as const;
export const feeTimings = ["upfront", "per_period", "at_end"] as const;
