import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  applications,
  banks,
  enterprises,
  products,
  productVersions,
  purposeTemplates,
} from "@/db/schema";
import { artefactBytes, type ConsentArtefact } from "@/domain/consents/artefact";
import {
  applicationPeriod,
  applicationValidityDays,
  matchingPeriod,
  matchingValidityDays,
} from "@/domain/consents/periods";
import type { Purpose } from "@/domain/consents/lifecycle";
import type { RequestConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { Conflict, DomainError, Invalid, NotFound } from "@/domain/shared/errors";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import type { ServiceContext } from "@/server/services/context";
import { findConsent } from "@/server/services/consents/queries";

type Context = ServiceContext<"sme">;
type Terms = Pick<ConsentArtefact, "recipient" | "recipientName" | "application" | "items"> & {
  recipientId: string | null;
  validityDays: number;
};

const selfAnswerMinutes = 30;

/** Puts the exact text of a consent before the enterprise. The bytes stored here are the bytes that get signed. */
export async function requestConsent(context: Context, input: RequestConsentInput) {
  const { db, actor, now } = context;
  const { language } = input;
  authorize(actor, "consent.sign", { enterpriseId: actor.organizationId });

  return db.transaction(async (tx) => {
    const existing = await findConsent(tx, input.id);
    if (existing) return existing;

    const [enterprise] = await tx
      .select({ uscc: enterprises.uscc, name: enterprises.name })
      .from(enterprises)
      .where(eq(enterprises.id, actor.organizationId));
    if (!enterprise) throw new NotFound("enterprise");

    const template = await activeTemplate(tx, input.purpose);
    const terms =
      input.purpose === "platform_matching"
        ? matchingTerms(input.items, now, language)
        : await applicationTerms(tx, context, input);

    const allowed = new Set(template.scopes);
    for (const { item, granularity } of terms.items)
      if (!allowed.has(`${item}:${granularity}`)) throw new Invalid("scope_above_ceiling", "items");

    const validTo = new Date(now.getTime() + terms.validityDays * 86_400_000);
    const artefact: ConsentArtefact = {
      version: 1,
      kind: "consent",
      id: input.id,
      family: input.id,
      revision: 1,
      nonce: randomUUID(),
      enterprise: enterprise.uscc,
      enterpriseName: enterprise.name,
      recipient: terms.recipient,
      recipientName: terms.recipientName,
      purpose: input.purpose,
      template: {
        code: input.purpose,
        version: template.version,
        wording: language === "en" ? template.wordingEn : template.wordingZh,
      },
      application: terms.application,
      items: terms.items,
      validFrom: now.toISOString(),
      validTo: validTo.toISOString(),
      use: "view",
      maxReads: template.maxReads,
      readsPer:
        template.readsPerUnit && template.readsPerCount
          ? { unit: template.readsPerUnit, count: template.readsPerCount }
          : null,
      maxFetches: template.maxFetches,
      dataLifeDays: template.dataLifeDays,
      language,
      signer: { person: actor.userId, name: actor.name, role: "legal_representative" },
    };
    const answerBy = new Date(now.getTime() + selfAnswerMinutes * 60_000);
    const bytes = Buffer.from(artefactBytes(artefact));
    const items = terms.items.map(({ item, granularity, from, to, why }) => ({
      item,
      granularity,
      from,
      to,
      why,
    }));
    const { rows } = await tx.execute<{ refusal: string | null }>(
      sql`select refusal from gate.consent_request(
        ${db.token}, ${input.id}::uuid, ${input.id}::uuid, 1, ${terms.recipientId}::uuid, ${input.purpose},
        ${template.version}::integer, ${terms.application}::uuid, ${now.toISOString()}::timestamptz,
        ${validTo.toISOString()}::timestamptz, ${answerBy.toISOString()}::timestamptz,
        ${template.maxReads}::integer, ${template.readsPerUnit}, ${template.readsPerCount}::integer,
        ${template.maxFetches}::integer, ${template.dataLifeDays}::integer, ${language}, ${bytes}::bytea,
        ${JSON.stringify(items)}::jsonb)`,
    );
    const refusal = rows[0]?.refusal ?? null;
    // Sent twice at the same moment: the other one was first, and is it.
    const isThere = refusal === null || refusal === "CONSENT_EXISTS";
    const requested = isThere ? await findConsent(tx, input.id) : null;
    if (requested) return requested;
    throw refusal
      ? new DomainError("UNPROCESSABLE_CONTENT", refusal.toLowerCase())
      : new NotFound("consent");
  });
}

async function activeTemplate(tx: Transaction, purpose: Purpose) {
  const [template] = await tx
    .select()
    .from(purposeTemplates)
    .where(and(eq(purposeTemplates.code, purpose), eq(purposeTemplates.state, "active")));
  if (!template) throw new NotFound("purpose_template");
  return template;
}

const matchingReason = {
  "zh-CN": "用于逐一核对贷款产品的准入条件，只计算指标，不保留明细",
  en: "to check the conditions of each loan product; only indicators are computed, no records are kept",
};

function matchingTerms(items: readonly string[], now: Date, language: "zh-CN" | "en"): Terms {
  const period = matchingPeriod(now);
  const chosen = defaultCatalogue.filter(({ code, mode }) => items.includes(code) && mode !== "P");
  if (chosen.length < new Set(items).size) throw new Invalid("item_needs_no_consent", "items");
  return {
    recipient: "platform",
    recipientName: language === "en" ? "Xin Yi Dai platform" : "信易贷平台",
    recipientId: null,
    application: null,
    validityDays: matchingValidityDays,
    items: chosen.map(({ code, mode }) => ({
      item: code,
      granularity: mode === "M" ? "predicate" : "indicator",
      ...period,
      why: matchingReason[language],
    })),
  };
}

async function applicationTerms(
  tx: Transaction,
  { actor, now }: Context,
  input: Extract<RequestConsentInput, { purpose: "loan_application" }>,
): Promise<Terms> {
  const { language } = input;
  const [found] = await tx
    .select({
      status: applications.status,
      content: productVersions.content,
      bankId: banks.id,
      bankUscc: banks.uscc,
      bankName: banks.name,
      bankNameEn: banks.nameEn,
    })
    .from(applications)
    .innerJoin(
      productVersions,
      and(
        eq(productVersions.productId, applications.productId),
        eq(productVersions.version, applications.productVersion),
      ),
    )
    .innerJoin(products, eq(products.id, applications.productId))
    .innerJoin(banks, eq(banks.id, applications.bankId))
    .where(
      and(
        eq(applications.id, input.applicationId),
        eq(applications.enterpriseId, actor.organizationId),
      ),
    );
  if (!found) throw new NotFound("application");
  if (found.status !== "prepared" && found.status !== "consent_lost")
    throw new Conflict("application_already_submitted");

  const modes = new Map(defaultCatalogue.map(({ code, mode }) => [code as string, mode]));
  const wanted = new Set(
    input.optionalItems.map(({ item, granularity }) => `${item}:${granularity}`),
  );
  const offered = found.content.items.filter(({ item }) => modes.get(item) !== "P");
  const optional = offered.filter(({ isRequired }) => !isRequired);
  for (const scope of wanted)
    if (!optional.some(({ item, granularity }) => `${item}:${granularity}` === scope))
      throw new Invalid("item_not_asked_for", "optionalItems");

  const period = applicationPeriod(now);
  return {
    recipient: found.bankUscc,
    recipientName: language === "en" ? found.bankNameEn : found.bankName,
    recipientId: found.bankId,
    application: input.applicationId,
    validityDays: applicationValidityDays,
    items: offered
      .filter(
        ({ item, granularity, isRequired }) => isRequired || wanted.has(`${item}:${granularity}`),
      )
      .map(({ item, granularity, why }) => ({
        item,
        granularity,
        ...period,
        why: language === "en" ? why.en : why.zh,
      })),
  };
}
