import { createHash, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import {
  banks,
  checkpoints,
  documents,
  enterprises,
  erasures,
  informationRequests,
  loans,
  notifications,
  outcomes,
  products,
  receipts,
  signingAuthorities,
  witnessKeys,
} from "@/db/schema";
import { purposes } from "@/domain/consents/lifecycle";
import { cursorOf } from "@/server/services/bank-lists";
import { createCaller } from "@/server/trpc/root";
import {
  aBank,
  aContract,
  anApplication,
  anEnterprise,
  anOffer,
  aProduct,
  aProposal,
  aConsent,
} from "@/tests/bank-factories";
import { admin } from "@/tests/database";
import { aPrincipal, contextOf, type Person, type Roles } from "@/tests/access/people";
import { aMatchingConsent, aNeed } from "@/tests/enterprise-factories";
import { anAsk, aReport } from "@/tests/ask-factories";

const day = 86_400_000;
export const inDays = (days: number) => new Date(Date.now() + days * day);
export const dayIn = (days: number) =>
  new Date(inDays(days).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest();

/** The clerk may sign whatever the owner may. */
async function anAuthority(enterpriseId: string, { owner, clerk }: Record<string, Person>) {
  const id = randomUUID();
  const artefact = Buffer.from(JSON.stringify({ id }));
  await admin()
    .insert(signingAuthorities)
    .values({
      id,
      enterpriseId,
      personId: clerk!.userId,
      role: "authorised_clerk",
      purposes: [...purposes],
      validFrom: inDays(-1),
      validTo: inDays(9),
      artefact,
      artefactHash: sha256(artefact),
      method: "totp",
      attestation: "attested",
      grantedBy: owner!.userId,
      grantedAt: inDays(-1),
    });
  return id;
}

/** A firm and a bank with one object of every kind between them, and everybody who works there. */
export async function makeSide(label: string) {
  const tx = admin();
  const enterpriseId = await anEnterprise(tx, `甲方 ${randomUUID()}`);
  const bankId = await aBank(tx);
  const person = (roles: Roles) =>
    aPrincipal(
      roles,
      roles.party === "sme" ? enterpriseId : bankId,
      `the ${roles.role} of ${label}`,
    );
  const owner = await person({ party: "sme", role: "owner" });
  const clerk = await person({ party: "sme", role: "clerk" });
  const officer = await person({ party: "bank", role: "officer" });
  const approver = await person({ party: "bank", role: "approver" });
  const administrator = await person({ party: "bank", role: "admin" });

  const product = await aProduct(tx, bankId);
  const shelved = await aProduct(tx, bankId);
  await tx.update(products).set({ status: "withdrawn" }).where(eq(products.id, shelved));
  const proposal = (over: object) =>
    aProposal(tx, bankId, { writtenBy: officer.userId, approvedBy: approver.userId, ...over });
  const written = await proposal({ status: "draft", approvedBy: null });
  const waiting = await proposal({ status: "awaiting_bank", approvedBy: null });
  const admitted = await proposal({ status: "awaiting_office", basedOn: null });
  const officerId = officer.userId;
  const open = { enterpriseId, productId: product, decideBy: inDays(9), officerId };
  const at = (status: "under_review" | "offered" | "contracted" | "disbursed") =>
    anApplication(tx, bankId, { ...open, status });
  const submitted = await anApplication(tx, bankId, { ...open, acceptBy: inDays(1) });
  const prepared = await anApplication(tx, bankId, {
    ...open,
    status: "prepared",
    submittedAt: null,
    consentId: null,
  });
  const reviewed = await at("under_review");
  const drafted = await at("under_review");
  const offered = await at("offered");
  const asked = await anApplication(tx, bankId, {
    ...open,
    status: "information_requested",
    clockStoppedAt: new Date(),
  });
  const agreed = await anApplication(tx, bankId, { ...open, status: "accepted_by_enterprise" });
  const signed = await at("contracted");
  const lent = await at("disbursed");

  const terms = { draftedBy: officerId, validUntil: inDays(9) };
  const pending = await anOffer(tx, drafted, terms);
  const offer = await anOffer(tx, offered, {
    ...terms,
    status: "open",
    approvedBy: approver.userId,
  });
  const { contract } = await aContract(tx, agreed);
  await aContract(tx, signed, inDays(-2));
  await aContract(tx, lent, inDays(-2));
  const [request] = await tx
    .insert(informationRequests)
    .values({
      applicationId: asked.id,
      kind: "document",
      message: "please",
      askedBy: officerId,
      askedAt: new Date(),
      dueAt: inDays(5),
    })
    .returning();
  const content = Buffer.from(`document of ${enterpriseId}`);
  const [document] = await tx
    .insert(documents)
    .values({
      applicationId: asked.id,
      enterpriseId,
      bankId,
      name: "document-01.pdf",
      mediaType: "application/pdf",
      size: content.byteLength,
      sha256: sha256(content),
      content,
      uploadedBy: owner.userId,
      uploadedAt: new Date(),
    })
    .returning();
  const lending = { applicationId: lent.id, enterpriseId, bankId };
  const [loan] = await tx
    .insert(loans)
    .values({
      ...lending,
      productId: product,
      bankReference: `L-${randomUUID().slice(0, 8)}`,
      principal: 40_000_000n,
      balance: 40_000_000n,
      nominalRate: 360,
      annualRate: "0.036600",
      termMonths: 12,
      repayment: "equal_instalments",
      guarantee: "none",
      disbursedOn: dayIn(-2),
      maturesOn: dayIn(363),
      isFirstLoan: false,
      isCreditLoan: true,
      isInclusive: true,
    })
    .returning();
  const told = { ...lending, loanId: loan!.id, channel: "page", recordedAt: new Date() } as const;
  const rows = [
    { ...told, reference: randomUUID(), kind: "drawdown", amount: 40_000_000n, on: dayIn(-2) },
    { ...told, reference: randomUUID(), kind: "overdue", days: 3, on: dayIn(-1) },
  ] as const;
  const [, outcome] = await tx
    .insert(outcomes)
    .values([...rows])
    .returning();
  const inbox = { kind: "offer.opened", subjectId: offer.id, eventId: randomUUID() };
  const [note, bankNote] = await tx
    .insert(notifications)
    .values([
      { ...inbox, audience: "enterprise", enterpriseId, at: new Date() },
      { ...inbox, audience: "bank", bankId, at: new Date() },
    ])
    .returning();

  const need = await aNeed(tx, enterpriseId);
  const idle = await aNeed(tx, enterpriseId);
  const matching = await aMatchingConsent(tx, enterpriseId, [
    { code: "tax_revenue_12m", value: "300000000" },
  ]);
  const ask = await anAsk(tx, { applicationId: lent.id, enterpriseId, bankId });
  const report = await aReport(tx, enterpriseId);
  await aConsent(tx, { enterpriseId, bankId, reportId: report.id });
  const api = createCaller(await contextOf(owner));
  const { runId } = await api.matches.run({ needId: need.id });
  const language = "en" as const;
  const applying = await api.consents.request({
    id: randomUUID(),
    purpose: "loan_application",
    language,
    applicationId: prepared.id,
    optionalItems: [],
  });
  const allowing = await api.consents.request({
    id: randomUUID(),
    purpose: "platform_matching",
    language,
    items: ["tax_declarations"],
  });
  const [bank] = await tx.select({ code: banks.code }).from(banks).where(eq(banks.id, bankId));
  const [firm] = await tx.select().from(enterprises).where(eq(enterprises.id, enterpriseId));

  const authority = await anAuthority(enterpriseId, { owner, clerk });

  const [erasure] = await tx
    .insert(erasures)
    .values({
      consentId: offered.consentId!,
      enterpriseId,
      bankId,
      reason: "ended",
      startedAt: new Date(),
      dueAt: inDays(9),
    })
    .returning();

  const root = sha256(Buffer.from("root"));
  const sealed = { size: 1n, root, at: new Date(), note: "" };
  await tx.insert(checkpoints).values(sealed).onConflictDoNothing();
  const [receipt] = await tx
    .insert(receipts)
    .values({
      chain: enterpriseId,
      seq: 1n,
      kind: "grant",
      consentId: reviewed.consentId,
      size: 1n,
      jws: `receipt of ${enterpriseId}`,
      issuedAt: new Date(),
    })
    .returning();
  const [witnessKey] = await tx
    .insert(witnessKeys)
    .values({
      bankId,
      publicKey: root,
      registeredBy: administrator.userId,
      registeredAt: new Date(),
    })
    .returning();

  const things = {
    erasure: erasure!.id,
    authority,
    need: need.id,
    idle: idle.id,
    run: runId,
    shelved,
    written,
    waiting,
    admitted,
    submitted: submitted.id,
    prepared: prepared.id,
    reviewed: reviewed.id,
    drafted: drafted.id,
    offered: offered.id,
    asked: asked.id,
    agreed: agreed.id,
    signed: signed.id,
    lent: lent.id,
    consent: reviewed.consentId!,
    applying: applying.id,
    allowing: allowing.id,
    matching,
    pending: pending.id,
    offer: offer.id,
    request: request!.id,
    ask,
    report: report.id,
    document: document!.id,
    loan: loan!.id,
    outcome: outcome!.id,
    note: note!.id,
    bankNote: bankNote!.id,
    receipt: receipt!.id,
    witnessKey: witnessKey!.id,
  };
  return {
    enterpriseId,
    bankId,
    people: [owner, clerk, officer, approver, administrator],
    /** What an input may name, by its name. */
    named: {
      ...things,
      colleague: clerk.userId,
      product,
      bank: bank!.code,
      reportNumber: report.number,
      bankId,
      applyingHash: applying.artefactHash,
      allowingHash: allowing.artefactHash,
      termsHash: contract.termsHash.toString("hex"),
      cursor: cursorOf({ position: new Date(0), id: submitted.id })!,
    },
    /** What a stranger may never read; the bank, its name and what it has on its shelves are public. */
    secrets: [
      ...Object.values(things),
      enterpriseId,
      firm!.uscc,
      firm!.name,
      contract.id,
      contract.number,
      loan!.bankReference,
      ...[owner, clerk, officer, approver, administrator].flatMap((one) => [one.userId, one.token]),
    ],
    /** Whose all of it is, as domain/policy.ts asks. */
    subject: {
      enterpriseId,
      bankId,
      recipientId: bankId,
      draftedBy: officerId,
      writtenBy: officerId,
      formerWriters: [],
      withdrawnBy: officerId,
    },
  };
}
export type Side = Awaited<ReturnType<typeof makeSide>>;
export type Named = keyof Side["named"];
