import { createCipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { seal } from "@/server/connectors/aes-gcm";
import {
  kekName,
  newDataKey,
  openBytes,
  sealBytes,
  suiteNumbers,
  unwrapFromBefore,
  unwrapKey,
  wrapKey,
} from "@/server/connectors/envelope";

const master = randomBytes(32);
const keyId = "0192f3a0-0000-7000-8000-00000000000a";
const address = {
  enterpriseId: "0192f3a0-0000-7000-8000-000000000001",
  scope: "tax_declarations:band",
  period: "2026-10-01",
};
const plain = Buffer.from(JSON.stringify({ taxRevenue: "12850000" }));

const sm3 = (text: string) => createHash("sm3").update(text).digest("hex");

test("SM3 and SM4 are the ones of GB/T 32905 and GB/T 32907", () => {
  // GB/T 32905-2016, annex A.1 and A.2.
  expect(sm3("abc")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  expect(sm3("abcd".repeat(16))).toBe(
    "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
  );
  // GM/T 0042-2015, annex D.3.
  const mac = createHmac("sm3", Buffer.from(Array.from({ length: 32 }, (_, n) => n + 1)));
  mac.update("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2));
  expect(mac.digest("hex")).toBe(
    "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a",
  );
  // GB/T 32907-2016, annex A.1: the key enciphers itself.
  const key = Buffer.from("0123456789abcdeffedcba9876543210", "hex");
  const block = createCipheriv("sm4-ecb", key, null).setAutoPadding(false).update(key);
  expect(block.toString("hex")).toBe("681edf34d206965e86b3e94f536e4246");
  // Counter mode: the first block of the key stream is the enciphered counter.
  const stream = createCipheriv("sm4-ctr", key, key).update(Buffer.alloc(16));
  expect(stream.toString("hex")).toBe("681edf34d206965e86b3e94f536e4246");
});

test.each([
  [1, "Q3sIcju13iDv4+J3x+KOj7OTvAJTpfJP8kvzCPMRpSyr9T8Q4oEm"],
  [2, "OVukq6lUeN3iTZOzkdYtwYIUppmUgad2BqWUbaMIBriRhR89F15w0+hp4xeUAhAkDz3JO9LNuBiJZ0M="],
])("what suite %i sealed once opens for ever", (suite, stored) => {
  const opened = openBytes(Buffer.alloc(32, 7), suite, address, Buffer.from(stored, "base64"));
  expect(opened.toString()).toBe('{"value":1}');
});

for (const [name, suite] of Object.entries(suiteNumbers)) {
  test(`${name}: a fact opens with the key and address it was sealed for`, () => {
    const key = newDataKey();
    const body = sealBytes(key, suite, address, plain);
    expect(body.includes("12850000")).toBe(false);
    expect(openBytes(key, suite, address, body)).toEqual(plain);
    expect(sealBytes(key, suite, address, plain)).not.toEqual(body);
  });

  test.each([
    ["another enterprise", { ...address, enterpriseId: "0192f3a0-0000-7000-8000-000000000002" }],
    ["another granularity", { ...address, scope: "tax_declarations:monthly" }],
    ["another month", { ...address, period: "2026-09-01" }],
  ])(`${name}: a fact does not open for %s`, (_case, elsewhere) => {
    const key = newDataKey();
    const body = sealBytes(key, suite, address, plain);
    expect(() => openBytes(key, suite, elsewhere, body)).toThrow("authenticate");
  });

  test(`${name}: the key of one granularity does not open another's rows`, () => {
    const body = sealBytes(newDataKey(), suite, address, plain);
    expect(() => openBytes(newDataKey(), suite, address, body)).toThrow("authenticate");
  });

  test(`${name}: what is cut short does not open, whatever is left of its tag`, () => {
    const key = newDataKey();
    const body = sealBytes(key, suite, address, plain);
    for (let length = 0; length < body.length; length++)
      expect(() => openBytes(key, suite, address, body.subarray(0, length))).toThrow(
        /tag|authenticate|nonce|initialization/i,
      );
  });

  test(`${name}: every flipped bit is noticed`, () => {
    const key = newDataKey();
    const body = sealBytes(key, suite, address, plain);
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(() => openBytes(key, suite, address, changed)).toThrow("authenticate");
    }
  });
}

test("a fact sealed by one suite does not open as the other's, and an unknown one is an error", () => {
  const key = newDataKey();
  for (const [sealedBy, openedAs] of [
    [1, 2],
    [2, 1],
  ] as const)
    expect(() =>
      openBytes(key, openedAs, address, sealBytes(key, sealedBy, address, plain)),
    ).toThrow("authenticate");
  expect(() => sealBytes(key, 3, address, plain)).toThrow("number 3");
});

test("a data key unwraps under its own name and master, the one before included", () => {
  const key = newDataKey();
  const stored = wrapKey(master, keyId, key);
  expect(stored.kek).toBe(kekName(master));
  expect(unwrapKey([master], keyId, stored)).toEqual(key);
  expect(unwrapKey([randomBytes(32), master], keyId, stored)).toEqual(key);
  expect(() => unwrapKey([randomBytes(32)], keyId, stored)).toThrow("is not given");
  expect(() => unwrapKey([master], address.enterpriseId, stored)).toThrow("authenticate");
  const forged = { ...stored, kek: kekName(Buffer.alloc(32)) };
  expect(() => unwrapKey([Buffer.alloc(32)], keyId, forged)).toThrow("authenticate");
});

test("a key wrapped before there was a store still unwraps", () => {
  const key = newDataKey();
  const wrapped = seal(master, key, Buffer.from("data-key"));
  expect(unwrapFromBefore(master, wrapped)).toEqual(key);
});
