import canonicalize from "canonicalize";
import { expect, test } from "vitest";
import { canonicalEntry } from "@/domain/ledger/entry";
import { canonical } from "@/packages/verifier/check/json";
import { describeShared, readShared } from "./shared-folder";

/** cyberphone/json-canonicalization (Apache-2.0): RFC 8785 input, output and the output's bytes. */
const names = ["arrays", "french", "structures", "unicode", "values", "weird"];
const bytesOf = (name: string) =>
  Buffer.from(readShared(`vectors/jcs/outhex/${name}.txt`).replaceAll(/\s/g, ""), "hex");

describeShared("canonical JSON", () => {
  test.each(names)("%s, by the library and by the verifier's own hand", (name) => {
    const value: unknown = JSON.parse(readShared(`vectors/jcs/input/${name}.json`));
    const expected = readShared(`vectors/jcs/output/${name}.json`);
    for (const write of [canonicalize, canonical]) {
      expect(write(value)).toBe(expected);
      expect(Buffer.from(write(value) ?? "")).toEqual(bytesOf(name));
    }
  });

  test("an entry's own form is that form, whatever its texts are", () => {
    const texts = Object.values(
      JSON.parse(readShared("vectors/jcs/input/weird.json")) as Record<string, unknown>,
    ).filter((text) => typeof text === "string");
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) {
      const entry = canonicalEntry({
        chain: "c",
        seq: 1n,
        at: new Date(0),
        action: text,
        code: text,
        persona: text,
        personId: null,
        recipientId: null,
        consentId: null,
        ticketId: null,
        scopes: [text],
        dataFrom: null,
        dataTo: null,
        artefactHash: null,
      });
      expect(entry).toBe(canonical(JSON.parse(entry)));
    }
  });

  test("what is no JSON has no form", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, "\ud800"])
      expect(() => canonical(value)).toThrow("not JSON");
  });
});
