import type { Finding } from "./findings.ts";
import type { Ledger } from "./ledger.ts";
import type { Receipt } from "./receipt.ts";

type Report = { kind: "report"; number: string; contentHash: string };

/** A file, what it turned out to be, and what was found. */
export type Checked = {
  name: string;
  bytes: Uint8Array;
  subject: Receipt | Ledger | Report | null;
  findings: Finding[];
};
