import canonicalize from "canonicalize";
import { z } from "zod";
import { openCheckpoint, type Checkpoint, type VerifySignature } from "./checkpoint";
import { concat, fromBase64, hexOf, type Digest } from "./digest";
import type { EntryFields } from "./entry";
import { leafHash, verifyInclusion } from "./merkle";
import { receiptKinds } from "./receipt-kinds";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.string().regex(/^(0|[1-9]\d{0,18})$/);
const Path = z.array(z.string().length(44)).max(64);

/** What the platform signs for one line of the ledger. Counts are decimal strings, hashes of the tree base64. */
export const ReceiptPayload = z.strictObject({
  version: z.literal(1),
  kind: z.enum(receiptKinds),
  id: z.uuid(),
  /** The enterprise's USCC and name. */
  enterprise: z.string(),
  enterpriseName: z.string(),
  entry: z.record(z.string(), z.string()),
  prev: Hash,
  hash: Hash,
  /** SHA-256 of the consent's text, where the line is about a consent. */
  artefact: Hash.nullable(),
  /** The signed note over the tree in which the line stands at `index`. */
  checkpoint: z.string(),
  index: Count,
  path: Path,
  /** That this tree begins with the one on the enterprise's receipt before. */
  since: z.strictObject({ size: Count, path: Path }).nullable(),
  issuedAt: z.iso.datetime(),
});
export type ReceiptPayload = z.infer<typeof ReceiptPayload>;

const utf8 = new TextEncoder();

/** The bytes that are signed as a compact JWS: RFC 8785 canonical JSON. */
export function receiptBytes(payload: ReceiptPayload): Uint8Array<ArrayBuffer> {
  const text = canonicalize(payload);
  if (text === undefined) throw new TypeError("a receipt must be JSON");
  return utf8.encode(text);
}

type Opened =
  | { isGenuine: true; payload: ReceiptPayload; checkpoint: Checkpoint }
  | { isGenuine: false; problem: "form" | "signature" | "entry" | "checkpoint" | "path" };

/**
 * Opens a receipt and follows it all the way: the signature over the payload, the entry's hash over
 * its content, the checkpoint's own signature, and the path from the line to the checkpoint's root.
 */
export async function openReceipt(
  jws: string,
  publicKey: Uint8Array,
  tools: { sha256: Digest; verify: VerifySignature },
): Promise<Opened> {
  const fault = (problem: Extract<Opened, { isGenuine: false }>["problem"]) =>
    ({ isGenuine: false, problem }) as const;
  const [head, body, tail, ...more] = jws.split(".");
  const header = parseJson(head);
  const parsed = ReceiptPayload.safeParse(parseJson(body));
  const signature = fromBase64Url(tail);
  if (more.length > 0 || !signature || !parsed.success) return fault("form");
  const { alg, crit } = (header ?? {}) as { alg?: unknown; crit?: unknown };
  if (alg !== "EdDSA" || crit !== undefined) return fault("form");
  if (!(await tools.verify(publicKey, utf8.encode(`${head}.${body}`), signature)))
    return fault("signature");

  const { entry, prev, hash, ...receipt } = parsed.data;
  const entryBytes = concat(bytesOf(prev), utf8.encode(canonicalText(entry)));
  if (hexOf(await tools.sha256(entryBytes)) !== hash) return fault("entry");
  const checkpoint = await openCheckpoint(receipt.checkpoint, publicKey, tools);
  if (!checkpoint) return fault("checkpoint");
  const path = receipt.path.map(fromBase64);
  if (!path.every((step) => step !== null)) return fault("form");
  const leaf = await leafHash(bytesOf(hash), tools.sha256);
  const { size, root } = checkpoint;
  const isIncluded = await verifyInclusion(
    { index: BigInt(receipt.index), size, leaf, root, path },
    tools.sha256,
  );
  return isIncluded ? { isGenuine: true, payload: parsed.data, checkpoint } : fault("path");
}

const canonicalText = (entry: EntryFields) => canonicalize(entry) ?? "";

const bytesOf = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

function fromBase64Url(text: string | undefined) {
  if (text === undefined || !/^[\w-]+$/.test(text)) return null;
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return fromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, "="));
}

function parseJson(part: string | undefined): unknown {
  const bytes = fromBase64Url(part);
  if (!bytes) return null;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
