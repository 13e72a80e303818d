import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign as signBytes,
  type KeyObject,
} from "node:crypto";
import type { PasskeyAssertion } from "@/domain/consents/signature-schema";
import type { AddPasskeyInput } from "@/domain/passkeys/schema";
import { relyingParty } from "@/server/services/passkeys/relying-party";

type Algorithm = "ES256" | "EdDSA";
type Circumstances = {
  origin?: string;
  rpId?: string;
  /** Whether the person showed a finger, a face or a PIN. */
  isVerified?: boolean;
  type?: string;
  counter?: number;
};

const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest();
const base64url = (bytes: Buffer) => bytes.toString("base64url");

const clientData = (type: string, challenge: string, { origin }: Circumstances) =>
  Buffer.from(
    JSON.stringify({
      type,
      challenge,
      origin: origin ?? relyingParty.origin,
      crossOrigin: false,
    }),
  );

/** An authenticator in software, with keys and signatures as real as a telephone's (WebAuthn Level 3, §6). */
export function softwareAuthenticator(algorithm: Algorithm = "ES256") {
  const { publicKey, privateKey } =
    algorithm === "ES256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("ed25519");
  const id = randomBytes(32);
  let count = 0;

  const authenticatorData = (flags: number, at: Circumstances, more = Buffer.alloc(0)) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(at.counter ?? (count += 1));
    const verified = at.isVerified === false ? 0 : 0x04;
    return Buffer.concat([
      sha256(at.rpId ?? relyingParty.id),
      Buffer.from([0x01 | verified | flags]),
      counter,
      more,
    ]);
  };

  return {
    credentialId: base64url(id),
    publicKey,
    /** The same as WebAuthn keeps it (RFC 9053), base64url. */
    coseKey: base64url(coseKey(algorithm, publicKey)),
    /** What a browser answers to the making of a key. */
    register(challenge: string, at: Circumstances = {}): AddPasskeyInput {
      const attested = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        coseKey(algorithm, publicKey),
      ]);
      const authData = authenticatorData(0x40, at, attested);
      return {
        name: `software ${algorithm}`,
        credentialId: base64url(id),
        clientDataJSON: base64url(clientData(at.type ?? "webauthn.create", challenge, at)),
        attestationObject: base64url(
          cbor(
            new Map<string, Cbor>([
              ["fmt", "none"],
              ["attStmt", new Map()],
              ["authData", authData],
            ]),
          ),
        ),
        transports: ["internal"],
      };
    },
    /** What a browser answers to a challenge; `hash` in hex. */
    sign(hash: string, at: Circumstances = {}): PasskeyAssertion {
      const challenge = base64url(Buffer.from(hash, "hex"));
      const client = clientData(at.type ?? "webauthn.get", challenge, at);
      const data = authenticatorData(0, at);
      const signed = Buffer.concat([data, sha256(client)]);
      return {
        credentialId: base64url(id),
        authenticatorData: base64url(data),
        clientDataJSON: base64url(client),
        signature: base64url(
          signBytes(algorithm === "ES256" ? "sha256" : null, signed, privateKey),
        ),
      };
    },
  };
}

const part = (text: string) => Buffer.from(text, "base64url");

/** RFC 9053: the coordinates of a P-256 or Ed25519 key. */
function coseKey(algorithm: Algorithm, key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return cbor(
    algorithm === "ES256"
      ? new Map<number, Cbor>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, part(x)],
          [-3, part(y)],
        ])
      : new Map<number, Cbor>([
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, part(x)],
        ]),
  );
}

type Cbor = number | string | Buffer | Map<number, Cbor> | Map<string, Cbor>;

/** As much of RFC 8949 as the above takes. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const pairs = [...(value as Map<number | string, Cbor>)];
  return Buffer.concat([
    head(5, pairs.length),
    ...pairs.flatMap(([key, one]) => [cbor(key), cbor(one)]),
  ]);
}

function head(major: number, length: number): Buffer {
  const type = major << 5;
  if (length < 24) return Buffer.from([type | length]);
  if (length < 256) return Buffer.from([type | 24, length]);
  return Buffer.from([type | 25, length >> 8, length & 0xff]);
}
