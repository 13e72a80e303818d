export const receiptKinds = ["grant", "amend", "withdraw", "expire", "reminder", "digest"] as const;
export type ReceiptKind = (typeof receiptKinds)[number];

/** Which lines of the ledger the enterprise gets a receipt for, by action and code. */
export const receiptedLines = {
  "consent.sign SIGNED": "grant",
  "consent.narrow NARROWED": "amend",
  "consent.pause PAUSED": "amend",
  "consent.resume RESUMED": "amend",
  "consent.revoke REVOKED": "withdraw",
  "consent.relinquish RELINQUISHED": "withdraw",
  "consent.terminate TERMINATED": "withdraw",
  "consent.end SUPERSEDED": "withdraw",
  "consent.expire EXPIRED": "expire",
  "consent.consume CONSUMED": "expire",
  "reminder.send SENT": "reminder",
  "digest.send SENT": "digest",
} as const satisfies Record<string, ReceiptKind>;

/** The kind of receipt a line earns; null for a look, a refusal, a request. */
export function receiptKindOf(line: { action: string; code: string }): ReceiptKind | null {
  const kinds: Record<string, ReceiptKind> = receiptedLines;
  return kinds[`${line.action} ${line.code}`] ?? null;
}
