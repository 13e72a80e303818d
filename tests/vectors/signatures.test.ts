import { compactVerify, importJWK } from "jose";
import { expect, test } from "vitest";
import { isSigned, openJws } from "@/packages/verifier/check/signatures";
import { verifyEd25519 } from "@/server/connectors/ed25519";
import { describeShared, hasShared, readShared } from "./shared-folder";

/** C2SP/wycheproof (Apache-2.0): Ed25519 signatures, valid and adversarial. */
type Wycheproof = {
  testGroups: {
    publicKey: { pk: string };
    tests: { tcId: number; comment: string; msg: string; sig: string; result: string }[];
  }[];
};
/** ietf-jose/cookbook (RFC 8037's example). */
type Cookbook = {
  input: { payload: string; key: { x: string } };
  output: { compact: string };
};
const read = (file: string): unknown => JSON.parse(readShared(file));
const { testGroups } = hasShared
  ? (read("vectors/jose/wycheproof_ed25519_test.json") as Wycheproof)
  : { testGroups: [] };
const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));

describeShared("Ed25519 signatures", () => {
  const cases = testGroups.flatMap(({ publicKey, tests }) =>
    tests.map((one) => [`${one.tcId} ${one.comment}`, publicKey.pk, one] as const),
  );
  test.each(cases)("%s", async (_name, key, { msg, sig, result }) => {
    const [publicKey, message, signature] = [hex(key), hex(msg), hex(sig)];
    expect(verifyEd25519(publicKey, message, signature)).toBe(result === "valid");
    expect(await isSigned(publicKey, message, signature)).toBe(result === "valid");
  });

  test("are there, of both kinds", () => {
    const results = cases.map(([, , { result }]) => result);
    expect(results.filter((result) => result === "valid").length).toBeGreaterThan(50);
    expect(results.filter((result) => result === "invalid").length).toBeGreaterThan(20);
  });
});

describeShared("the cookbook's JWS", () => {
  const { input, output } = hasShared
    ? (read("vectors/jose/curve25519_jws.json") as Cookbook)
    : { input: { payload: "", key: { x: "" } }, output: { compact: "" } };
  const key = { kty: "OKP", crv: "Ed25519", x: input.key.x };

  test("holds, and no part of it can be changed", async () => {
    const imported = await importJWK(key, "EdDSA");
    const { payload } = await compactVerify(output.compact, imported, { algorithms: ["EdDSA"] });
    expect(Buffer.from(payload).toString()).toBe(input.payload);
    const [head = "", body = "", tail = ""] = output.compact.split(".");
    const signed = Buffer.from(`${head}.${body}`);
    const bytes = new Uint8Array(Buffer.from(key.x, "base64url"));
    const signature = new Uint8Array(Buffer.from(tail, "base64url"));
    expect(await isSigned(bytes, signed, signature)).toBe(true);
    expect(await isSigned(bytes, Buffer.from(`${head}.${body}A`), signature)).toBe(false);
  });

  test("does not pass for a document of ours: it names no key and carries no object", async () => {
    const bytes = new Uint8Array(Buffer.from(key.x, "base64url"));
    expect(await openJws(output.compact, [{ id: "any", bytes }])).toBeNull();
  });
});
