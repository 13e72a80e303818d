import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { enterprises, purposeTemplates } from "@/db/schema";
import {
  artefactBytes,
  type ConsentArtefact,
  type ConsentedItem,
} from "@/domain/consents/artefact";
import type { ConsentSubject, Purpose } from "@/domain/consents/lifecycle";
import type { ConsentView } from "@/domain/consents/schema";
import { DomainError, Invalid, NotFound } from "@/domain/shared/errors";
import { takesTwo } from "@/server/services/authorities/takes-two";
import { ceilingBreach } from "@/domain/templates/rules";
import type { ServiceContext } from "@/server/services/context";
import { findConsent } from "@/server/services/consents/queries";

/** What a consent will say. Everything the purpose's template rules comes from the template. */
export type ConsentTerms = {
  /** Chosen by the client, so that a double submit is the same request. */
  id: string;
  /** The first text's id; its own for a first text. */
  family: string;
  revision: number;
  /** Null: the platform itself. */
  recipientId: string | null;
  /** A bank's USCC, or "platform". */
  recipient: string;
  recipientName: string;
  purpose: Purpose;
  subject: ConsentSubject;
  application: string | null;
  report: string | null;
  ask: string | null;
  items: readonly ConsentedItem[];
  validFrom: Date;
  validTo: Date;
  /** At most the template's, which it is when left out. */
  maxReads?: number;
  language: "zh-CN" | "en";
  /** When it lapses unsigned; half an hour when left out, three days where it takes two. */
  answerBy?: Date;
};

const selfAnswerMinutes = 30;
const cosignMinutes = 72 * 60;

/** How the platform is named where it is itself the recipient. */
export const platformNames = { "zh-CN": "信易贷平台", en: "Xin Yi Dai platform" };

type PutOutcome = { refusal: string } | { refusal: null; consent: ConsentView };

/**
 * Puts the exact text of a consent before the enterprise. The bytes stored here are the bytes that
 * get signed; the gate refuses what is above the purpose's ceilings. The caller has authorized the
 * actor. A refusal has its line in the ledger: let the transaction commit, with nothing else in it,
 * and hand what it gave to `demandPut` afterwards.
 */
export async function putConsent(
  tx: Transaction,
  { db, actor, now }: ServiceContext<"sme">,
  terms: ConsentTerms,
): Promise<PutOutcome> {
  const [enterprise] = await tx
    .select({ uscc: enterprises.uscc, name: enterprises.name })
    .from(enterprises)
    .where(eq(enterprises.id, actor.organizationId));
  if (!enterprise) throw new NotFound("enterprise");
  const template = await activeTemplate(tx, terms.purpose);
  const maxReads = terms.maxReads ?? template.maxReads;
  const breach = ceilingBreach(template, { ...template, ...terms, maxReads });
  if (breach) throw new Invalid(breach.reason, breach.field);

  const { id, family, revision, language } = terms;
  const items = terms.items.map(({ required = true, ...said }) => ({ ...said, required }));
  const artefact: ConsentArtefact = {
    version: 1,
    kind: "consent",
    id,
    family,
    revision,
    nonce: randomUUID(),
    enterprise: enterprise.uscc,
    enterpriseName: enterprise.name,
    recipient: terms.recipient,
    recipientName: terms.recipientName,
    subject: terms.subject,
    purpose: terms.purpose,
    template: {
      code: terms.purpose,
      version: template.version,
      wording: language === "en" ? template.wordingEn : template.wordingZh,
    },
    application: terms.application,
    report: terms.report,
    ask: terms.ask,
    items,
    validFrom: terms.validFrom.toISOString(),
    validTo: terms.validTo.toISOString(),
    use: "view",
    maxReads,
    readsPer:
      template.readsPerUnit && template.readsPerCount
        ? { unit: template.readsPerUnit, count: template.readsPerCount }
        : null,
    maxFetches: template.maxFetches,
    dataLifeDays: template.dataLifeDays,
    language,
    signer: {
      person: actor.userId,
      name: actor.name,
      role: actor.role === "owner" ? "legal_representative" : "authorised_clerk",
    },
  };
  // The second of two is asked on another day.
  const minutes = (await takesTwo(tx, terms, template)) ? cosignMinutes : selfAnswerMinutes;
  const answerBy = terms.answerBy ?? new Date(now.getTime() + minutes * 60_000);
  const { rows } = await tx.execute<{ refusal: string | null }>(
    sql`select refusal from gate.consent_request(
      ${db.token}, ${id}::uuid, ${family}::uuid, ${revision}::integer, ${terms.recipientId}::uuid, ${terms.purpose},
      ${template.version}::integer, ${terms.application}::uuid, ${artefact.validFrom}::timestamptz,
      ${artefact.validTo}::timestamptz, ${answerBy.toISOString()}::timestamptz,
      ${maxReads}::integer, ${template.readsPerUnit}, ${template.readsPerCount}::integer,
      ${template.maxFetches}::integer, ${template.dataLifeDays}::integer, ${language},
      ${Buffer.from(artefactBytes(artefact))}::bytea, ${JSON.stringify(items)}::jsonb)`,
  );
  const refusal = rows[0]?.refusal ?? null;
  // Sent twice at the same moment: the other one was first, and is it.
  const isThere = refusal === null || refusal === "CONSENT_EXISTS";
  const put = isThere ? await findConsent(tx, id) : null;
  if (put) return { refusal: null, consent: put };
  if (!refusal) throw new NotFound("consent");
  return { refusal };
}

/** The consent that was put, once its transaction has committed; throws where the gate refused it. */
export function demandPut(outcome: PutOutcome): ConsentView {
  if (outcome.refusal === null) return outcome.consent;
  throw new DomainError("UNPROCESSABLE_CONTENT", outcome.refusal.toLowerCase());
}

/** The version of a purpose that may be asked for today. */
export async function activeTemplate(tx: Transaction, purpose: Purpose) {
  const [template] = await tx
    .select()
    .from(purposeTemplates)
    .where(and(eq(purposeTemplates.code, purpose), eq(purposeTemplates.state, "active")));
  if (!template) throw new NotFound("purpose_template");
  return template;
}
