import { fromUtf8, toHex } from "./bytes.ts";
import type { Checked } from "./checked.ts";
import { compare } from "./compare.ts";
import { bad, good, note, type Finding } from "./findings.ts";
import { textOf, type Json } from "./json.ts";
import { checkConsent, readConsentFile } from "./consent.ts";
import { checkLedger } from "./ledger.ts";
import { checkReceipt, receiptKinds } from "./receipt.ts";
import { sha256 } from "./sha256.ts";
import { openJws, type Key } from "./signatures.ts";

/** Checks each file by itself, then what they say of each other. */
export async function checkFiles(
  files: readonly { name: string; bytes: Uint8Array }[],
  keys: readonly Key[],
): Promise<{ files: Checked[]; together: Finding[] }> {
  const checked: Checked[] = [];
  for (const { name, bytes } of files) {
    try {
      checked.push({ name, bytes, ...(await checkText(fromUtf8(bytes).trim(), keys)) });
    } catch {
      checked.push({ name, bytes, subject: null, findings: [bad("unreadable")] });
    }
  }
  return { files: matchContents(checked), together: compare(checked) };
}

type Outcome = Pick<Checked, "subject" | "findings">;

async function checkText(text: string, keys: readonly Key[]): Promise<Outcome> {
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(text)) return checkSigned(text, keys);
  const consent = readConsentFile(text);
  if (consent) return { subject: null, findings: await checkConsent(consent, keys) };
  const { ledger, findings } = await checkLedger(text, keys);
  return { subject: ledger, findings };
}

async function checkSigned(jws: string, keys: readonly Key[]): Promise<Outcome> {
  const payload = await openJws(jws, keys);
  if (!payload) return { subject: null, findings: [bad("signature_forged")] };
  const kind = textOf(payload, "kind");
  if (receiptKinds.includes(kind)) {
    const { receipt, findings } = await checkReceipt(payload, keys);
    return { subject: receipt, findings };
  }
  if (kind === "report") return checkReport(payload);
  return { subject: null, findings: [bad("kind_unknown", { kind })] };
}

function checkReport(payload: Json): Outcome {
  const number = textOf(payload, "number");
  const contentHash = textOf(payload, "contentHash");
  const enterprise = textOf(payload, "enterprise");
  return {
    subject: { kind: "report", number, contentHash },
    findings: [
      good("report_genuine", { number, enterprise }),
      note("report_content", { hash: contentHash }),
    ],
  };
}

/** A file that is nothing of ours may be what a report was made over. */
function matchContents(checked: readonly Checked[]): Checked[] {
  const reports = checked.flatMap(({ subject }) => (subject?.kind === "report" ? [subject] : []));
  if (reports.length === 0) return [...checked];
  return checked.map((one) => {
    if (one.subject) return one;
    const hash = toHex(sha256(one.bytes));
    const report = reports.find(({ contentHash }) => contentHash === hash);
    return report
      ? { ...one, findings: [good("content_of_report", { number: report.number })] }
      : one;
  });
}
