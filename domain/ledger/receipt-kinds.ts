export const receiptKinds = ["grant", "amend", "withdraw", "expire", "reminder", "digest"] as const;
export type ReceiptKind = (typeof receiptKinds)[number];
