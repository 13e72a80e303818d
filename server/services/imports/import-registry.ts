import { createHash } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "@/db/client";
import { enterprises } from "@/db/schema";
import { enterpriseStatuses } from "@/domain/enterprises/enterprise";
import { sizeClassOf } from "@/domain/enterprises/size";
import { publicIndicators } from "@/domain/profiles/public-facts";
import { AbnormalListing, KeyPerson, Penalty, TaxCreditGrade } from "@/domain/profiles/standard";
import { lastFullMonth } from "@/domain/shared/calendar";
import { importedPages, registryPages, type PublicFile } from "@/server/connectors/city-feed";
import { storeKnownPublicly } from "@/server/services/audience/refresh-matching-facts";
import { storePublicFacts } from "@/server/services/audience/store-public-facts";
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
      const rows = await tx
        .select({ id: enterprises.id })
        .from(enterprises)
        .where(
          inArray(
            enterprises.uscc,
            page.enterprises.map(({ uscc }) => uscc),
          ),
        );
      await storeKnownPublicly(
        tx,
        rows.map(({ id }) => id),
        lastFullMonth(now),
      );
    });
  if (done > 0) {
    await db.call(sql`analyze app.enterprises, app.public_records`);
    await db.call(sql`select gate.audience_build()`);
  }
  return done;
}

/** One statement a table and page, whatever its length: a million firms are a thousand pages. */
async function storePage(tx: Transaction, files: readonly PublicFile[], now: Date) {
  if (files.length === 0) return;
  const month = lastFullMonth(now);
  const known = z.enum(enterpriseStatuses);
  const rows = files.map(({ registration: { industry, employees, ...registration } }) => ({
    ...registration,
    industry,
    employees,
    registeredCapital: String(registration.registeredCapital),
    size: sizeClassOf(industry, { employees, revenue: null, assets: null }),
    status: known.parse(registration.status),
  }));
  const { rows: stored } = await tx.execute<{ id: string; uscc: string }>(sql`
    insert into app.enterprises (uscc, name, legal_representative, established_on, industry, district, address, ownership,
      registered_capital, employees, size, status, as_of)
    select uscc, name, "legalRepresentative", "establishedOn", industry, district, address, ownership,
      "registeredCapital", employees, size, status, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (uscc text, name text, "legalRepresentative" text,
      "establishedOn" date, industry text, district text, address text, ownership text, "registeredCapital" bigint,
      employees integer, size text, status text)
    on conflict (uscc) do update set name = excluded.name, legal_representative = excluded.legal_representative,
      industry = excluded.industry, district = excluded.district, address = excluded.address,
      registered_capital = excluded.registered_capital, employees = excluded.employees, size = excluded.size,
      status = excluded.status, as_of = excluded.as_of
    returning id, uscc`);

  const ids = new Map(stored.map(({ id, uscc }) => [uscc, id]));
  const found = files.flatMap((file) => {
    const enterpriseId = ids.get(file.registration.uscc);
    return enterpriseId ? [{ enterpriseId, file }] : [];
  });
  const records = found.flatMap(({ enterpriseId, file }) =>
    recordsOf(file).map((record) => ({ ...record, enterpriseId })),
  );
  await tx.execute(sql`
    insert into app.public_records (enterprise_id, item, reference, content, agency, batch, as_of)
    select "enterpriseId", item, reference, content, agency, ${`registry-${now.toISOString().slice(0, 10)}`},
      ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as told ("enterpriseId" uuid, item text, reference text,
      content jsonb, agency text)
    on conflict (enterprise_id, item, reference) do update
    set content = excluded.content, batch = excluded.batch, as_of = excluded.as_of`);
  await storePublicFacts(
    tx,
    found.map(({ enterpriseId, file }) => ({
      enterpriseId,
      isOperating: file.registration.status === "operating",
      known: publicIndicators(file, month),
    })),
    month,
  );
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
