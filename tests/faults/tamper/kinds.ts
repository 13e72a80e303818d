import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { asBytea, rebuild, relink, type Copy, type Row, type Signer } from "./copy";

const one = <T>(all: readonly T[]): T => all[randomInt(all.length)]!;
const noise = () => asBytea(randomBytes(32));

/** What the row says, apart from where it stands and what it is hashed to. */
const said = (row: Row): Row => without(row, ["chain", "seq", "xid", "prev", "hash"]);
const without = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

function chainOf(copy: Copy): Row[] {
  const { chain } = one(copy.entries);
  return copy.entries.filter((row) => row["chain"] === chain);
}

const edits: Record<string, (row: Row) => void> = {
  code: (row) => void (row["code"] = row["code"] === "PERMITTED" ? "CONSENT_REVOKED" : "PERMITTED"),
  action: (row) => void (row["action"] = `${String(row["action"])}.x`),
  persona: (row) => void (row["persona"] = `${String(row["persona"])}x`),
  recipient: (row) => void (row["recipient_id"] = randomUUID()),
  scopes: (row) => void (row["scopes"] = [...(row["scopes"] as string[]), "gas_usage:raw"]),
  days: (row) =>
    void (row["data_to"] = row["data_to"] === "2026-01-31" ? "2026-02-28" : "2026-01-31"),
  at: (row) => void (row["at"] = new Date(Date.parse(String(row["at"])) + 60_000).toISOString()),
};

const ofEntries: Record<string, (copy: Copy) => void> = {
  edit: (copy) => one(Object.values(edits))(one(copy.entries)),
  delete: (copy) => {
    const gone = one(chainOf(copy).slice(0, -1));
    copy.entries = copy.entries.filter((row) => row !== gone);
    for (const row of copy.entries)
      if (row["chain"] === gone["chain"] && Number(row["seq"]) > Number(gone["seq"]))
        row["seq"] = Number(row["seq"]) - 1;
  },
  insert: (copy) => {
    // Not behind the last: the platform may always write one more.
    const before = one(chainOf(copy).slice(0, -1));
    for (const row of copy.entries)
      if (row["chain"] === before["chain"] && Number(row["seq"]) > Number(before["seq"]))
        row["seq"] = Number(row["seq"]) + 1;
    copy.entries.push({ ...before, seq: Number(before["seq"]) + 1, consent_id: randomUUID() });
  },
  swap: (copy) => {
    const chain = chainOf(copy);
    const at = randomInt(chain.length - 1);
    const [first, second] = [chain[at]!, chain[at + 1]!];
    const [left, right] = [said(first), said(second)];
    Object.assign(first, right);
    Object.assign(second, left);
  },
  truncate: (copy) => {
    const chain = chainOf(copy);
    const gone = new Set(chain.slice(-1 - randomInt(3)));
    copy.entries = copy.entries.filter((row) => !gone.has(row));
  },
};

const ofTree: Record<string, (copy: Copy) => void> = {
  leafEdit: ({ leaves }) => void (one(leaves)["hash"] = noise()),
  leafDelete: (copy) => void copy.leaves.pop(),
  leafInsert: ({ leaves }) =>
    void leaves.push({ position: leaves.length, chain: randomUUID(), seq: 1, hash: noise() }),
  leafSwap: ({ leaves }) => {
    const at = randomInt(leaves.length - 1);
    const [first, second] = [leaves[at]!, leaves[at + 1]!];
    const [left, right] = [without(first, ["position"]), without(second, ["position"])];
    Object.assign(first, right);
    Object.assign(second, left);
  },
  nodeEdit: ({ nodes }) => void (one(nodes)["hash"] = noise()),
  nodeDelete: ({ nodes }) => void nodes.splice(randomInt(nodes.length), 1),
  checkpointEdit: ({ checkpoints }) => void (one(checkpoints)["root"] = noise()),
  checkpointNote: ({ checkpoints }) => {
    const row = one(checkpoints);
    row["note"] = String(row["note"]).replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  },
  checkpointDelete: ({ checkpoints }) => void checkpoints.splice(randomInt(checkpoints.length), 1),
};

/** How far whoever tampers covers it up. */
const covers: Record<string, (copy: Copy, signer: Signer) => Promise<void>> = {
  Bare: async () => {},
  Relinked: relink,
  Rebuilt: async (copy, signer) => {
    await relink(copy, signer);
    await rebuild(copy, signer, false);
  },
  // With the platform's own key: whoever runs it.
  Resigned: async (copy, signer) => {
    await relink(copy, signer);
    await rebuild(copy, signer, true);
  },
};

type Tamper = (copy: Copy, signer: Signer) => Promise<void>;

/** Every way to tamper, by its name. */
export const kinds: Record<string, Tamper> = {
  ...Object.fromEntries(
    Object.entries(ofEntries).flatMap(([name, change]) =>
      Object.entries(covers).map(([cover, hide]): [string, Tamper] => [
        `${name}${cover}`,
        async (copy, signer) => {
          change(copy);
          await hide(copy, signer);
        },
      ]),
    ),
  ),
  ...Object.fromEntries(
    Object.entries(ofTree).map(([name, change]): [string, Tamper] => [
      name,
      async (copy) => change(copy),
    ]),
  ),
};
