import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { PersonaDatabase, Transaction } from "@/db/client";
import { banks, productProposals, products, productVersions, purposeTemplates } from "@/db/schema";
import {
  isOpenProposal,
  openProposalStatuses,
  proposalCan,
  type ProposalAct,
} from "@/domain/products/lifecycle";
import { productProblems } from "@/domain/products/problems";
import type { ProposalRow, ProposalState, ProposalView } from "@/domain/products/proposal-schema";
import { can } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { shanghaiDay } from "@/domain/shared/calendar";
import { NotFound } from "@/domain/shared/errors";

export type Proposal = typeof productProposals.$inferSelect;
type People = ReadonlyMap<string, string>;

/** One version in the making, as the caller may see it; another bank's does not exist. */
export async function getProposalRow(tx: Transaction, proposalId: string): Promise<Proposal> {
  const [row] = await tx.select().from(productProposals).where(eq(productProposals.id, proposalId));
  if (!row) throw new NotFound("proposal");
  return row;
}

export const stateOf = (row: Proposal): ProposalState => ({
  proposalId: row.id,
  productId: row.productId,
  revision: row.revision,
  status: row.status,
  version: row.version,
});

/** What is in the making at the caller's bank; the latest change first. */
export async function listOpenProposals(
  tx: Transaction,
  actor: Actor,
  people: People,
): Promise<ProposalRow[]> {
  const rows = await tx
    .select()
    .from(productProposals)
    .where(inArray(productProposals.status, [...openProposalStatuses]))
    .orderBy(desc(productProposals.updatedAt));
  return rows.map((row) => rowView(row, actor, people));
}

export function rowView(row: Proposal, actor: Actor, people: People): ProposalRow {
  return {
    id: row.id,
    productId: row.productId,
    basedOn: row.basedOn,
    name: { zh: row.content.name?.zh ?? "", en: row.content.name?.en ?? "" },
    status: row.status,
    revision: row.revision,
    isOwn: row.writtenBy === actor.userId,
    writer: people.get(row.writtenBy) ?? null,
    isSentBack: row.sentBackReason !== null,
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
  };
}

/** The people of one's own organization by id; the office's are not the bank's, nor the other way. */
export async function readColleagues({ db }: { db: PersonaDatabase }): Promise<People> {
  const rows = await db.call<{ person_id: string; name: string }>(
    sql`select person_id, name from auth.colleagues(${db.token})`,
  );
  return new Map(rows.map(({ person_id: id, name }) => [id, name]));
}

/** The names of some people, each once; whoever is not among the caller's colleagues has none. */
export const namesOf = (ids: readonly string[], people: People): string[] =>
  [...new Set(ids)].flatMap((id) => people.get(id) ?? []);

/** A version in the making with everything one decides on it by. */
export async function readProposalView(
  tx: Transaction,
  row: Proposal,
  { actor, now, people }: { actor: Actor; now: Date; people: People },
): Promise<ProposalView> {
  const [found] = await tx
    .select({
      status: products.status,
      code: products.code,
      version: products.version,
      content: productVersions.content,
      bank: { code: banks.code, name: banks.name, nameEn: banks.nameEn },
    })
    .from(products)
    .innerJoin(banks, eq(banks.id, products.bankId))
    .leftJoin(productVersions, and(eq(productVersions.productId, products.id), comparedWith(row)))
    .where(eq(products.id, row.productId));
  if (!found) throw new NotFound("proposal");
  const terms = await readTerms(tx, row, found, now);
  const compared = row.basedOn;
  const may = (act: ProposalAct, isAllowed: boolean) => isAllowed && proposalCan(act, row);
  const isOffice = actor.party === "credit_office";
  const canWrite = can(actor, "product.write", row);
  const canEdit = can(actor, "product.edit", row);
  const decides = isOffice
    ? can(actor, "product.let_in", {})
    : row.status !== "awaiting_office" && can(actor, "product.approve", row);
  return {
    id: row.id,
    productId: row.productId,
    bank: found.bank,
    basedOn: row.basedOn,
    status: row.status,
    revision: row.revision,
    content: row.content,
    isOwn: row.writtenBy === actor.userId,
    writer: people.get(row.writtenBy) ?? null,
    formerWriters: namesOf(row.formerWriters, people),
    approver: (row.approvedBy && people.get(row.approvedBy)) ?? null,
    submittedAt: row.submittedAt,
    approvedAt: row.approvedAt,
    officeApprovedAt: row.officeApprovedAt,
    sentBackReason: row.sentBackReason,
    version: row.version,
    updatedAt: row.updatedAt,
    productStatus: found.status,
    onOffer:
      found.content && compared !== null ? { version: compared, content: found.content } : null,
    terms,
    problems: isOpenProposal(row) ? productProblems(row.content, terms) : [],
    may: {
      edit: may("edit", canEdit),
      takeOver: may("take_over", canWrite && !canEdit),
      submit: may("submit", canEdit),
      approve: may(isOffice ? "office_approve" : "approve", decides),
      sendBack: may("send_back", decides),
      takeBack: may("take_back", canEdit),
      discard: may("discard", canWrite),
    },
  };
}

/** A version is compared with the one it was written from: nothing else was read with it. */
const comparedWith = ({ basedOn }: Proposal) => eq(productVersions.version, basedOn ?? 0);

/** What a product must keep besides its own fields. */
export async function readTerms(
  tx: Transaction,
  { productId, bankId }: { productId: string | null; bankId: string },
  product: { status: "draft" | "published" | "withdrawn"; code: string } | null,
  now: Date,
): Promise<ProposalView["terms"]> {
  const [template] = await tx
    .select({ scopes: purposeTemplates.scopes })
    .from(purposeTemplates)
    .where(
      and(eq(purposeTemplates.code, "loan_application"), eq(purposeTemplates.state, "active")),
    );
  const others = await tx
    .select({ code: products.code })
    .from(products)
    .where(
      and(
        eq(products.bankId, bankId),
        ne(products.status, "draft"),
        productId ? ne(products.id, productId) : undefined,
      ),
    );
  return {
    today: shanghaiDay(now),
    templateScopes: [...(template?.scopes ?? [])],
    fixedCode: product && product.status !== "draft" ? product.code : null,
    takenCodes: others.map(({ code }) => code),
  };
}
