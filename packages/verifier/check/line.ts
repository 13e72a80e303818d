import { fromHex, join, toHex, utf8 } from "./bytes.ts";
import { canonical, countOf, objectOf, textOf, textsOf, type Json } from "./json.ts";
import { sha256 } from "./sha256.ts";
import { leafHash, type placesIn } from "./tree.ts";

/** One line of a ledger as a file shows it. */
export type Line = {
  entry: Json;
  chain: string;
  seq: bigint;
  prev: string;
  hash: string;
  /** Where it stands in the tree; null where it was not in it yet. */
  place: { index: bigint; path: string[] } | null;
};

/** Reads a line; throws where it is malformed. */
export function readLine(object: Json): Line {
  const entry = objectOf(object, "entry");
  for (const name of Object.keys(entry)) textOf(entry, name);
  const isPlaced = object["index"] !== null;
  return {
    entry,
    chain: textOf(entry, "chain"),
    seq: countOf(entry, "seq"),
    prev: textOf(object, "prev"),
    hash: textOf(object, "hash"),
    place: isPlaced ? { index: countOf(object, "index"), path: textsOf(object, "path") } : null,
  };
}

/** Whether the line's hash is over its content and the line before. */
export const isHashed = ({ entry, prev, hash }: Line): boolean =>
  toHex(sha256(join(fromHex(prev), utf8(canonical(entry))))) === hash;

/** Whether the line stands in the tree whose places these are. */
export const isPlaced = ({ hash, place }: Line, isIn: ReturnType<typeof placesIn>): boolean =>
  place !== null && isIn(place.index, leafHash(fromHex(hash)), place.path);

/** What the first line of a chain follows. */
export const chainStart = (chain: string): string => toHex(sha256(utf8(`xyd-ledger:${chain}`)));
