import { equal } from "./bytes.ts";
import type { Checked } from "./checked.ts";
import { bad, good, note, type Finding } from "./findings.ts";
import type { Ledger } from "./ledger.ts";
import type { Receipt } from "./receipt.ts";
import { extendsTree, type Tree } from "./tree.ts";

/** What two files of one enterprise say of each other. */
export function compare(checked: readonly Checked[]): Finding[] {
  const receipts = checked.flatMap(({ subject }) => (subject?.kind === "receipt" ? [subject] : []));
  const ledgers = checked.flatMap(({ subject }) => (subject?.kind === "ledger" ? [subject] : []));
  return [
    ...ledgers.flatMap((ledger) => receipts.flatMap((receipt) => receiptInLedger(receipt, ledger))),
    ...pairs(receipts, ({ tree }) => tree.size).flatMap(([old, newer]) => twoReceipts(old, newer)),
    ...pairs(ledgers, ({ lines }) => BigInt(lines.length)).flatMap(([old, newer]) =>
      twoLedgers(old, newer),
    ),
  ];
}

/** Each with the next larger. */
function pairs<T>(all: readonly T[], sizeOf: (one: T) => bigint): [T, T][] {
  const ordered = all.toSorted((a, b) => (sizeOf(a) < sizeOf(b) ? -1 : 1));
  return ordered.slice(1).map((newer, nth) => [ordered[nth] as T, newer]);
}

function receiptInLedger(receipt: Receipt, ledger: Ledger): Finding[] {
  if (receipt.enterprise !== ledger.enterprise) return [note("other_enterprise")];
  const seq = receipt.line.seq.toString();
  const line = ledger.lines[Number(receipt.line.seq) - 1];
  const isThere = line?.hash === receipt.line.hash;
  const presence = isThere ? good("receipt_in_ledger", { seq }) : bad("receipt_missing", { seq });
  if (!ledger.tree) return [presence];
  return [presence, growth(receipt.tree, ledger.tree, ledger.extends.get(receipt.tree.size))];
}

/** Both ends' sizes, and whether the newer tree begins with the older. */
function growth(old: Tree, newer: Tree, path: readonly Uint8Array[] | undefined): Finding {
  const values = { old: old.size.toString(), size: newer.size.toString() };
  if (old.size === newer.size)
    return equal(old.root, newer.root) ? good("tree_same", values) : bad("tree_forked", values);
  if (old.size > newer.size) return note("tree_older", values);
  if (!path) return note("no_proof_between", values);
  return extendsTree(old, newer, path) ? good("tree_extends", values) : bad("tree_forked", values);
}

function twoReceipts(old: Receipt, newer: Receipt): Finding[] {
  const path = newer.since?.size === old.tree.size ? newer.since.path : undefined;
  return [growth(old.tree, newer.tree, path)];
}

function twoLedgers(old: Ledger, newer: Ledger): Finding[] {
  if (old.enterprise !== newer.enterprise) return [note("other_enterprise")];
  const lost = old.lines.find((line, nth) => newer.lines[nth]?.hash !== line.hash);
  return [
    lost
      ? bad("ledger_lost", { seq: lost.seq.toString() })
      : good("ledger_kept", { entries: String(old.lines.length) }),
  ];
}
