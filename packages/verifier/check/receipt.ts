import { fromBase64 } from "./bytes.ts";
import { bad, good, note, type Finding } from "./findings.ts";
import { countOf, objectOf, textOf, textsOf, type Json } from "./json.ts";
import { isHashed, isPlaced, readLine, type Line } from "./line.ts";
import { openCheckpoint, type Key } from "./signatures.ts";
import { placesIn, type Tree } from "./tree.ts";

export const receiptKinds = ["grant", "amend", "withdraw", "expire", "reminder", "digest"];

export type Receipt = {
  kind: "receipt";
  enterprise: string;
  line: Line;
  tree: Tree;
  /** That this tree begins with the one of an earlier receipt. */
  since: { size: bigint; path: Uint8Array[] } | null;
};

/** Checks what a receipt says, its signature having been checked. */
export async function checkReceipt(
  payload: Json,
  keys: readonly Key[],
): Promise<{ receipt: Receipt | null; findings: Finding[] }> {
  const line = readLine(payload);
  const enterprise = textOf(payload, "enterprise");
  const values = {
    enterprise: textOf(payload, "enterpriseName"),
    uscc: enterprise,
    kind: textOf(payload, "kind"),
    seq: line.seq.toString(),
    at: textOf(line.entry, "at"),
  };
  const findings = [good("receipt_genuine", values)];
  findings.push(isHashed(line) ? good("line_whole") : bad("line_changed", values));
  const tree = await openCheckpoint(textOf(payload, "checkpoint"), keys);
  if (!tree) return { receipt: null, findings: [...findings, bad("checkpoint_forged")] };
  const size = tree.size.toString();
  findings.push(
    isPlaced(line, placesIn(tree))
      ? good("line_in_tree", { size })
      : bad("line_not_in_tree", { ...values, size }),
  );
  if (payload["artefact"] !== null)
    findings.push(note("artefact", { hash: textOf(payload, "artefact") }));
  const since = payload["since"] === null ? null : objectOf(payload, "since");
  return {
    findings,
    receipt: {
      kind: "receipt",
      enterprise,
      line,
      tree,
      since: since && {
        size: countOf(since, "size"),
        path: textsOf(since, "path").map(fromBase64),
      },
    },
  };
}
