import { generateKeyPairSync, randomUUID, sign, type KeyObject } from "node:crypto";
import {
  checkpointText,
  cosignatureLine,
  cosignedBytes,
  ledgerOrigin,
  signatureKeyId,
  signatureLine,
  signedNote,
} from "@/domain/ledger/checkpoint";
import { hexOf, toBase64 } from "@/domain/ledger/digest";
import { chainOrigin, entryFields, entryHash, type LedgerEntry } from "@/domain/ledger/entry";
import {
  draftConsistency,
  draftInclusion,
  draftRoot,
  leafHash,
  nodeHash,
  type Draft,
  type Subtree,
} from "@/domain/ledger/merkle";
import { receiptBytes } from "@/domain/ledger/receipt";
import type { ReceiptKind } from "@/domain/ledger/receipt-kinds";
import { sha256 } from "@/server/connectors/ed25519";

const kid = "key-of-the-test";

function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  const bytes = new Uint8Array(Buffer.from(x, "base64url"));
  return {
    privateKey,
    bytes,
    jwks: JSON.stringify({ keys: [{ kty: "OKP", crv: "Ed25519", x, kid }] }),
  };
}

export function jwsOf(
  payload: Uint8Array | object,
  key: KeyObject,
  header: object = { alg: "EdDSA", kid },
) {
  const bytes = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload));
  const text = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${Buffer.from(bytes).toString("base64url")}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString("base64url")}`;
}

/** A ledger in memory, made with the rules of domain/: several chains, one tree. */
export class PaperLedger {
  readonly key = makeKey();
  readonly witness = makeKey();
  readonly enterprise = { uscc: "91320000000000000X", name: "云亭精密" };
  readonly chain = randomUUID();
  readonly #chains = new Map<string, LedgerEntry[]>();
  readonly #leaves: Uint8Array[] = [];
  readonly #nodes = new Map<string, Uint8Array>();
  readonly #places = new Map<string, bigint>();

  get size() {
    return BigInt(this.#leaves.length);
  }

  entriesOf(chain = this.chain) {
    return this.#chains.get(chain) ?? [];
  }

  placeOf(entry: LedgerEntry) {
    return this.#places.get(`${entry.chain}/${entry.seq}`);
  }

  async append(chain = this.chain, action = "gate.open", code = "PERMITTED") {
    const before = this.entriesOf(chain);
    const entry = {
      chain,
      seq: BigInt(before.length + 1),
      at: new Date(1_790_000_000_000 + this.#leaves.length * 1_000),
      action,
      code,
      persona: "bank",
      personId: randomUUID(),
      recipientId: randomUUID(),
      consentId: null,
      ticketId: null,
      scopes: ["tax_declarations:band"],
      dataFrom: "2026-01-01",
      dataTo: "2026-10-31",
      artefactHash: null,
      prev: before.at(-1)?.hash ?? (await chainOrigin(chain, sha256)),
    };
    const whole = { ...entry, hash: await entryHash(entry, sha256) };
    this.#chains.set(chain, before);
    before.push(whole);
    const leaf = await leafHash(whole.hash, sha256);
    this.#places.set(`${chain}/${entry.seq}`, this.size);
    this.#leaves.push(leaf);
    return whole;
  }

  async #hashOf({ level, position }: Subtree): Promise<Uint8Array> {
    if (level === 0) return this.#leaves[Number(position)]!;
    const name = `${level}/${position}`;
    const known = this.#nodes.get(name);
    if (known) return known;
    const [left, right] = [position * 2n, position * 2n + 1n];
    const hash = await nodeHash(
      await this.#hashOf({ level: level - 1, position: left }),
      await this.#hashOf({ level: level - 1, position: right }),
      sha256,
    );
    this.#nodes.set(name, hash);
    return hash;
  }

  async complete({ needs, complete }: Draft) {
    const known = await Promise.all(
      needs.map(async (one) => [`${one.level}/${one.position}`, await this.#hashOf(one)] as const),
    );
    const hashes = new Map(known);
    return complete(({ level, position }) => hashes.get(`${level}/${position}`)!, sha256);
  }

  async root(size = this.size) {
    const [root] = await this.complete(draftRoot(size));
    return root!;
  }

  async checkpoint(size = this.size, root?: Uint8Array) {
    const text = checkpointText({
      origin: ledgerOrigin,
      size,
      root: root ?? (await this.root(size)),
    });
    const keyId = await signatureKeyId(ledgerOrigin, "log", this.key.bytes, sha256);
    const signature = sign(null, Buffer.from(text), this.key.privateKey);
    return signedNote(text, [signatureLine({ name: ledgerOrigin, keyId, signature })]);
  }

  async #path(draft: Draft) {
    return (await this.complete(draft)).map(toBase64);
  }

  async receipt(entry: LedgerEntry, kind: ReceiptKind = "grant", since?: bigint) {
    const place = this.placeOf(entry)!;
    return jwsOf(
      receiptBytes({
        version: 1,
        kind,
        id: randomUUID(),
        enterprise: this.enterprise.uscc,
        enterpriseName: this.enterprise.name,
        entry: entryFields(entry),
        prev: hexOf(entry.prev),
        hash: hexOf(entry.hash),
        artefact: null,
        checkpoint: await this.checkpoint(),
        index: place.toString(),
        path: await this.#path(draftInclusion(place, this.size)),
        since: since
          ? { size: since.toString(), path: await this.#path(draftConsistency(since, this.size)) }
          : null,
        issuedAt: "2026-11-22T00:00:00.000Z",
      }),
      this.key.privateKey,
    );
  }

  /** The enterprise's ledger as the platform exports it. */
  async export({ since = [], sealed = this.size }: { since?: bigint[]; sealed?: bigint } = {}) {
    const entries = this.entriesOf();
    const checkpoint = await this.checkpoint(sealed);
    const name = `${ledgerOrigin}/witness/test`;
    const id = await signatureKeyId(name, "witness", this.witness.bytes, sha256);
    const text = checkpoint.slice(0, checkpoint.indexOf("\n\n") + 1);
    const line = sign(null, cosignedBytes(text, 1_790_000_000n), this.witness.privateKey);
    const said = { enterprise: this.enterprise.uscc, chain: this.chain, checkpoint };
    const head = {
      kind: "ledger",
      version: 1,
      ...said,
      enterpriseName: this.enterprise.name,
      cosignatures: [
        {
          bank: "江畔银行",
          name,
          key: toBase64(this.witness.bytes),
          line: cosignatureLine(name, id, 1_790_000_000n, line),
        },
      ],
      extends: await Promise.all(
        since.map(async (size) => ({
          size: size.toString(),
          path: await this.#path(draftConsistency(size, sealed)),
        })),
      ),
    };
    const lines = await Promise.all(
      entries.map(async (entry) => {
        const place = this.placeOf(entry)!;
        const isSealed = place < sealed;
        return {
          entry: entryFields(entry),
          prev: hexOf(entry.prev),
          hash: hexOf(entry.hash),
          index: isSealed ? place.toString() : null,
          path: isSealed ? await this.#path(draftInclusion(place, sealed)) : [],
        };
      }),
    );
    const end = jwsOf(
      {
        kind: "ledger",
        version: 1,
        ...said,
        entries: String(entries.length),
        last: hexOf(entries.at(-1)!.hash),
        at: "2026-11-22T00:00:00.000Z",
      },
      this.key.privateKey,
    );
    return [head, ...lines, { end }].map((row) => `${JSON.stringify(row)}\n`).join("");
  }
}
