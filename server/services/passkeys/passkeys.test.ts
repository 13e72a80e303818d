import { createHash, createPublicKey, randomBytes, randomUUID, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { totpStepAt } from "@/domain/accounts/totp";
import type { PasskeyAssertion } from "@/domain/consents/signature-schema";
import { findActor } from "@/server/services/accounts/find-actor";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";
import { verifyProof } from "@/server/services/accounts/verify-proof";
import type { ServiceContext } from "@/server/services/context";
import { addPasskey } from "@/server/services/passkeys/add-passkey";
import { beginPasskey } from "@/server/services/passkeys/begin-passkey";
import { listPasskeys } from "@/server/services/passkeys/list-passkeys";
import { removePasskey } from "@/server/services/passkeys/remove-passkey";
import { renamePasskey } from "@/server/services/passkeys/rename-passkey";
import { committed, poolOf } from "@/tests/database";
import { makeEnterprise } from "@/tests/parties";
import { softwareAuthenticator } from "@/tests/software-authenticator";
import { drawDistinct } from "@/tests/totp";
import { aWrongCode } from "@/tests/wrong-code";

const admin = poolOf("admin");

async function aPerson() {
  // Whose code of one moment is that of the next would be told that it was used already.
  const { token, personId } = await drawDistinct(
    () => makeEnterprise(admin),
    (drawn) => demoTotpSecret(drawn.personId),
    new Date(),
  );
  await admin.query("update auth.people set is_demo = true where id = $1", [personId]);
  const actor = await findActor(committed("public", ""), token);
  if (actor?.party !== "sme") throw new Error("nobody is signed in");
  let codes = 0;
  const context = (now = new Date()): ServiceContext<"sme"> => ({
    db: committed("sme", token),
    actor,
    now,
    channel: "page",
    requestId: randomUUID(),
  });
  /** A later context each time, with the code that is shown then. */
  const withCode = () => {
    const now = new Date(Date.now() + 30_000 * (codes += 1));
    return { at: context(now), code: codeOfStep(demoTotpSecret(personId), totpStepAt(now)) };
  };
  const begin = () => {
    const { at, code } = withCode();
    return beginPasskey(at, { code });
  };
  return { context, withCode, begin, personId };
}
type Person = Awaited<ReturnType<typeof aPerson>>;

async function aPasskey(person: Person, algorithm?: "ES256" | "EdDSA") {
  const key = softwareAuthenticator(algorithm);
  const { challenge } = await person.begin();
  await addPasskey(person.context(), key.register(challenge));
  return key;
}
const aHash = () => randomBytes(32).toString("hex");
const prove = (person: Person, assertion: PasskeyAssertion, hash: string) =>
  verifyProof(person.context(), { method: "passkey", assertion }, hash);
const noted = async ({ personId }: Person) =>
  (
    await admin.query<{ detail: string }>(
      "select detail from auth.security_log where person_id = $1 and code = 'PASSKEY_REFUSED' order by id",
      [personId],
    )
  ).rows.map(({ detail }) => detail);

const bytesOf = (text = "") => Buffer.from(text, "base64url");

describe("a passkey", () => {
  test.each(["ES256", "EdDSA"] as const)(
    "with %s signs a hash, and anyone can check it with node:crypto alone",
    async (algorithm) => {
      const person = await aPerson();
      const key = await aPasskey(person, algorithm);
      const hash = aHash();
      const { method, evidence, attestation } = await prove(person, key.sign(hash), hash);
      expect(method).toBe("passkey");
      expect(attestation.split(".")).toHaveLength(3);

      const client = bytesOf(evidence?.clientDataJSON);
      expect(JSON.parse(client.toString())).toMatchObject({
        type: "webauthn.get",
        challenge: Buffer.from(hash, "hex").toString("base64url"),
      });
      const signed = Buffer.concat([
        bytesOf(evidence?.authenticatorData),
        createHash("sha256").update(client).digest(),
      ]);
      const publicKey = createPublicKey(key.publicKey.export({ type: "spki", format: "pem" }));
      const digest = algorithm === "ES256" ? "sha256" : null;
      expect(verify(digest, signed, publicKey, bytesOf(evidence?.signature))).toBe(true);
      const coordinate = bytesOf(key.publicKey.export({ format: "jwk" }).x);
      expect(bytesOf(evidence?.publicKey).includes(coordinate)).toBe(true);
    },
  );

  test("does not sign with any byte of its answer flipped", async () => {
    const person = await aPerson();
    const key = await aPasskey(person);
    const hash = aHash();
    const parts = ["authenticatorData", "clientDataJSON", "signature"] as const;
    for (const part of parts) {
      const right = key.sign(hash);
      const length = Buffer.from(right[part], "base64url").length;
      for (let at = 0; at < length; at += Math.ceil(length / 16)) {
        const bytes = Buffer.from(right[part], "base64url");
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        const flipped = { ...right, [part]: bytes.toString("base64url") };
        await expect(prove(person, flipped, hash)).rejects.toMatchObject({
          code: "UNPROCESSABLE_CONTENT",
          reason: expect.stringMatching(
            /^(passkey_refused|passkey_origin_wrong|artefact_changed)$/,
          ),
        });
      }
    }
    // The control: unflipped it signs, and the tries have cost the key nothing.
    await prove(person, key.sign(hash), hash);
  });

  const elsewhere: [string, object, string][] = [
    ["another site", { origin: "https://xyd.example" }, "passkey_origin_wrong"],
    ["another site's key", { rpId: "xyd.example" }, "passkey_refused"],
    ["nobody in front of it", { isVerified: false }, "passkey_refused"],
    ["the making of a key", { type: "webauthn.create" }, "passkey_refused"],
  ];
  test.each(elsewhere)("answering for %s does not sign", async (_, circumstances, reason) => {
    const person = await aPerson();
    const key = await aPasskey(person);
    const hash = aHash();
    await expect(prove(person, key.sign(hash, circumstances), hash)).rejects.toThrow(reason);
    expect(await noted(person)).toEqual([reason]);
  });

  test("that signed another text did not sign this one", async () => {
    const person = await aPerson();
    const key = await aPasskey(person);
    await expect(prove(person, key.sign(aHash()), aHash())).rejects.toMatchObject({
      reason: "artefact_changed",
      field: "artefactHash",
    });
  });

  test("of somebody else, or of nobody, signs nothing", async () => {
    const [person, other] = [await aPerson(), await aPerson()];
    const theirs = await aPasskey(other);
    const hash = aHash();
    const unknown = softwareAuthenticator();
    for (const key of [theirs, unknown])
      await expect(prove(person, key.sign(hash), hash)).rejects.toThrow("passkey_unknown");
    // The same key's name over another key's signature.
    const forged = { ...unknown.sign(hash), credentialId: theirs.credentialId };
    await expect(prove(other, forged, hash)).rejects.toThrow("passkey_refused");
  });

  test("answers once; one that counts back is a copy and is off for good", async () => {
    const person = await aPerson();
    const key = await aPasskey(person);
    const hash = aHash();
    const answer = key.sign(hash);
    await prove(person, answer, hash);
    await expect(prove(person, answer, hash)).rejects.toThrow("passkey_replayed");
    await prove(person, key.sign(hash), hash);
    await expect(prove(person, key.sign(hash, { counter: 1 }), hash)).rejects.toMatchObject({
      code: "FORBIDDEN",
      reason: "passkey_cloned",
    });
    await expect(prove(person, key.sign(hash), hash)).rejects.toThrow("passkey_unknown");
    expect(await listPasskeys(person.context())).toEqual([]);
  });
});

const add = (one: Person, given: string) =>
  addPasskey(one.context(), softwareAuthenticator().register(given));

describe("making a passkey", () => {
  test("takes a code, and names the person and this address", async () => {
    const person = await aPerson();
    const guess = { code: aWrongCode(person.personId) };
    await expect(beginPasskey(person.context(), guess)).rejects.toThrow("signing_code_wrong");
    const first = await person.begin();
    expect(first).toMatchObject({ rp: { id: "localhost" }, exclude: [] });
    const key = softwareAuthenticator();
    await addPasskey(person.context(), key.register(first.challenge));
    expect((await person.begin()).exclude).toEqual([
      { id: key.credentialId, transports: ["internal"] },
    ]);
  });

  test("takes a challenge that is fresh, one's own and unused", async () => {
    const [person, other] = [await aPerson(), await aPerson()];
    const { challenge } = await person.begin();
    await expect(add(other, challenge)).rejects.toThrow("challenge_expired");
    await expect(add(person, randomBytes(32).toString("base64url"))).rejects.toThrow(
      "challenge_expired",
    );
    await add(person, challenge);
    await expect(add(person, challenge)).rejects.toThrow("challenge_expired");

    const late = await person.begin();
    await admin.query("update auth.challenges set expires_at = clock_timestamp()");
    await expect(add(person, late.challenge)).rejects.toThrow("challenge_expired");
    expect(await listPasskeys(person.context())).toHaveLength(1);
  });

  const wrong: [string, object, string][] = [
    ["at another site", { origin: "https://xyd.example" }, "passkey_origin_wrong"],
    ["for another site", { rpId: "xyd.example" }, "passkey_refused"],
    ["with nobody in front of it", { isVerified: false }, "passkey_refused"],
    ["by an answer to something else", { type: "webauthn.get" }, "passkey_refused"],
  ];
  test.each(wrong)("%s leaves nothing behind", async (_, circumstances, reason) => {
    const person = await aPerson();
    const { challenge } = await person.begin();
    const answer = softwareAuthenticator().register(challenge, circumstances);
    await expect(addPasskey(person.context(), answer)).rejects.toThrow(reason);
    expect(await listPasskeys(person.context())).toEqual([]);
  });

  test("under another's name is refused, renaming and removing are one's own", async () => {
    const [person, other] = [await aPerson(), await aPerson()];
    const key = await aPasskey(person);
    const { credentialId } = key;
    const { challenge } = await other.begin();
    await expect(addPasskey(other.context(), key.register(challenge))).rejects.toThrow(
      "passkey_exists",
    );
    await expect(renamePasskey(other.context(), { credentialId, name: "x" })).rejects.toThrow(
      "passkey_not_found",
    );
    await renamePasskey(person.context(), { credentialId, name: "电话" });
    expect(await listPasskeys(person.context())).toMatchObject([{ name: "电话" }]);

    const wrongHands = other.withCode();
    await expect(
      removePasskey(wrongHands.at, { credentialId, code: wrongHands.code }),
    ).rejects.toThrow("passkey_not_found");
    const guess = { credentialId, code: aWrongCode(person.personId) };
    await expect(removePasskey(person.context(), guess)).rejects.toThrow("signing_code_wrong");
    const { at, code } = person.withCode();
    await removePasskey(at, { credentialId, code });
    expect(await listPasskeys(person.context())).toEqual([]);
  });
});
