import { createHash, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { artefactBytes, type ConsentArtefact } from "@/domain/consents/artefact";
import { draftArtefact, item, makeConsent, requestConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { makeApplication, makeBank, makeEnterprise, signIn, type SignedIn } from "@/tests/parties";
import { grantAuthority, lastLine, sign } from "@/tests/signing";

const sme = poolOf("sme");
const admin = poolOf("admin");

/** A firm, its clerk and a second signer, and one application of half a million yuan at a bank. */
async function aFirm() {
  const [enterprise, bank] = [await makeEnterprise(admin), await makeBank(admin)];
  const colleague = async (): Promise<SignedIn> => ({
    ...enterprise,
    ...(await signIn(admin, "sme", "clerk", { enterpriseId: enterprise.id })),
  });
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  return { enterprise, bank, applicationId, clerk: await colleague(), second: await colleague() };
}
type Firm = Awaited<ReturnType<typeof aFirm>>;

async function asked(firm: Firm, change: Partial<ConsentArtefact> = {}, more: object = {}) {
  const text = draftArtefact({ ...firm, ...more, change });
  expect(await requestConsent(sme, firm, text)).toBeNull();
  return { id: text.id, hash: createHash("sha256").update(artefactBytes(text)).digest() };
}

const takesTwo = (firm: Firm, above: number | null = 1) =>
  sme.query("select * from gate.rule_set($1, $2)", [firm.enterprise.token, above]);
const line = ({ enterprise }: Firm) => lastLine(admin, enterprise.id);
const statusOf = async (id: string) =>
  (await admin.query("select status from app.consents where id = $1", [id])).rows[0] as object;

describe("one name", () => {
  test("of the owner makes it live; nobody signs twice", async () => {
    const firm = await aFirm();
    const consent = await asked(firm);
    expect(await sign(sme, firm.enterprise, consent)).toEqual({ refusal: null, status: "active" });
    expect(await line(firm)).toMatchObject({ action: "consent.sign", code: "SIGNED" });
    expect((await sign(sme, firm.enterprise, consent)).refusal).toBe("CONSENT_ACTIVE");
  });

  test("of a clerk counts within an authority, and nowhere beyond it", async () => {
    const firm = await aFirm();
    const consent = await asked(firm);
    const bare = await sign(sme, firm.clerk, consent, { role: "authorised_clerk" });
    expect(bare).toEqual({ refusal: "SIGNER_FORBIDDEN", status: null });

    const attempts: [Parameters<typeof grantAuthority>[3], string][] = [
      [{ maxAmount: 49_999_999 }, "AUTHORITY_EXCEEDED"],
      [{ purposes: ["platform_matching"] }, "AUTHORITY_EXCEEDED"],
      [{ from: 60_000, to: 120_000 }, "AUTHORITY_EXPIRED"],
      [{ role: "second_signer" }, "SIGNER_FORBIDDEN"],
    ];
    for (const [terms, refusal] of attempts) {
      const authority = await grantAuthority(sme, firm.enterprise, firm.clerk, terms);
      const as = { role: "authorised_clerk", authority };
      expect(await sign(sme, firm.clerk, consent, as)).toEqual({ refusal, status: null });
      expect(await line(firm)).toMatchObject({ action: "consent.sign", code: refusal });
    }
    expect(await statusOf(consent.id)).toEqual({ status: "requested" });

    const authority = await grantAuthority(sme, firm.enterprise, firm.clerk, {
      maxAmount: 50_000_000,
    });
    const as = { role: "authorised_clerk", authority };
    // Another's authority is no authority, and neither is an own one under another name.
    expect((await sign(sme, firm.second, consent, as)).refusal).toBe("SIGNER_FORBIDDEN");
    const posing = { role: "legal_representative", authority };
    expect((await sign(sme, firm.clerk, consent, posing)).refusal).toBe("SIGNER_FORBIDDEN");
    expect((await sign(sme, firm.enterprise, consent, as)).refusal).toBe("SIGNER_FORBIDDEN");
    expect(await sign(sme, firm.clerk, consent, as)).toEqual({ refusal: null, status: "active" });
    const { rows } = await admin.query(
      "select role, authority_id from app.consent_signatures where consent_id = $1",
      [consent.id],
    );
    expect(rows).toEqual([{ role: "authorised_clerk", authority_id: authority }]);
  });

  test("of a clerk is worth nothing once the authority has ended", async () => {
    const firm = await aFirm();
    const consent = await asked(firm);
    const authority = await grantAuthority(sme, firm.enterprise, firm.clerk, {});
    await sme.query("select * from gate.authority_end($1, $2)", [firm.enterprise.token, authority]);
    const as = { role: "authorised_clerk", authority };
    expect((await sign(sme, firm.clerk, consent, as)).refusal).toBe("AUTHORITY_EXPIRED");
  });

  test("of a stranger is of no known consent", async () => {
    const [firm, stranger] = [await aFirm(), await makeEnterprise(admin)];
    const consent = await asked(firm);
    expect((await sign(sme, stranger, consent)).refusal).toBe("NO_SUCH_CONSENT");
    expect(await lastLine(admin, stranger.id)).toMatchObject({ code: "NO_SUCH_CONSENT" });
    expect((await sign(sme, { ...firm.enterprise, token: "none" }, consent)).refusal).toBe(
      "NO_SESSION",
    );
  });
});

describe("two names", () => {
  test("are the owner's and a second signer's, in this order, under the same bytes", async () => {
    const firm = await aFirm();
    await takesTwo(firm);
    const consent = await asked(firm);
    const authority = await grantAuthority(sme, firm.enterprise, firm.second, {
      role: "second_signer",
    });
    const second = { role: "second_signer", authority };

    expect((await sign(sme, firm.second, consent, second)).refusal).toBe("SIGNER_FORBIDDEN");
    expect(await sign(sme, firm.enterprise, consent)).toEqual({
      refusal: null,
      status: "awaiting_cosign",
    });
    expect(await line(firm)).toMatchObject({ code: "AWAITING_COSIGN" });

    expect((await sign(sme, firm.enterprise, consent)).refusal).toBe("SAME_SIGNER");
    const again = await sign(sme, firm.enterprise, consent, { role: "second_signer" });
    expect(again.refusal).toBe("SAME_SIGNER");
    expect(await line(firm)).toMatchObject({ code: "SAME_SIGNER" });
    const other = { ...consent, hash: Buffer.alloc(32, 7) };
    expect((await sign(sme, firm.second, other, second)).refusal).toBe("ARTEFACT_CHANGED");
    expect((await sign(sme, firm.clerk, consent, { role: "second_signer" })).refusal).toBe(
      "SIGNER_FORBIDDEN",
    );
    expect(await statusOf(consent.id)).toEqual({ status: "awaiting_cosign" });

    expect(await sign(sme, firm.second, consent, second)).toEqual({
      refusal: null,
      status: "active",
    });
    const { rows } = await admin.query(
      `select "from", "to" from app.consent_events where consent_id = $1 order by id`,
      [consent.id],
    );
    expect(rows.slice(1)).toEqual([
      { from: "requested", to: "awaiting_cosign" },
      { from: "awaiting_cosign", to: "active" },
    ]);
  });

  test("can be a clerk's and then the owner's", async () => {
    const firm = await aFirm();
    await takesTwo(firm);
    const consent = await asked(firm);
    const authority = await grantAuthority(sme, firm.enterprise, firm.clerk, {});
    const as = { role: "authorised_clerk", authority };
    expect((await sign(sme, firm.clerk, consent, as)).status).toBe("awaiting_cosign");
    expect((await sign(sme, firm.enterprise, consent)).refusal).toBe("SIGNER_FORBIDDEN");
    expect(await sign(sme, firm.enterprise, consent, { role: "second_signer" })).toEqual({
      refusal: null,
      status: "active",
    });
  });

  test("are needed by a rule that became stricter after the asking; a looser one comes too late", async () => {
    const firm = await aFirm();
    const consent = await asked(firm);
    await takesTwo(firm);
    expect((await sign(sme, firm.enterprise, consent)).status).toBe("awaiting_cosign");

    const strict = await asked(firm);
    await takesTwo(firm, null);
    expect((await sign(sme, firm.enterprise, strict)).status).toBe("awaiting_cosign");
    // The control: without a rule one is enough.
    expect((await sign(sme, firm.enterprise, await asked(firm))).status).toBe("active");
  });

  test("are not needed below the amount, nor about the person", async () => {
    const firm = await aFirm();
    await takesTwo(firm, 50_000_001);
    expect((await sign(sme, firm.enterprise, await asked(firm))).status).toBe("active");
    await takesTwo(firm, 50_000_000);
    expect((await sign(sme, firm.enterprise, await asked(firm))).status).toBe("awaiting_cosign");
  });

  test("do not arrive after the time to answer", async () => {
    const firm = await aFirm();
    await takesTwo(firm);
    const consent = await asked(firm);
    await sign(sme, firm.enterprise, consent);
    const authority = await grantAuthority(sme, firm.enterprise, firm.second, {
      role: "second_signer",
    });
    await admin.query("alter table app.consents disable trigger guard");
    await admin.query("update app.consents set answer_by = clock_timestamp() where id = $1", [
      consent.id,
    ]);
    await admin.query("alter table app.consents enable trigger guard");
    const late = await sign(sme, firm.second, consent, { role: "second_signer", authority });
    expect(late.refusal).toBe("CONSENT_LAPSED");
  });

  test("given at once make one live consent", async () => {
    const firm = await aFirm();
    await takesTwo(firm);
    const consent = await asked(firm);
    await sign(sme, firm.enterprise, consent);
    const signers = [firm.clerk, firm.second];
    const authorities = await Promise.all(
      signers.map((one) => grantAuthority(sme, firm.enterprise, one, { role: "second_signer" })),
    );
    const outcomes = await Promise.all(
      signers.map((one, index) =>
        sign(sme, one, consent, { role: "second_signer", authority: authorities[index]! }),
      ),
    );
    expect(new Set(outcomes.map(({ refusal }) => refusal))).toEqual(
      new Set(["CONSENT_ACTIVE", null]),
    );
  });
});

describe("a later consent for the same", () => {
  test("takes the place of the live one when it becomes live, and takes its application along", async () => {
    const firm = await aFirm();
    const first = await makeConsent(sme, firm);
    await admin.query(
      "update app.applications set consent_id = $1, status = 'submitted' where id = $2",
      [first.id, firm.applicationId],
    );
    await takesTwo(firm);
    const next = await asked(firm);
    await sign(sme, firm.enterprise, next);
    // One name is not yet a consent: the first one stands.
    expect(await statusOf(first.id)).toEqual({ status: "active" });

    const authority = await grantAuthority(sme, firm.enterprise, firm.second, {
      role: "second_signer",
    });
    await sign(sme, firm.second, next, { role: "second_signer", authority });
    expect(await statusOf(first.id)).toEqual({ status: "superseded" });
    const { rows } = await admin.query("select consent_id from app.applications where id = $1", [
      firm.applicationId,
    ]);
    expect(rows).toEqual([{ consent_id: next.id }]);
  });

  test("leaves another application's alone", async () => {
    const firm = await aFirm();
    const { applicationId } = await makeApplication(admin, firm.enterprise, firm.bank);
    const first = await makeConsent(sme, firm);
    await makeConsent(sme, { ...firm, applicationId });
    expect(await statusOf(first.id)).toEqual({ status: "active" });
  });
});

describe("about the legal representative", () => {
  test("only the owner signs, and one name is enough", async () => {
    const firm = await aFirm();
    await takesTwo(firm);
    const consent = await asked(
      firm,
      { subject: "legal_representative" },
      { items: [item("representative_insurance:predicate")] },
    );
    const authority = await grantAuthority(sme, firm.enterprise, firm.clerk, {});
    const as = { role: "authorised_clerk", authority };
    expect((await sign(sme, firm.clerk, consent, as)).refusal).toBe("SIGNER_FORBIDDEN");
    expect((await sign(sme, firm.enterprise, consent)).status).toBe("active");
  });
});

const base64url = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64url");

async function evidenceOf(person: SignedIn, hash: Buffer) {
  const [credentialId, key] = [randomUUID(), Buffer.from("a COSE key")];
  await sme.query("select * from auth.passkey_add($1, $2, $3, 0, '{}', 'phone', false)", [
    person.token,
    credentialId,
    key,
  ]);
  return {
    credentialId,
    publicKey: base64url(key),
    authenticatorData: base64url(Buffer.alloc(37)),
    clientDataJSON: base64url(
      JSON.stringify({ type: "webauthn.get", challenge: base64url(hash), origin: "x" }),
    ),
    signature: base64url("signature"),
  };
}

describe("what a passkey signed", () => {
  test("is kept, and is about these bytes with a key of this person", async () => {
    const firm = await aFirm();
    const consent = await asked(firm);
    const evidence = await evidenceOf(firm.enterprise, consent.hash);
    const wrong: [string, object | null][] = [
      ["nothing", null],
      ["another text", await evidenceOf(firm.enterprise, Buffer.alloc(32, 1))],
      ["another's key", await evidenceOf(firm.clerk, consent.hash)],
      ["another public half", { ...evidence, publicKey: base64url("another") }],
      ["no JSON", { ...evidence, clientDataJSON: base64url("{") }],
      ["no base64", { ...evidence, clientDataJSON: "%" }],
      ["no signature", { ...evidence, signature: "" }],
    ];
    for (const [, one] of wrong) {
      const tried = await sign(sme, firm.enterprise, consent, { method: "passkey", evidence: one });
      expect(tried).toEqual({ refusal: "EVIDENCE_MISMATCH", status: null });
    }
    expect((await sign(sme, firm.enterprise, consent, { evidence })).refusal).toBe(
      "EVIDENCE_MISMATCH",
    );
    expect(await line(firm)).toMatchObject({ code: "EVIDENCE_MISMATCH" });
    const as = { method: "passkey", evidence };
    expect((await sign(sme, firm.enterprise, consent, as)).status).toBe("active");
    const { rows } = await admin.query(
      "select method, evidence from app.consent_signatures where consent_id = $1",
      [consent.id],
    );
    expect(rows).toEqual([{ method: "passkey", evidence }]);
  });

  test("with a key that was removed is refused", async () => {
    const firm = await aFirm();
    const consent = await asked(firm);
    const evidence = await evidenceOf(firm.enterprise, consent.hash);
    await sme.query("select * from auth.passkey_remove($1, $2)", [
      firm.enterprise.token,
      evidence.credentialId,
    ]);
    const as = { method: "passkey", evidence };
    expect((await sign(sme, firm.enterprise, consent, as)).refusal).toBe("EVIDENCE_MISMATCH");
  });
});
