import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jwsOf, PaperLedger } from "@/tests/ledger-files";
import { softwareAuthenticator } from "@/tests/software-authenticator";
import { checkFiles } from "./check/files.ts";
import { readKeys } from "./check/signatures.ts";
import { knownCodes, sentence } from "./words.ts";

const { key } = new PaperLedger();
const keys = readKeys(key.jwks);
const owner = randomUUID();
const clerk = randomUUID();
const at = "2026-11-22T02:00:00.000Z";
const consent = JSON.stringify({
  kind: "consent",
  enterprise: "91320000000000000X",
  enterpriseName: "云亭精密",
  recipientName: "江畔银行",
  purpose: "loan_application",
});
const authority = JSON.stringify({
  kind: "signing_authority",
  enterprise: "91320000000000000X",
  person: { id: clerk, name: "王芳" },
  role: "authorised_clerk",
  purposes: ["loan_application"],
  validFrom: "2026-01-01T00:00:00.000Z",
  validTo: "2027-01-01T00:00:00.000Z",
  grantedBy: { id: owner, name: "李明" },
});

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const attest = (person: string, text: string, more = {}) =>
  jwsOf({ person, artefactHash: hashOf(text), at, ...more }, key.privateKey);

type Circumstances = Parameters<ReturnType<typeof softwareAuthenticator>["sign"]>[1] & {
  algorithm?: "ES256" | "EdDSA";
  /** What the passkey is really asked to sign. */
  challenge?: string;
};

function byPasskey(person: string, text: string, given: Circumstances = {}) {
  const passkey = softwareAuthenticator(given.algorithm);
  const evidence = {
    ...passkey.sign(given.challenge ?? hashOf(text), given),
    publicKey: passkey.coseKey,
  };
  return { method: "passkey", attestation: attest(person, text), evidence };
}

const byCode = (person: string, text: string) => ({
  method: "totp",
  attestation: attest(person, text),
  evidence: null,
});

const signed = (person: string, role: string, how: object, granted: object | null = null) => ({
  person,
  role,
  at,
  ...how,
  authority: granted,
});

const fileOf = (...signatures: object[]) => {
  const whole = {
    kind: "consent_signatures",
    artefact: consent,
    artefactHash: hashOf(consent),
    signatures,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
};

async function check(text: string) {
  const { files } = await checkFiles([{ name: "signatures", bytes: Buffer.from(text) }], keys);
  const findings = files.flatMap((one) => one.findings);
  for (const finding of findings)
    for (const language of ["zh", "en"] as const) {
      expect(knownCodes).toContain(finding.code);
      expect(sentence(finding, language)).not.toMatch(/[{}]|undefined/);
    }
  return {
    codes: findings.map(({ code }) => code),
    isBad: findings.some(({ tone }) => tone === "bad"),
    said: findings.map((finding) => sentence(finding, "en")).join("\n"),
  };
}

const ownerSigned = (given?: Circumstances) =>
  signed(owner, "legal_representative", byPasskey(owner, consent, given));

describe("a consent's signatures", () => {
  test.each(["ES256", "EdDSA"] as const)("by a passkey with %s hold", async (algorithm) => {
    // The integers of an ES256 signature differ in length from one to the next.
    for (let nth = 0; nth < 40; nth++)
      expect(await check(fileOf(ownerSigned({ algorithm })))).toMatchObject({
        codes: ["consent_of", "signed_by_passkey", "signed_as_owner"],
        isBad: false,
      });
  });

  test("by a one-time code are the platform's word, and said to be the weaker form", async () => {
    const { codes, isBad, said } = await check(
      fileOf(signed(owner, "legal_representative", byCode(owner, consent))),
    );
    expect(codes).toEqual(["consent_of", "signed_by_code", "signed_as_owner"]);
    expect(isBad).toBe(false);
    expect(said).toContain("attested by the platform only, the weaker form");
  });

  test("within an authority hold together with who granted it", async () => {
    const granted = { artefact: authority, ...byPasskey(owner, authority) };
    const first = signed(clerk, "authorised_clerk", byPasskey(clerk, consent), granted);
    const second = signed(owner, "second_signer", byCode(owner, consent));
    expect(await check(fileOf(first, second))).toMatchObject({
      codes: [
        "consent_of",
        "signed_by_passkey",
        "authority_fits",
        "granted_by_passkey",
        "signed_by_code",
        "signed_as_owner",
      ],
      isBad: false,
    });
  });
});

describe("what is refused", () => {
  const other = hashOf("another text");
  const stranger = new PaperLedger().key.privateKey;
  const grantedBy = (text: string, by = owner) =>
    signed(clerk, "authorised_clerk", byPasskey(clerk, consent), {
      artefact: text,
      ...byCode(by, text),
    });
  const refused: [what: string, code: string, file: string][] = [
    [
      "a passkey over another text",
      "passkey_other_text",
      fileOf(ownerSigned({ challenge: other })),
    ],
    ["nobody recognised", "passkey_nobody", fileOf(ownerSigned({ isVerified: false }))],
    ["a passkey's making", "passkey_forged", fileOf(ownerSigned({ type: "webauthn.create" }))],
    [
      "a page of another address",
      "passkey_forged",
      fileOf(ownerSigned({ origin: "https://elsewhere.example" })),
    ],
    [
      "another person's key",
      "passkey_forged",
      fileOf(
        signed(owner, "legal_representative", {
          ...byPasskey(owner, consent),
          evidence: {
            ...byPasskey(owner, consent).evidence,
            publicKey: softwareAuthenticator().coseKey,
          },
        }),
      ),
    ],
    [
      "a code that the platform did not attest",
      "attestation_forged",
      fileOf(
        signed(owner, "legal_representative", {
          ...byCode(owner, consent),
          attestation: jwsOf({ person: owner, artefactHash: hashOf(consent), at }, stranger),
        }),
      ),
    ],
    [
      "an attestation of another text",
      "attestation_forged",
      fileOf(signed(owner, "legal_representative", byCode(owner, authority))),
    ],
    [
      "a passkey's signature passed off as a code's",
      "passkey_forged",
      fileOf({ ...ownerSigned(), evidence: null, method: "none" }),
    ],
    [
      "somebody else's name",
      "signer_differs",
      fileOf(signed(clerk, "legal_representative", byCode(owner, consent))),
    ],
    ["one person twice", "signed_twice", fileOf(ownerSigned(), ownerSigned())],
    ["no signature", "unsigned", fileOf()],
    [
      "a clerk without an authority",
      "authority_wrong",
      fileOf(signed(clerk, "authorised_clerk", byCode(clerk, consent))),
    ],
    [
      "an authority granted by another",
      "authority_wrong",
      fileOf(grantedBy(authority, randomUUID())),
    ],
    [
      "an authority that had ended",
      "authority_wrong",
      fileOf(grantedBy(authority.replace("2027-01-01", "2026-02-01"))),
    ],
    [
      "an authority for something else",
      "authority_wrong",
      fileOf(grantedBy(authority.replace("loan_application", "post_loan_monitoring"))),
    ],
  ];
  test.each(refused)("%s: %s", async (_, code, file) => {
    const { codes, isBad } = await check(file);
    expect(codes).toContain(code);
    expect(isBad).toBe(true);
  });

  test("any changed character of what is signed", async () => {
    const granted = { artefact: authority, ...byPasskey(owner, authority, { algorithm: "EdDSA" }) };
    const file = fileOf(signed(clerk, "authorised_clerk", byPasskey(clerk, consent), granted));
    expect((await check(file)).isBad).toBe(false);
    // What nothing reads: when the row was written, and which of the keys it was.
    const unread = [...file.matchAll(/"(at|credentialId)": "[^"]*"|\s+/gu)].map(
      ({ index, 0: span }) => ({
        from: index,
        to: index + span.length,
      }),
    );
    const read = Array.from(file, (_letter, nth) => nth).filter(
      (nth) => !unread.some(({ from, to }) => nth >= from && nth < to),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...read), fc.constantFrom(1, 2, 4), async (nth, bit) => {
        const changed = String.fromCodePoint((file.codePointAt(nth) ?? 0) ^ bit);
        const text = file.slice(0, nth) + changed + file.slice(nth + 1);
        expect((await check(text)).isBad, `${nth}: ${file.slice(nth - 20, nth + 1)}`).toBe(true);
      }),
      { numRuns: 600 },
    );
  });
});
