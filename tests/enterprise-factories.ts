import { createHash, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  consentItems,
  consents,
  dataKeys,
  facts,
  needs,
  people,
  products,
  productVersions,
  purposeTemplates,
} from "@/db/schema";
import { totpStepAt } from "@/domain/accounts/totp";
import type { ProductContent } from "@/domain/products/schema";
import { newDataKey, wrapKey } from "@/server/connectors/envelope";
import { keyEncryptionKey } from "@/server/connectors/key-encryption-keys";
import { keyStore } from "@/server/connectors/key-store";
import { sealWith } from "@/server/connectors/sealing";
import type { ServiceContext } from "@/server/services/context";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";
import {
  anEnterprise,
  aPerson,
  generousVersion,
  now,
  productContent,
} from "@/tests/bank-factories";
import type { Stage } from "@/tests/database";

/** The owner of a firm with an authenticator: `code(at)` is what it shows then. */
export async function anOwner(stage: Stage, enterpriseId?: string) {
  const organizationId = enterpriseId ?? (await anEnterprise(stage.admin));
  const context = await aPerson(stage, { party: "sme", role: "owner", organizationId });
  const { userId } = context().actor;
  await stage.admin.update(people).set({ isDemo: true }).where(eq(people.id, userId));
  return {
    enterpriseId: organizationId,
    context,
    code: (at: Date = now) => codeOfStep(demoTotpSecret(userId), totpStepAt(at)),
  };
}

/** A colleague who prepares but does not sign. */
export const aClerk = (stage: Stage, organizationId: string) =>
  aPerson(stage, { party: "sme", role: "clerk", organizationId });

export async function aNeed(
  tx: Transaction,
  enterpriseId: string,
  over: Partial<typeof needs.$inferInsert> = {},
) {
  const [need] = await tx
    .insert(needs)
    .values({
      enterpriseId,
      amount: 50_000_000n,
      termMonths: 12,
      purpose: "working_capital",
      status: "matched",
      createdBy: randomUUID(),
      ...over,
    })
    .returning();
  return need!;
}

/** A product on offer that says something of its own. */
export async function aProductSaying(
  tx: Transaction,
  bankId: string,
  over: Partial<ProductContent>,
): Promise<string> {
  const [product] = await tx
    .insert(products)
    .values({ bankId, code: `own-${randomUUID()}`, status: "published", publishedAt: now })
    .returning();
  await tx
    .insert(productVersions)
    .values({ productId: product!.id, version: 1, content: { ...productContent, ...over } });
  return product!.id;
}

/** The same person a little later. */
export const later = (context: (at?: Date) => ServiceContext<"sme">, minutes: number) =>
  context(new Date(now.getTime() + minutes * 60_000));

/** A live matching consent with what the tax agency has answered under it. */
export async function aMatchingConsent(
  tx: Transaction,
  enterpriseId: string,
  indicators: { code: string; value: string | number }[],
) {
  const scope = "tax_declarations:indicator";
  await tx
    .insert(purposeTemplates)
    .values({
      code: "platform_matching",
      version: generousVersion,
      state: "retired",
      nameZh: "平台匹配",
      nameEn: "Matching",
      wordingZh: "用于匹配贷款产品",
      wordingEn: "To match loan products",
      scopes: [scope],
      maxValidityDays: 30_000,
      maxDataMonths: 36,
      maxReads: 100,
      maxFetches: 20,
      dataLifeDays: 90,
    })
    .onConflictDoNothing();
  const id = randomUUID();
  const artefact = Buffer.from(JSON.stringify({ id }));
  await tx.insert(consents).values({
    id,
    familyId: id,
    enterpriseId,
    purpose: "platform_matching",
    templateVersion: generousVersion,
    valid: "[2026-11-01,2099-01-01)",
    answerBy: new Date("2099-01-01"),
    maxReads: 100,
    maxFetches: 20,
    dataLifeDays: 90,
    noticeLanguage: "zh-CN",
    artefact,
    artefactHash: createHash("sha256").update(artefact).digest(),
  });
  await tx.insert(consentItems).values({
    consentId: id,
    item: "tax_declarations",
    granularity: "indicator",
    dataFrom: "2024-11-01",
    dataTo: "2027-05-01",
    why: "匹配",
  });
  await tx.transaction(async (own) => {
    await own.execute(sql`select pg_advisory_xact_lock(gate.consent_lock(${id}::uuid))`);
    await own.update(consents).set({ status: "active" }).where(eq(consents.id, id));
  });

  const [row] = await tx
    .insert(dataKeys)
    .values({ enterpriseId, granularity: "indicator" })
    .returning();
  const key = { id: row!.id, bytes: newDataKey() };
  keyStore().putIfAbsent(key.id, wrapKey(keyEncryptionKey, key.id, key.bytes));
  const period = "2026-10-01";
  const content = {
    indicators: indicators.map((indicator) => ({
      ...indicator,
      asOf: "2026-10",
      coverage: { present: 12, expected: 12 },
    })),
  };
  await tx.insert(facts).values({
    enterpriseId,
    scope,
    period,
    ...sealWith(key, { enterpriseId, scope, period }, content),
    asOf: now,
    fetchId: randomUUID(),
  });
  return id;
}
