import { createHash, randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { artefactBytes } from "@/domain/consents/artefact";
import { draftArtefact, item, requestConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, makeEnterprise, signIn } from "@/tests/parties";
import { askForAuthority, draftAuthority, grantAuthority, sign } from "@/tests/signing";

const sme = poolOf("sme");
const admin = poolOf("admin");

/** A firm whose every consent takes two, or none does, and one text that waits. */
async function stage({ takesTwo = false, ofPerson = false } = {}) {
  const [owner, bank] = [await makeEnterprise(admin), await makeBank(admin)];
  const colleague = await signIn(admin, "sme", "clerk", { enterpriseId: owner.id });
  const clerk = { ...owner, ...colleague };
  const { applicationId } = await makeApplication(admin, owner, bank);
  const wanted = {
    enterprise: owner,
    bank,
    applicationId,
    ...(ofPerson && {
      items: [item("representative_insurance:predicate")],
      change: { subject: "legal_representative" as const },
    }),
  };
  const text = draftArtefact(wanted);
  const refusal = await requestConsent(sme, wanted, text);
  if (refusal) throw new Error(refusal);
  // After the asking: it is the rule of the moment of signing that counts.
  if (takesTwo) await sme.query("select * from gate.rule_set($1, 1)", [owner.token]);
  const hash = createHash("sha256").update(artefactBytes(text)).digest();
  return { owner, clerk, consent: { id: text.id, hash } };
}
async function aPasskey(token: string) {
  const id = randomUUID();
  const call = "select * from auth.passkey_add($1, $2, '\\x01', 5, '{}', 'phone', false)";
  await sme.query(call, [token, id]);
  return id;
}
type Terms = Parameters<typeof grantAuthority>[3];

/** What a clerk gets who signs alone under an authority like this. */
async function asClerk(terms: Terms, about = {}) {
  const { owner, clerk, consent } = await stage(about);
  const authority = await grantAuthority(sme, owner, clerk, terms);
  return (await sign(sme, clerk, consent, { role: "authorised_clerk", authority })).refusal;
}

const promises: Record<string, () => Promise<boolean>> = {
  "nobody is the second after oneself": async () => {
    const { owner, consent } = await stage({ takesTwo: true });
    await sign(sme, owner, consent);
    const again = await sign(sme, owner, consent, { role: "second_signer" }).catch(() => null);
    return again?.refusal === "SAME_SIGNER";
  },
  "two sign where the rule of the day says so": async () => {
    const { owner, consent } = await stage({ takesTwo: true });
    return (await sign(sme, owner, consent)).status === "awaiting_cosign";
  },
  "the second comes second": async () => {
    const { owner, clerk, consent } = await stage({ takesTwo: true });
    const authority = await grantAuthority(sme, owner, clerk, { role: "second_signer" });
    const as = { role: "second_signer", authority };
    return (await sign(sme, clerk, consent, as)).refusal === "SIGNER_FORBIDDEN";
  },
  "an authority ends": async () =>
    (await asClerk({ from: 60_000, to: 120_000 })) === "AUTHORITY_EXPIRED",
  "an authority has a limit": async () =>
    (await asClerk({ maxAmount: 49_999_999 })) === "AUTHORITY_EXCEEDED",
  "an authority has its purposes": async () =>
    (await asClerk({ purposes: ["report_share"] })) === "AUTHORITY_EXCEEDED",
  "a person's facts are the person's": async () =>
    (await asClerk({}, { ofPerson: true })) === "SIGNER_FORBIDDEN",
  "evidence is about these bytes": async () => {
    const { owner, consent } = await stage();
    const as = { method: "passkey", evidence: { clientDataJSON: "e30" } };
    return (await sign(sme, owner, consent, as)).refusal === "EVIDENCE_MISMATCH";
  },
  "only the owner lets others sign": async () => {
    const { owner, clerk } = await stage();
    const other = await signIn(admin, "sme", "clerk", { enterpriseId: owner.id });
    const text = draftAuthority(clerk, { ...owner, ...other }, {});
    return (await askForAuthority(sme, clerk, text)) === "SIGNER_FORBIDDEN";
  },
  "a copied key is found": async () => {
    const { token } = await makeEnterprise(admin);
    return (await touch(token, await aPasskey(token), 4)) === "PASSKEY_CLONED";
  },
  "a key is its person's alone": async () => {
    const [mine, theirs] = [await makeEnterprise(admin), await makeEnterprise(admin)];
    return (await touch(theirs.token, await aPasskey(mine.token), 9)) === "NO_SUCH_PASSKEY";
  },
};

const touch = async (token: string, id: string, counter: number) => {
  const call = "select refusal from auth.passkey_touch($1, $2, $3)";
  const { rows } = await sme.query<{ refusal: string | null }>(call, [token, id, counter]);
  return rows[0]!.refusal;
};

const mutants: [promise: string, from: string, to: string, file?: string][] = [
  [
    "nobody is the second after oneself",
    "if exists (select from app.consent_signatures where consent_id = p_consent.id and person_id = p_who.person_id) then",
    "if false then",
  ],
  [
    "two sign where the rule of the day says so",
    "else greatest(consent.quorum, gate.quorum_of(consent)) end;",
    "else consent.quorum end;",
  ],
  [
    "the second comes second",
    "if (p_role = 'second_signer') <> (p_consent.status = 'awaiting_cosign') then",
    "if false then",
  ],
  [
    "an authority ends",
    "if authority.ended_at is not null or p_at >= authority.valid_to or p_at < authority.valid_from then",
    "if authority.ended_at is not null then",
  ],
  [
    "an authority has a limit",
    "< (select amount from app.applications where id = p_consent.application_id) then",
    "< 0 then",
  ],
  [
    "an authority has its purposes",
    "if not p_consent.purpose = any (authority.purposes) or authority.max_amount",
    "if authority.max_amount",
  ],
  [
    "a person's facts are the person's",
    "if p_consent.subject = 'legal_representative' and not is_owner then",
    "if false then",
  ],
  [
    "evidence is about these bytes",
    "if refusal is null and not gate.evidence_fits(who.person_id, p_artefact_hash, p_method, p_evidence) then",
    "if false then",
  ],
  ["only the owner lets others sign", "if p_who.role <> 'owner' then", "if false then", "18"],
  ["a copied key is found", "elsif p_counter < key.counter then", "elsif false then", "17"],
  [
    "a key is its person's alone",
    "where credential_id = p_credential and person_id = who.person_id and removed_at is null for update;",
    "where credential_id = p_credential and removed_at is null for update;",
    "17",
  ],
];

afterEach(() => restoreGate(poolOf("migrator")));

test.each(Object.entries(promises))("%s", async (_, holds) => {
  expect(await holds()).toBe(true);
});

test.each(mutants)("%s: found where it is taken out", async (promise, from, to, file = "46") => {
  await mutateGate(poolOf("migrator"), file, from, to);
  expect(await promises[promise]!()).toBe(false);
});
