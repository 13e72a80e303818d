import { firstDayOf, type Day, type Month } from "@/domain/shared/calendar";
import { publicIndicators, type PublicFactCode } from "./public-facts";
import { parseRecords, type Registration } from "./standard";
import type { Computed } from "./windows";

/** An enterprise as the registry told of it; a firm imported from elsewhere lacks what its source lacked. */
type Registered = Omit<
  Registration,
  | "establishedOn"
  | "industry"
  | "district"
  | "address"
  | "ownership"
  | "registeredCapital"
  | "employees"
> & {
  establishedOn: Day | null;
  industry: string | null;
  district: string | null;
  address: string | null;
  ownership: string | null;
  registeredCapital: bigint | null;
  employees: number | null;
};

type PublicRecord = { item: string; content: unknown };

/** What a public fact follows from, where it may be missing: then the fact is unknown and left out. */
const foundation: Partial<Record<PublicFactCode, keyof Registered>> = {
  established_months: "establishedOn",
  established_on: "establishedOn",
  industry_section: "industry",
  industry_code: "industry",
  district: "district",
  registered_capital: "registeredCapital",
  size_class: "employees",
};

/** The public facts of an enterprise as of a month's end, from what is stored of it. */
export function knownPublicly(
  enterprise: Registered,
  records: readonly PublicRecord[],
  month: Month,
): ({ code: PublicFactCode } & Computed)[] {
  const contentsOf = (item: string) =>
    records.filter((record) => record.item === item).map(({ content }) => content);
  const values = publicIndicators(
    {
      registration: {
        uscc: enterprise.uscc,
        name: enterprise.name,
        legalRepresentative: enterprise.legalRepresentative,
        status: enterprise.status,
        address: enterprise.address ?? "",
        ownership: enterprise.ownership ?? "",
        establishedOn: enterprise.establishedOn ?? firstDayOf(month),
        industry: enterprise.industry ?? "",
        district: enterprise.district ?? "",
        registeredCapital: enterprise.registeredCapital ?? 0n,
        employees: enterprise.employees ?? 0,
      },
      penalties: parseRecords("penalties", contentsOf("penalties")).records,
      abnormalLists: parseRecords("abnormal_lists", contentsOf("abnormal_lists")).records,
      taxCreditGrades: parseRecords("tax_credit_grade", contentsOf("tax_credit_grade")).records,
    },
    month,
  );
  return values.filter(({ code }) => {
    const column = foundation[code];
    return !column || enterprise[column] !== null;
  });
}
