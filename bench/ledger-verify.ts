import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare } from "@/bench/frame/compare";
import { verifyChain } from "@/domain/ledger/entry";
import { checkFiles } from "@/packages/verifier/check/files";
import { readKeys } from "@/packages/verifier/check/signatures";
import { PaperLedger } from "@/tests/ledger-files";

const rounds = 5;

const sha256 = async (message: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(message)));

/** The enterprise's own check of its ledger: the links alone, and an export with a path for each line. */
async function* run({ say }: Parameters<Bench["run"]>[0]): AsyncIterable<BenchLine> {
  for (const count of [1_000, 10_000]) {
    say(`ledger.verify: ${count} entries`);
    const ledger = new PaperLedger();
    for (let nth = 0; nth < count; nth++) await ledger.append();
    const bytes = Buffer.from(await ledger.export());
    const keys = readKeys(ledger.key.jwks);
    const result = await compare(
      rounds,
      () => checkFiles([{ name: "ledger", bytes }], keys),
      () => verifyChain(ledger.chain, ledger.entriesOf(), sha256),
    );
    yield {
      bench: "ledger.verify",
      ...result,
      unit: "ms",
      n: count,
      note: `${count} entries, ${(bytes.length / 1e6).toFixed(1)} MB, Node: links, a path each, signatures; baseline the links alone with WebCrypto, as on the history page`,
    };
  }
}

export const bench: Bench = { name: "ledger.verify", run };
