import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalEntry, chainOrigin, entryHash, verifyChain, type LedgerEntry } from "./entry";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const chain = "0199a1b2-0000-7000-8000-000000000001";

const content = {
  chain,
  seq: 1n,
  at: new Date("2026-11-21T02:03:04.050Z"),
  action: "gate.open",
  code: "PERMITTED",
  persona: "bank",
  personId: "0199a1b2-0000-7000-8000-000000000002",
  recipientId: null,
  consentId: null,
  ticketId: null,
  scopes: ["tax_declarations:indicator", "gas_usage:band"],
  dataFrom: "2026-01-01",
  dataTo: "2026-10-31",
  artefactHash: null,
};

async function chainOf(length: number): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  let prev = await chainOrigin(chain, sha256);
  for (let nth = 1; nth <= length; nth++) {
    const entry = { ...content, seq: BigInt(nth), prev };
    prev = await entryHash(entry, sha256);
    entries.push({ ...entry, hash: prev });
  }
  return entries;
}

test("keys in order, strings only, nothing for what is absent", () => {
  expect(canonicalEntry(content)).toBe(
    `{"action":"gate.open","at":"2026-11-21T02:03:04.050Z","chain":"${chain}","code":"PERMITTED","from":"2026-01-01","person":"0199a1b2-0000-7000-8000-000000000002","persona":"bank","scopes":"tax_declarations:indicator gas_usage:band","seq":"1","to":"2026-10-31"}`,
  );
});

test("a chain as it was written is whole", async () => {
  expect(await verifyChain(chain, await chainOf(5), sha256)).toEqual({ isWhole: true, entries: 5 });
  expect(await verifyChain(chain, [], sha256)).toEqual({ isWhole: true, entries: 0 });
});

test("any one edit, loss, swap or insertion before the end is found", async () => {
  const whole = await chainOf(6);
  const tampered: Record<string, (at: number) => LedgerEntry[]> = {
    edit: (at) => whole.map((entry, nth) => (nth === at ? { ...entry, code: "REFUSED" } : entry)),
    loss: (at) => whole.filter((_, nth) => nth !== at),
    swap: (at) => whole.with(at, whole[at + 1]!).with(at + 1, whole[at]!),
    insertion: (at) => whole.toSpliced(at, 0, whole[at]!),
    move: (at) => whole.with(at, { ...whole[at]!, chain: chain.replace("1", "2") }),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.values(tampered)),
      fc.integer({ min: 0, max: 4 }),
      async (tamper, at) => {
        expect((await verifyChain(chain, tamper(at), sha256)).isWhole).toBe(false);
      },
    ),
  );
});

test("a line recomputed without its successors breaks the link after it", async () => {
  const whole = await chainOf(3);
  const forged = { ...whole[1]!, code: "REFUSED" };
  const hash = await entryHash(forged, sha256);
  expect(await verifyChain(chain, whole.with(1, { ...forged, hash }), sha256)).toEqual({
    isWhole: false,
    seq: 3n,
    problem: "broken_link",
  });
});
