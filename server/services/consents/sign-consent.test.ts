import { createHash, randomUUID, verify } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { applications, consents, consentSignatures, events, people } from "@/db/schema";
import { totpStepAt } from "@/domain/accounts/totp";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";
import { submitApplication } from "@/server/services/applications/submit-application";
import { draftAuthority } from "@/server/services/authorities/draft-authority";
import { endAuthority } from "@/server/services/authorities/end-authority";
import { getSignatures } from "@/server/services/authorities/get-signatures";
import { getStanding } from "@/server/services/authorities/get-standing";
import { grantAuthority } from "@/server/services/authorities/grant-authority";
import { listSigners } from "@/server/services/authorities/list-signers";
import { setSigningRule } from "@/server/services/authorities/set-signing-rule";
import { requestConsent } from "@/server/services/consents/request-consent";
import { signConsent } from "@/server/services/consents/sign-consent";
import type { ServiceContext } from "@/server/services/context";
import { addPasskey } from "@/server/services/passkeys/add-passkey";
import { beginPasskey } from "@/server/services/passkeys/begin-passkey";
import { aBank, anApplication, anEnterprise, aProduct } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { aClerk, anOwner } from "@/tests/enterprise-factories";
import { byCode } from "@/tests/signing";
import { softwareAuthenticator } from "@/tests/software-authenticator";

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest();

type At = (at?: Date) => ServiceContext<"sme">;

/** One clock for all of a firm: it stands a little behind, so that nothing here is in the future. */
let ticks = 0;

/** Somebody with an authenticator: a later moment each time, and the code that is shown then. */
async function withCodes(stage: Stage, context: At) {
  const { userId } = context().actor;
  await stage.admin.update(people).set({ isDemo: true }).where(eq(people.id, userId));
  return {
    userId,
    next() {
      const now = new Date(Date.now() - 20 * 60_000 + 30_000 * (ticks += 1));
      const code = codeOfStep(demoTotpSecret(userId), totpStepAt(now));
      return { at: context(now), code, proof: byCode(code) };
    },
  };
}
type Signer = Awaited<ReturnType<typeof withCodes>>;

async function aFirm(stage: Stage) {
  ticks = 0;
  const enterpriseId = await anEnterprise(stage.admin);
  const bankId = await aBank(stage.admin);
  const productId = await aProduct(stage.admin, bankId);
  const application = await anApplication(stage.admin, bankId, {
    enterpriseId,
    productId,
    status: "prepared",
    submittedAt: null,
    consentId: null,
  });
  const person = async (context: At) => withCodes(stage, context);
  return {
    owner: await person((await anOwner(stage, enterpriseId)).context),
    clerk: await person(await aClerk(stage, enterpriseId)),
    other: await person(await aClerk(stage, enterpriseId)),
    applicationId: application.id,
  };
}
type Firm = Awaited<ReturnType<typeof aFirm>>;

async function ask({ applicationId }: Firm, signer: Signer) {
  const { id: consentId, artefactHash } = await requestConsent(signer.next().at, {
    id: randomUUID(),
    purpose: "loan_application",
    language: "en",
    applicationId,
    optionalItems: [],
  });
  return { applicationId, consentId, artefactHash };
}
type Shown = Awaited<ReturnType<typeof ask>>;

const submit = (signer: Signer, shown: Shown) => {
  const { at, proof } = signer.next();
  return submitApplication(at, { ...shown, proof });
};
const cosign = (signer: Signer, { consentId, artefactHash }: Shown) => {
  const { at, proof } = signer.next();
  return signConsent(at, { consentId, artefactHash, proof });
};

async function allow(
  { owner }: Firm,
  { userId }: Signer,
  role: "authorised_clerk" | "second_signer",
  maxAmount: bigint | null = null,
) {
  const { sealed } = await draftAuthority(owner.next().at, {
    id: randomUUID(),
    personId: userId,
    role,
    purposes: ["loan_application"],
    maxAmount,
    validDays: 90,
  });
  const { at, proof } = owner.next();
  return grantAuthority(at, { sealed, proof });
}
async function takeTwo({ owner }: Firm, secondSignerAbove: bigint | null = 1n) {
  const { at, code } = owner.next();
  await setSigningRule(at, { secondSignerAbove, code });
}
const stateOf = async (stage: Stage, { applicationId, consentId }: Shown) => {
  const [application] = await stage.admin
    .select({ status: applications.status, consentId: applications.consentId })
    .from(applications)
    .where(eq(applications.id, applicationId));
  const [consent] = await stage.admin
    .select({ status: consents.status })
    .from(consents)
    .where(eq(consents.id, consentId));
  return [application?.status, consent?.status, application?.consentId === consentId];
};
const toldOf = async (stage: Stage, id: string) =>
  (
    await stage.admin.select({ name: events.name }).from(events).where(eq(events.subjectId, id))
  ).map(({ name }) => name);

describe("a clerk", () => {
  test("within an authority submits as the owner would; without one, or beyond it, not", () =>
    inRollback(async (stage) => {
      const firm = await aFirm(stage);
      const shown = await ask(firm, firm.clerk);
      await expect(submit(firm.clerk, shown)).rejects.toMatchObject({
        code: "FORBIDDEN",
        reason: "signer_forbidden",
      });
      await allow(firm, firm.clerk, "authorised_clerk", 1n);
      await expect(submit(firm.clerk, shown)).rejects.toMatchObject({
        code: "FORBIDDEN",
        reason: "authority_exceeded",
      });
      expect(await getStanding(firm.clerk.next().at, shown)).toEqual({
        role: null,
        refusal: "authority_exceeded",
      });
      expect(await stateOf(stage, shown)).toEqual(["prepared", "requested", false]);

      const { authorityId } = await allow(firm, firm.clerk, "authorised_clerk");
      expect(await getStanding(firm.clerk.next().at, shown)).toMatchObject({
        role: "authorised_clerk",
      });
      expect(await submit(firm.clerk, shown)).toMatchObject({ status: "submitted" });
      expect(await stateOf(stage, shown)).toEqual(["submitted", "active", true]);
      const signatures = await stage.admin
        .select({ role: consentSignatures.role, authorityId: consentSignatures.authorityId })
        .from(consentSignatures)
        .where(eq(consentSignatures.consentId, shown.consentId));
      expect(signatures).toEqual([{ role: "authorised_clerk", authorityId }]);
    }));

  test("whose authority has ended signs nothing", () =>
    inRollback(async (stage) => {
      const firm = await aFirm(stage);
      const { authorityId } = await allow(firm, firm.clerk, "authorised_clerk");
      await expect(endAuthority(firm.clerk.next().at, { authorityId })).rejects.toThrow(
        "authority.manage_forbidden",
      );
      await endAuthority(firm.owner.next().at, { authorityId });
      const shown = await ask(firm, firm.clerk);
      await expect(submit(firm.clerk, shown)).rejects.toThrow("authority_expired");
      const { people: staff } = await listSigners(firm.owner.next().at);
      const clerk = staff.find(({ id }) => id === firm.clerk.userId);
      expect(clerk?.authorities).toMatchObject([{ id: authorityId, endedAt: expect.any(Date) }]);
    }));
});

describe("where it takes two", () => {
  test("the first name leaves the application prepared, the second submits it", () =>
    inRollback(async (stage) => {
      const firm = await aFirm(stage);
      await takeTwo(firm);
      await allow(firm, firm.other, "second_signer");
      const shown = await ask(firm, firm.owner);
      expect(await submit(firm.owner, shown)).toMatchObject({ status: "prepared" });
      expect(await stateOf(stage, shown)).toEqual(["prepared", "awaiting_cosign", false]);
      expect(await toldOf(stage, shown.consentId)).toEqual(["consent.awaiting_cosign"]);

      await expect(submit(firm.owner, shown)).rejects.toThrow("same_signer");
      await expect(cosign(firm.clerk, shown)).rejects.toThrow("signer_forbidden");
      expect(await getStanding(firm.owner.next().at, shown)).toMatchObject({
        refusal: "same_signer",
      });
      const signed = await cosign(firm.other, shown);
      expect(signed).toMatchObject({ status: "active" });
      expect(await stateOf(stage, shown)).toEqual(["submitted", "active", true]);
      expect(await toldOf(stage, shown.applicationId)).toContain("application.submitted");
    }));

  test("there are three days for the second; where one is enough, half an hour", () =>
    inRollback(async (stage) => {
      const firm = await aFirm(stage);
      const hours = async () => {
        const { consentId } = await ask(firm, firm.owner);
        const [consent] = await stage.admin
          .select()
          .from(consents)
          .where(eq(consents.id, consentId));
        return Math.round(((consent?.answerBy.getTime() ?? 0) - Date.now()) / 3_600_000);
      };
      expect(await hours()).toBeLessThan(2);
      await takeTwo(firm);
      expect(await hours()).toBeGreaterThan(70);
    }));

  test("a clerk's and the owner's do as well", () =>
    inRollback(async (stage) => {
      const firm = await aFirm(stage);
      await takeTwo(firm);
      await allow(firm, firm.clerk, "authorised_clerk");
      const shown = await ask(firm, firm.clerk);
      expect(await submit(firm.clerk, shown)).toMatchObject({ status: "prepared" });
      expect(await submit(firm.owner, shown)).toMatchObject({ status: "submitted" });
    }));
});

describe("a passkey", () => {
  test("submits, and what it signed is kept with the signature", () =>
    inRollback(async (stage) => {
      const firm = await aFirm(stage);
      const key = softwareAuthenticator("EdDSA");
      const { at, code } = firm.owner.next();
      const { challenge } = await beginPasskey(at, { code });
      await addPasskey(at, key.register(challenge));
      const shown = await ask(firm, firm.owner);
      const other = await ask(firm, firm.owner);

      // Signed for one text, sent with another: in either direction.
      const mixed = { method: "passkey", assertion: key.sign(other.artefactHash) } as const;
      await expect(submitApplication(at, { ...shown, proof: mixed })).rejects.toMatchObject({
        code: "UNPROCESSABLE_CONTENT",
        reason: "artefact_changed",
      });
      const swapped = { ...shown, artefactHash: other.artefactHash, proof: mixed };
      await expect(submitApplication(at, swapped)).rejects.toThrow("artefact_changed");
      expect(await stateOf(stage, shown)).toEqual(["prepared", "requested", false]);

      const assertion = key.sign(shown.artefactHash);
      const proof = { method: "passkey", assertion } as const;
      expect(await submitApplication(at, { ...shown, proof })).toMatchObject({
        status: "submitted",
      });
      const [signature] = await stage.admin
        .select()
        .from(consentSignatures)
        .where(eq(consentSignatures.consentId, shown.consentId));
      expect(signature).toMatchObject({ method: "passkey", role: "legal_representative" });
      expect(signature?.evidence).toMatchObject(assertion);

      // The file holds all that it takes to check it, with nothing but node:crypto.
      const { content } = await getSignatures(firm.owner.next().at, shown);
      const file = JSON.parse(content) as { artefact: string; signatures: [{ evidence: object }] };
      const evidence = file.signatures[0].evidence as Record<string, string>;
      const bytes = (part: string) => Buffer.from(evidence[part] ?? "", "base64url");
      const client = bytes("clientDataJSON");
      expect(JSON.parse(client.toString())).toMatchObject({
        challenge: sha256(file.artefact).toString("base64url"),
      });
      const signed = Buffer.concat([bytes("authenticatorData"), sha256(client)]);
      expect(verify(null, signed, key.publicKey, bytes("signature"))).toBe(true);
    }));

  test("grants an authority as well", () =>
    inRollback(async (stage) => {
      const firm = await aFirm(stage);
      const key = softwareAuthenticator();
      const { at, code } = firm.owner.next();
      await addPasskey(at, key.register((await beginPasskey(at, { code })).challenge));
      const { sealed, artefactHash } = await draftAuthority(at, {
        id: randomUUID(),
        personId: firm.clerk.userId,
        role: "authorised_clerk",
        purposes: ["loan_application"],
        maxAmount: null,
        validDays: 365,
      });
      const proof = { method: "passkey", assertion: key.sign(artefactHash) } as const;
      await grantAuthority(at, { sealed, proof });
      const { people: staff } = await listSigners(at);
      expect(staff.find(({ id }) => id === firm.clerk.userId)?.authorities).toMatchObject([
        { method: "passkey" },
      ]);
      await expect(grantAuthority(at, { sealed: `${sealed}x`, proof })).rejects.toThrow(
        "step_expired",
      );
    }));
});
