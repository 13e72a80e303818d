import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { predicates } from "@/db/schema";
import type {
  DecidePredicateInput,
  PredicateView,
  RegisteredQuestion,
} from "@/domain/predicates/schema";
import { NotFound } from "@/domain/shared/errors";
import { itemCodes, type ItemCode } from "@/domain/sources/catalogue";

/** Each question that is or was asked, in its latest wording. */
export async function listQuestions(tx: Transaction): Promise<RegisteredQuestion[]> {
  const rows = await tx
    .selectDistinctOn([predicates.code], {
      code: predicates.code,
      item: predicates.item,
      zh: predicates.wordingZh,
      en: predicates.wordingEn,
      state: predicates.state,
    })
    .from(predicates)
    .where(inArray(predicates.state, ["active", "retired"]))
    .orderBy(predicates.code, desc(predicates.version));
  return rows.flatMap(({ code, item, zh, en, state }) => {
    const known = itemCodes.find((one) => one === item);
    return known ? [{ code, item: known, wording: { zh, en }, isActive: state === "active" }] : [];
  });
}

/** The codes that may be asked about an item today. */
export async function activeCodes(tx: Transaction, item: ItemCode): Promise<string[]> {
  const rows = await tx
    .select({ code: predicates.code })
    .from(predicates)
    .where(and(eq(predicates.item, item), eq(predicates.state, "active")))
    .orderBy(predicates.code);
  return rows.map(({ code }) => code);
}

/** Every version of every question, newest first; who put it forward only as oneself or another. */
export async function readRegister(tx: Transaction, viewer: string): Promise<PredicateView[]> {
  const rows = await tx
    .select()
    .from(predicates)
    .orderBy(asc(predicates.item), asc(predicates.code), desc(predicates.version));
  return rows.flatMap((row) => {
    const { wordingZh, wordingEn, approvedBy: _, ...told } = row;
    const item = itemCodes.find((one) => one === row.item);
    if (!item) return [];
    return [
      {
        ...told,
        item,
        wording: { zh: wordingZh, en: wordingEn },
        proposedBy: sideOf(row.proposedBy, viewer),
      },
    ];
  });
}

/** Whether a version of a question waits for approval. */
export async function hasDraft(tx: Transaction, code: string): Promise<boolean> {
  const drafts = await tx
    .select({ version: predicates.version })
    .from(predicates)
    .where(and(eq(predicates.code, code), eq(predicates.state, "draft")));
  return drafts.length > 0;
}

/** Who put a version forward. */
export async function getProposer(tx: Transaction, { code, version }: DecidePredicateInput) {
  const [row] = await tx
    .select({ proposedBy: predicates.proposedBy })
    .from(predicates)
    .where(and(eq(predicates.code, code), eq(predicates.version, version)));
  if (!row) throw new NotFound("predicate");
  return row;
}

const sideOf = (proposedBy: string | null, viewer: string) => {
  if (proposedBy === null) return null;
  return proposedBy === viewer ? "you" : "colleague";
};
