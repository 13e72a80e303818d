import { createHash, randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  applications,
  banks,
  consentItems,
  consents,
  contracts,
  enterprises,
  needs,
  offers,
  people,
  productProposals,
  products,
  productVersions,
  purposeTemplates,
  sessions,
} from "@/db/schema";
import type { ProductContent } from "@/domain/products/schema";
import type { ActorOf, Party } from "@/domain/shared/actor";
import type { ServiceContext } from "@/server/services/context";
import type { Stage } from "@/tests/database";

/** Friday, 20 November 2026, ten o'clock in Shanghai. */
export const now = new Date("2026-11-20T02:00:00Z");
const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();
const digits = (length: number) =>
  Array.from(randomBytes(length), (byte) => "0123456789ABCDEFGHJKLMNPQRTUWXY"[byte % 31]).join("");

export async function aBank(tx: Transaction): Promise<string> {
  const [bank] = await tx
    .insert(banks)
    .values({
      code: `bank-${digits(8)}`,
      uscc: digits(18),
      name: "江畔银行",
      nameEn: "Riverside Bank",
      kind: "city",
    })
    .returning();
  return bank!.id;
}

export async function anEnterprise(tx: Transaction, name = "城东五金有限公司"): Promise<string> {
  const [enterprise] = await tx
    .insert(enterprises)
    .values({
      uscc: digits(18),
      name,
      legalRepresentative: "李一",
      size: "micro",
      registeredAt: now,
      asOf: now,
    })
    .returning();
  return enterprise!.id;
}

type Person<P extends Party> = {
  party: P;
  role: ActorOf<P>["role"];
  organizationId: string;
};

/** A person with a live session; `context` is what a service gets when that person asks. */
export async function aPerson<P extends Party>(stage: Stage, person: Person<P>) {
  const token = randomUUID();
  const { party, role, organizationId } = person;
  const [row] = await stage.admin
    .insert(people)
    .values({
      username: token,
      name: "王测试",
      party,
      role,
      passwordHash: "-",
      bankId: party === "bank" ? organizationId : null,
      enterpriseId: party === "sme" ? organizationId : null,
    })
    .returning();
  await stage.admin
    .insert(sessions)
    .values({ tokenHash: sha256(token), personId: row!.id, expiresAt: new Date("2099-01-01") });
  const actor = { userId: row!.id, organizationId, party, role, name: row!.name, isDemo: false };
  const persona = party === "credit_office" ? "office" : party;
  return (at: Date = now) =>
    ({
      db: stage.as(persona as "bank", token),
      actor,
      now: at,
      channel: "page",
      requestId: token,
    }) as unknown as ServiceContext<P>;
}

export const productContent: ProductContent = {
  code: "tax-loan",
  name: { zh: "税易贷", en: "Tax loan" },
  summary: { zh: "凭纳税记录贷款", en: "A loan on tax records" },
  kind: "credit",
  guarantee: "none",
  amountMin: 10_000_000,
  amountMax: 100_000_000,
  termMin: 3,
  termMax: 24,
  repaymentKinds: ["equal_instalments", "interest_first"],
  lprTenor: "1y",
  spreadMin: 20,
  spreadMax: 180,
  fees: [{ name: { zh: "手续费", en: "Handling fee" }, timing: "upfront", basisPoints: 30 }],
  regions: [],
  isFirstLoan: false,
  isPolicy: false,
  materials: [],
  promisedWorkingDays: 5,
  purposeTemplate: "loan_application",
  items: [
    {
      item: "tax_declarations",
      granularity: "indicator",
      why: { zh: "看收入", en: "Revenue" },
      isRequired: true,
    },
  ],
  eligibility: { fact: "tax_revenue_12m", operator: "gte", value: 1 },
};

export async function aProduct(
  tx: Transaction,
  bankId: string,
  over: Partial<ProductContent> = {},
): Promise<string> {
  const [product] = await tx
    .insert(products)
    .values({
      bankId,
      code: `tax-${randomUUID()}`,
      status: "published",
      publishedAt: now,
    })
    .returning();
  await tx
    .insert(productVersions)
    .values({ productId: product!.id, version: 1, content: { ...productContent, ...over } });
  return product!.id;
}

async function aDraftProduct(tx: Transaction, bankId: string): Promise<string> {
  const [product] = await tx
    .insert(products)
    .values({ bankId, code: `new-${randomUUID()}`, status: "draft" })
    .returning();
  return product!.id;
}

type Proposed = Partial<typeof productProposals.$inferInsert>;

/**
 * The next version of a product of its own, waiting for the bank's approver unless it is said
 * otherwise; based on none, it is a new product's.
 */
export async function aProposal(tx: Transaction, bankId: string, over: Proposed = {}) {
  const isNew = over.basedOn === null;
  const productId = over.productId ?? (await (isNew ? aDraftProduct : aProduct)(tx, bankId));
  const [product] = await tx.select().from(products).where(eq(products.id, productId));
  const [proposal] = await tx
    .insert(productProposals)
    .values({
      productId,
      bankId,
      basedOn: 1,
      content: { ...productContent, code: product!.code },
      status: "awaiting_bank",
      writtenBy: randomUUID(),
      submittedAt: now,
      updatedAt: now,
      ...over,
    })
    .returning();
  return proposal!.id;
}

type Applied = Partial<typeof applications.$inferInsert>;

/** A submitted application with a live consent, unless it is said otherwise. */
export async function anApplication(tx: Transaction, bankId: string, over: Applied = {}) {
  const enterpriseId = over.enterpriseId ?? (await anEnterprise(tx));
  const [need] = await tx
    .insert(needs)
    .values({
      enterpriseId,
      amount: 50_000_000n,
      termMonths: 12,
      purpose: "working_capital",
      status: "in_market",
      createdBy: randomUUID(),
    })
    .returning();
  const id = randomUUID();
  const consentId = await aConsent(tx, { enterpriseId, bankId, applicationId: id });
  const [application] = await tx
    .insert(applications)
    .values({
      id,
      needId: need!.id,
      enterpriseId,
      bankId,
      productId: over.productId ?? (await aProduct(tx, bankId)),
      productVersion: 1,
      consentId,
      amount: 50_000_000n,
      termMonths: 12,
      status: "submitted",
      submittedAt: now,
      acceptBy: new Date("2026-11-23T16:00:00Z"),
      decideBy: new Date("2026-12-04T16:00:00Z"),
      updatedAt: now,
      ...over,
    })
    .returning();
  return application!;
}

type Bound = { enterpriseId: string; bankId: string } & (
  | { applicationId: string }
  /** For that one report. */
  | { reportId: string }
);

/** A template of these tests' own: their clock stands still, so their consents last for ever. */
export const generousVersion = 90;

export async function aConsent(tx: Transaction, bound: Bound): Promise<string> {
  const purpose = "reportId" in bound ? "report_share" : "loan_application";
  await tx
    .insert(purposeTemplates)
    .values({
      code: purpose,
      version: generousVersion,
      state: "retired",
      nameZh: "贷款申请",
      nameEn: "Loan application",
      wordingZh: "用于审批贷款申请",
      wordingEn: "To decide on a loan application",
      scopes: ["tax_declarations:indicator"],
      maxValidityDays: 30_000,
      maxDataMonths: 36,
      maxReads: 20,
      maxFetches: 20,
      dataLifeDays: 90,
    })
    .onConflictDoNothing();
  const id = randomUUID();
  const artefact = Buffer.from(JSON.stringify({ id, signer: { name: "李一" } }));
  await tx.insert(consents).values({
    id,
    familyId: id,
    enterpriseId: bound.enterpriseId,
    recipientId: bound.bankId,
    ...("reportId" in bound
      ? { reportId: bound.reportId }
      : { applicationId: bound.applicationId }),
    purpose,
    templateVersion: generousVersion,
    valid: "[2026-11-01,2099-01-01)",
    answerBy: new Date("2099-01-01"),
    maxReads: 20,
    maxFetches: 20,
    dataLifeDays: 90,
    noticeLanguage: "zh-CN",
    artefact,
    artefactHash: sha256(artefact),
  });
  await tx.insert(consentItems).values({
    consentId: id,
    item: "tax_declarations",
    granularity: "indicator",
    dataFrom: "2025-11-01",
    dataTo: "2026-10-31",
    why: "看收入",
  });
  await tx.execute(sql`select pg_advisory_xact_lock(gate.consent_lock(${id}::uuid))`);
  await tx.execute(sql`update app.consents set status = 'active' where id = ${id}::uuid`);
  return id;
}

type Offered = Partial<typeof offers.$inferInsert>;

export async function anOffer(
  tx: Transaction,
  application: typeof applications.$inferSelect,
  over: Offered = {},
) {
  const [offer] = await tx
    .insert(offers)
    .values({
      applicationId: application.id,
      needId: application.needId!,
      enterpriseId: application.enterpriseId,
      bankId: application.bankId,
      version: 1,
      amount: 50_000_000n,
      termMonths: 12,
      repayment: "equal_instalments",
      nominalRate: 360,
      annualRate: "0.036600",
      totalInterest: 1_000_000n,
      totalCost: 1_000_000n,
      quotedFrom: "2026-11-20",
      scheduleHash: sha256("schedule"),
      validUntil: new Date("2026-12-10T16:00:00Z"),
      draftedBy: randomUUID(),
      ...over,
    })
    .returning();
  return offer!;
}

/** What both sides signed, or only the firm so far. */
export async function aContract(
  tx: Transaction,
  application: typeof applications.$inferSelect,
  bankSignedAt: Date | null = null,
) {
  const offer = await anOffer(tx, application, {
    status: "accepted",
    approvedBy: randomUUID(),
    approvedAt: now,
    decidedAt: now,
  });
  const terms = Buffer.from(JSON.stringify({ offer: offer.id }));
  const [contract] = await tx
    .insert(contracts)
    .values({
      offerId: offer.id,
      applicationId: application.id,
      enterpriseId: application.enterpriseId,
      bankId: application.bankId,
      number: `XYD-${offer.id}`,
      terms,
      termsHash: sha256(terms),
      enterpriseSignedBy: randomUUID(),
      enterpriseSignedAt: now,
      bankSignedBy: bankSignedAt && randomUUID(),
      bankSignedAt,
    })
    .returning();
  return { contract: contract!, offer };
}
