import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { banks, enterprises, publicRecords } from "@/db/schema";
import type { SystemContext } from "@/server/services/context";

type Seat = {
  username: string;
  name: string;
  party: "sme" | "bank" | "credit_office";
  role: string;
  enterpriseId: string | null;
  bankId: string | null;
};

const demoFirms = 4;
const demoRealFirms = 2;

/**
 * Seats to try the demo from: owners and clerks of a few firms, the staff of every bank, the office.
 * They have no password; only a demo lets them in. Seats that exist stay. Gives how many there are.
 */
export async function addDemoPeople({ db }: SystemContext): Promise<number> {
  return db.transaction(async (tx) => {
    const seats = [...(await firmSeats(tx)), ...(await bankSeats(tx)), ...officeSeats()];
    for (const { username, name, party, role, enterpriseId, bankId } of seats)
      await tx.execute(
        sql`select auth.add_demo_person(${username}, ${name}, ${party}, ${role}, ${enterpriseId}::uuid, ${bankId}::uuid)`,
      );
    return seats.length;
  });
}

/** Firms worth a journey: small, operating, some years old, in good standing with the tax office. */
async function firmSeats(tx: Transaction): Promise<Seat[]> {
  const good = await tx
    .select({
      id: enterprises.id,
      uscc: enterprises.uscc,
      legalRepresentative: enterprises.legalRepresentative,
    })
    .from(enterprises)
    .where(
      and(
        eq(enterprises.status, "operating"),
        inArray(enterprises.size, ["micro", "small"]),
        isNull(enterprises.externalReference),
        sql`${enterprises.establishedOn} < current_date - interval '5 years'`,
        sql`${enterprises.employees} between 12 and 80`,
        sql`exists (select from ${publicRecords} where ${publicRecords.enterpriseId} = ${enterprises.id}
          and ${publicRecords.item} = 'tax_credit_grade' and ${publicRecords.content} ->> 'grade' in ('A', 'B'))`,
        sql`not exists (select from ${publicRecords} where ${publicRecords.enterpriseId} = ${enterprises.id}
          and ${publicRecords.item} in ('penalties', 'abnormal_lists'))`,
      ),
    )
    .orderBy(asc(enterprises.uscc))
    .limit(demoFirms);
  const real = await tx
    .select({
      id: enterprises.id,
      uscc: enterprises.uscc,
      legalRepresentative: enterprises.legalRepresentative,
    })
    .from(enterprises)
    .where(and(isNotNull(enterprises.externalReference), eq(enterprises.status, "operating")))
    .orderBy(asc(enterprises.externalReference))
    .limit(demoRealFirms);
  return [...good, ...real].flatMap(({ id, uscc, legalRepresentative }) => [
    {
      username: `owner-${uscc.toLowerCase()}`,
      name: legalRepresentative,
      party: "sme" as const,
      role: "owner",
      enterpriseId: id,
      bankId: null,
    },
    {
      username: `clerk-${uscc.toLowerCase()}`,
      name: "示例经办人",
      party: "sme" as const,
      role: "clerk",
      enterpriseId: id,
      bankId: null,
    },
  ]);
}

const staff = [
  ["officer", "示例客户经理"],
  ["approver", "示例审批人"],
  ["admin", "示例管理员"],
] as const;

async function bankSeats(tx: Transaction): Promise<Seat[]> {
  const all = await tx
    .select({ id: banks.id, code: banks.code })
    .from(banks)
    .orderBy(asc(banks.code));
  return all.flatMap(({ id, code }) =>
    staff.map(([role, name]) => ({
      username: `${role}-${code}`,
      name,
      party: "bank" as const,
      role,
      enterpriseId: null,
      bankId: id,
    })),
  );
}

function officeSeats(): Seat[] {
  // Two who may approve: what one of them puts forward takes the other.
  return [
    ["analyst-office", "analyst", "示例分析员"],
    ["supervisor-office", "supervisor", "示例负责人"],
    ["supervisor-second-office", "supervisor", "示例第二负责人"],
  ].map(([username = "", role = "", name = ""]) => ({
    username,
    name,
    party: "credit_office" as const,
    role,
    enterpriseId: null,
    bankId: null,
  }));
}
