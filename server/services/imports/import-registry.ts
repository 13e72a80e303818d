import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "@/db/client";
import { enterprises, publicRecords } from "@/db/schema";
import { enterpriseStatuses } from "@/domain/enterprises/enterprise";
import { sizeClassOf } from "@/domain/enterprises/size";
import { AbnormalListing, KeyPerson, Penalty, TaxCreditGrade } from "@/domain/profiles/standard";
import { importedPages, registryPages, type PublicFile } from "@/server/connectors/city-feed";
import type { SystemContext } from "@/server/services/context";

/** What the registry says of a firm known by its invoices only is a stand-in, and no fact about it. */
const notTold = {
  industry: null,
  address: null,
  registeredCapital: null,
  employees: null,
  size: null,
} as const;

type Progress = (done: number) => void;

const rowsPerStatement = 1_000;

/** Takes the registry's public feed in; a firm that is there already is brought up to date. Gives the number of firms. */
export async function importRegistry({ db, now }: SystemContext, progress: Progress = () => {}) {
  let done = 0;
  for await (const page of registryPages()) {
    await db.transaction((tx) => storePage(tx, page.enterprises, now));
    done += page.enterprises.length;
    progress(done);
  }
  for await (const page of importedPages())
    await db.transaction(async (tx) => {
      for (const { uscc, externalReference } of page.enterprises)
        await tx
          .update(enterprises)
          .set({ externalReference, ...notTold })
          .where(eq(enterprises.uscc, uscc));
    });
  if (done > 0) await db.call(sql`analyze app.enterprises, app.public_records`);
  return done;
}

async function storePage(tx: Transaction, files: readonly PublicFile[], now: Date) {
  if (files.length === 0) return;
  const known = z.enum(enterpriseStatuses);
  const stored = await tx
    .insert(enterprises)
    .values(
      files.map(({ registration }) => ({
        uscc: registration.uscc,
        name: registration.name,
        legalRepresentative: registration.legalRepresentative,
        establishedOn: registration.establishedOn,
        industry: registration.industry,
        district: registration.district,
        address: registration.address,
        ownership: registration.ownership,
        registeredCapital: registration.registeredCapital,
        employees: registration.employees,
        size: sizeClassOf(registration.industry, {
          employees: registration.employees,
          revenue: null,
          assets: null,
        }),
        status: known.parse(registration.status),
        asOf: now,
      })),
    )
    .onConflictDoUpdate({
      target: enterprises.uscc,
      set: {
        name: sql`excluded.name`,
        legalRepresentative: sql`excluded.legal_representative`,
        industry: sql`excluded.industry`,
        district: sql`excluded.district`,
        address: sql`excluded.address`,
        registeredCapital: sql`excluded.registered_capital`,
        employees: sql`excluded.employees`,
        size: sql`excluded.size`,
        status: sql`excluded.status`,
        asOf: sql`excluded.as_of`,
      },
    })
    .returning({ id: enterprises.id, uscc: enterprises.uscc });

  const ids = new Map(stored.map(({ id, uscc }) => [uscc, id]));
  const batch = `registry-${now.toISOString().slice(0, 10)}`;
  const records = files.flatMap((file) => {
    const enterpriseId = ids.get(file.registration.uscc);
    return enterpriseId
      ? recordsOf(file).map((record) => ({ ...record, enterpriseId, batch, asOf: now }))
      : [];
  });
  for (let from = 0; from < records.length; from += rowsPerStatement)
    await tx
      .insert(publicRecords)
      .values(records.slice(from, from + rowsPerStatement))
      .onConflictDoUpdate({
        target: [publicRecords.enterpriseId, publicRecords.item, publicRecords.reference],
        set: {
          content: sql`excluded.content`,
          batch: sql`excluded.batch`,
          asOf: sql`excluded.as_of`,
        },
      });
}

/** The records of a firm in wire form, each under a reference of its own. */
function recordsOf(file: PublicFile) {
  const market = "market_regulation" as const;
  return [
    ...file.keyPeople.map((person) => ({
      item: "key_people" as const,
      agency: market,
      reference: digest(`${person.name}|${person.title}`),
      content: z.encode(KeyPerson, person),
    })),
    ...file.penalties.map((penalty) => ({
      item: "penalties" as const,
      agency: market,
      reference: penalty.caseNumber,
      content: z.encode(Penalty, penalty),
    })),
    ...file.abnormalLists.map((listing) => ({
      item: "abnormal_lists" as const,
      agency: market,
      reference: `${listing.list}|${listing.listedOn}`,
      content: z.encode(AbnormalListing, listing),
    })),
    ...file.taxCreditGrades.map((grade) => ({
      item: "tax_credit_grade" as const,
      agency: "tax" as const,
      reference: String(grade.year),
      content: z.encode(TaxCreditGrade, grade),
    })),
  ];
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);
