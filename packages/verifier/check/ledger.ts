import { fromBase64 } from "./bytes.ts";
import { bad, good, note, type Finding } from "./findings.ts";
import { asObject, countOf, parseObject, textOf, textsOf, type Json } from "./json.ts";
import { chainStart, isHashed, isPlaced, readLine, type Line } from "./line.ts";
import { openCheckpoint, openCosignature, openJws, type Key } from "./signatures.ts";
import { placesIn, type Tree } from "./tree.ts";

export type Ledger = {
  kind: "ledger";
  enterprise: string;
  lines: Line[];
  tree: Tree | null;
  /** That the tree begins with those of earlier receipts, by their size. */
  extends: Map<bigint, Uint8Array[]>;
};

/** Checks an enterprise's whole ledger: a head, a line an entry, and the platform's word for the end. */
export async function checkLedger(
  text: string,
  keys: readonly Key[],
): Promise<{ ledger: Ledger; findings: Finding[] }> {
  const rows = text
    .split("\n")
    .filter((row) => row.trim() !== "")
    .map(parseObject);
  const head = rows.shift() ?? {};
  const end = rows.at(-1)?.["end"];
  if (end !== undefined) rows.pop();
  const chain = textOf(head, "chain");
  const lines = rows.map(readLine);
  const checkpoint = head["checkpoint"] === null ? null : textOf(head, "checkpoint");
  const tree = checkpoint === null ? null : await openCheckpoint(checkpoint, keys);

  const findings = [
    note("ledger_of", {
      enterprise: textOf(head, "enterpriseName"),
      uscc: textOf(head, "enterprise"),
    }),
  ];
  findings.push(checkChain(chain, lines));
  findings.push(await checkEnd(end, { head, chain, lines }, keys));
  if (checkpoint !== null && !tree) findings.push(bad("checkpoint_forged"));
  if (checkpoint === null) findings.push(note("no_checkpoint"));
  if (tree) findings.push(checkPlaces(lines, tree));
  if (checkpoint !== null && tree) findings.push(...(await checkCosignatures(head, checkpoint)));
  const proofs = listOf(head, "extends").map((one): [bigint, Uint8Array[]] => [
    countOf(one, "size"),
    textsOf(one, "path").map(fromBase64),
  ]);
  const enterprise = textOf(head, "enterprise");
  return {
    findings,
    ledger: { kind: "ledger", enterprise, lines, tree, extends: new Map(proofs) },
  };
}

function checkChain(chain: string, lines: readonly Line[]): Finding {
  let prev = chainStart(chain);
  for (const [nth, line] of lines.entries()) {
    const isNext = line.chain === chain && line.seq === BigInt(nth + 1) && line.prev === prev;
    if (!isNext || !isHashed(line)) return bad("chain_broken", { seq: String(nth + 1) });
    prev = line.hash;
  }
  return good("chain_whole", { entries: String(lines.length) });
}

type Shown = { head: Json; chain: string; lines: readonly Line[] };

async function checkEnd(
  end: unknown,
  { head, chain, lines }: Shown,
  keys: readonly Key[],
): Promise<Finding> {
  if (typeof end !== "string") return bad("end_missing");
  const said = await openJws(end, keys);
  if (said?.["kind"] !== "ledger") return bad("end_forged");
  const last = lines.at(-1)?.hash ?? null;
  const isThisFile =
    said["chain"] === chain &&
    said["enterprise"] === head["enterprise"] &&
    said["checkpoint"] === head["checkpoint"] &&
    said["entries"] === String(lines.length) &&
    said["last"] === last;
  if (!isThisFile) return bad("end_differs", { entries: String(said["entries"]) });
  return good("ledger_complete", { entries: String(lines.length), at: textOf(said, "at") });
}

function checkPlaces(lines: readonly Line[], tree: Tree): Finding {
  const places = new Set<bigint>();
  const isIn = placesIn(tree);
  let newer = 0;
  for (const line of lines) {
    const { seq, place } = line;
    if (!place) {
      newer += 1;
      continue;
    }
    if (places.has(place.index) || !isPlaced(line, isIn))
      return bad("line_not_in_tree", { seq: seq.toString(), size: tree.size.toString() });
    places.add(place.index);
  }
  const values = { entries: String(places.size), size: tree.size.toString(), newer: String(newer) };
  return newer === 0 ? good("all_in_tree", values) : good("all_but_newest_in_tree", values);
}

async function checkCosignatures(head: Json, checkpoint: string): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const one of listOf(head, "cosignatures")) {
    const witness = { name: textOf(one, "name"), key: fromBase64(textOf(one, "key")) };
    const at = await openCosignature(textOf(one, "line"), checkpoint, witness);
    const bank = textOf(one, "bank");
    found.push(
      at ? note("cosigned", { bank, at: at.toISOString() }) : bad("cosignature_forged", { bank }),
    );
  }
  return found;
}

function listOf(object: Json, name: string): Json[] {
  const value = object[name];
  if (!Array.isArray(value)) throw new Error(`${name} is not a list`);
  return value.map(asObject);
}
