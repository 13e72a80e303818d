import { asc, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { banks, products } from "@/db/schema";
import type { Columns } from "@/domain/matching/columns";
import { compiledRules } from "@/domain/matching/match";
import type { ProductContent } from "@/domain/products/schema";
import type { Month } from "@/domain/shared/calendar";
import type { PublishedProduct } from "@/server/services/products/queries";

type Version = { id: string; version: number };
const nameOf = ({ id, version }: Version) => `${id}:${version}`;

/**
 * The texts of versions, by id and version: public, and never changed once written. Nothing of any
 * enterprise is ever kept here.
 */
let texts = new Map<string, ProductContent>();
/** As many old versions as this stay in memory beside those on offer. */
const spare = 2_000;

/**
 * Every product on offer in its version on offer, by bank and code. Only which they are is read each
 * time; their texts only once a process.
 */
export async function productsOnOffer(tx: Transaction): Promise<PublishedProduct[]> {
  const shelf = await tx
    .select({
      id: products.id,
      bankId: products.bankId,
      version: products.version,
      publishedAt: products.publishedAt,
    })
    .from(products)
    .where(eq(products.status, "published"))
    .orderBy(asc(products.bankId), asc(products.code));
  const names = await bankNames(tx);
  // The same to the end: another's look may put a smaller one in its place meanwhile.
  const known = texts;
  await learn(
    tx,
    known,
    shelf.filter((one) => !known.has(nameOf(one))),
  );
  const found = shelf.flatMap((one) => {
    const content = known.get(nameOf(one));
    const bank = names.get(one.bankId);
    return content && bank ? [{ ...one, bank, content }] : [];
  });
  if (texts.size > found.length + spare)
    texts = new Map(found.map((one) => [nameOf(one), one.content]));
  return found;
}

/** The rules of the last shelf asked for; anybody's next look finds them. */
let compiled: { of: string; rules: Columns } | null = null;

/** Their rules compiled for facts as of a month: once for each set of versions. */
export function rulesOf(onOffer: readonly PublishedProduct[], month: Month): Columns {
  const of = `${month} ${onOffer.map(nameOf).join(" ")}`;
  if (compiled?.of !== of) compiled = { of, rules: compiledRules(onOffer, month) };
  return compiled.rules;
}

/** By id. */
export async function bankNames(tx: Transaction): Promise<Map<string, PublishedProduct["bank"]>> {
  const rows = await tx
    .select({ id: banks.id, code: banks.code, name: banks.name, nameEn: banks.nameEn })
    .from(banks);
  return new Map(rows.map(({ id, ...bank }) => [id, bank]));
}

async function learn(
  tx: Transaction,
  known: Map<string, ProductContent>,
  missing: readonly Version[],
): Promise<void> {
  if (missing.length === 0) return;
  const { rows } = await tx.execute<Version & { content: ProductContent }>(
    sql`select versions.product_id as id, versions.version, versions.content
      from unnest(${sql.param(missing.map(({ id }) => id))}::uuid[], ${sql.param(missing.map(({ version }) => version))}::integer[]) as wanted (id, version)
      join app.product_versions as versions on versions.product_id = wanted.id and versions.version = wanted.version`,
  );
  for (const row of rows) known.set(nameOf(row), row.content);
}
