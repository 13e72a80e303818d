import { toHex, utf8 } from "./bytes.ts";
import { bad, good, note, type Finding } from "./findings.ts";
import { asObject, objectOf, parseObject, textOf, textsOf, type Json } from "./json.ts";
import { checkPasskey } from "./passkey.ts";
import { sha256 } from "./sha256.ts";
import { openJws, type Key } from "./signatures.ts";

/** The file of a consent's signatures; null where the text is anything else. */
export function readConsentFile(text: string): Json | null {
  try {
    const file = parseObject(text);
    return file["kind"] === "consent_signatures" ? file : null;
  } catch {
    return null;
  }
}

/** Checks a consent's text and every signature under it; throws where the file is malformed. */
export async function checkConsent(file: Json, keys: readonly Key[]): Promise<Finding[]> {
  const text = textOf(file, "artefact");
  const consent = parseObject(text);
  const hash = toHex(sha256(utf8(text)));
  const values = {
    enterprise: textOf(consent, "enterpriseName"),
    uscc: textOf(consent, "enterprise"),
    recipient: textOf(consent, "recipientName"),
    hash,
  };
  if (consent["kind"] !== "consent") return [bad("kind_unknown", { kind: "consent_signatures" })];
  if (textOf(file, "artefactHash") !== hash) return [bad("text_changed")];
  const findings = [note("consent_of", values)];
  const signatures = file["signatures"];
  if (!Array.isArray(signatures)) throw new Error("no signatures");
  if (signatures.length === 0) findings.push(bad("unsigned"));
  const people = new Set<string>();
  for (const signature of signatures.map(asObject)) {
    const { person, findings: found } = await checkSigned(text, signature, keys, "signed");
    findings.push(...found, ...(await checkCapacity(consent, signature, person, keys)));
    const name = textOf(signature, "person");
    if (people.has(name)) findings.push(bad("signed_twice", { person: name }));
    people.add(name);
  }
  return findings;
}

type Signer = { id: string; at: string };

/** That the platform saw this person sign this text, and what the person's own key says of it. */
async function checkSigned(
  text: string,
  signature: Json,
  keys: readonly Key[],
  act: "signed" | "granted",
): Promise<{ person: Signer | null; findings: Finding[] }> {
  const bytes = sha256(utf8(text));
  const said = await openJws(textOf(signature, "attestation"), keys);
  if (said?.["artefactHash"] !== toHex(bytes))
    return { person: null, findings: [bad("attestation_forged")] };
  const person = { id: textOf(said, "person"), at: textOf(said, "at") };
  const values = { person: person.id, at: person.at };
  const method = textOf(signature, "method");
  if (method === "totp" && signature["evidence"] === null)
    return { person, findings: [note(`${act}_by_code`, values)] };
  if (method !== "passkey") return { person, findings: [bad("passkey_forged", values)] };
  const verdict = await checkPasskey(objectOf(signature, "evidence"), bytes);
  const finding =
    verdict.fault === null
      ? good(`${act}_by_passkey`, { ...values, origin: verdict.origin })
      : bad(verdict.fault, values);
  return { person, findings: [finding] };
}

/** That whoever signed is who the file says, and was allowed to by whoever may allow it. */
async function checkCapacity(
  consent: Json,
  signature: Json,
  signer: Signer | null,
  keys: readonly Key[],
): Promise<Finding[]> {
  if (!signer) return [];
  const person = textOf(signature, "person");
  const role = textOf(signature, "role");
  if (signer.id !== person) return [bad("signer_differs")];
  if (signature["authority"] === null) {
    // A legal representative needs nobody's leave, also as the second of two.
    const isOwn = role === "legal_representative" || role === "second_signer";
    return [isOwn ? note("signed_as_owner", { role }) : bad("authority_wrong")];
  }
  const granted = objectOf(signature, "authority");
  const text = textOf(granted, "artefact");
  const authority = parseObject(text);
  const { person: grantor, findings } = await checkSigned(text, granted, keys, "granted");
  if (!grantor) return findings;
  const [at, from, to] = [
    signer.at,
    textOf(authority, "validFrom"),
    textOf(authority, "validTo"),
  ].map((instant) => Date.parse(instant));
  const isFitting =
    authority["kind"] === "signing_authority" &&
    authority["enterprise"] === consent["enterprise"] &&
    authority["role"] === role &&
    textsOf(authority, "purposes").includes(textOf(consent, "purpose")) &&
    textOf(objectOf(authority, "person"), "id") === person &&
    textOf(objectOf(authority, "grantedBy"), "id") === grantor.id &&
    (from as number) <= (at as number) &&
    (at as number) < (to as number);
  const names = {
    person: textOf(objectOf(authority, "person"), "name"),
    grantor: textOf(objectOf(authority, "grantedBy"), "name"),
    role,
  };
  return [isFitting ? good("authority_fits", names) : bad("authority_wrong"), ...findings];
}
