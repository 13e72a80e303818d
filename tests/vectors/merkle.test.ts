import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { verifyInclusion } from "@/domain/ledger/merkle";
import { isInTree } from "@/packages/verifier/check/tree";
import { sha256 } from "@/server/connectors/ed25519";
import { describeShared, hasShared, readShared, sharedFile } from "./shared-folder";

/** transparency-dev/merkle (Apache-2.0): RFC 6962 inclusion proofs, most of them to be refused. */
type Vector = {
  leafIdx: string;
  treeSize: string;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
};

const folder = "vectors/merkle/inclusion";
const files = hasShared
  ? readdirSync(sharedFile(folder), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".json"),
    )
  : [];

/** Some of its numbers are larger than a double holds. */
function read(file: string): Vector {
  const text = readShared(
    `${folder}/${file}`.replaceAll("#", "%23").replaceAll("[", "%5B").replaceAll("]", "%5D"),
  );
  return JSON.parse(text.replaceAll(/("leafIdx"|"treeSize"): (\d+)/g, '$1: "$2"')) as Vector;
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

describeShared("inclusion proofs", () => {
  test.each(files)("%s", async (file) => {
    const vector = read(file);
    const claim = {
      index: BigInt(vector.leafIdx),
      size: BigInt(vector.treeSize),
      root: bytes(vector.root),
      leaf: bytes(vector.leafHash),
    };
    const path = (vector.proof ?? []).map(bytes);
    expect(await verifyInclusion({ ...claim, path }, sha256)).toBe(!vector.wantErr);
    expect(isInTree(claim, path)).toBe(!vector.wantErr);
  });

  test("are there, and most are to be refused", () => {
    const wanted = files.map(read);
    expect(wanted.length).toBeGreaterThan(80);
    expect(wanted.filter(({ wantErr }) => wantErr).length).toBeGreaterThan(wanted.length / 2);
    expect(wanted.filter(({ wantErr }) => !wantErr).length).toBeGreaterThan(2);
  });
});
