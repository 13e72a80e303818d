import { sectionOf } from "./industry";

export const sizeClasses = ["micro", "small", "medium", "large"] as const;
export type SizeClass = (typeof sizeClasses)[number];

type Measure = "employees" | "revenue" | "assets";
/** Lower bounds of large, medium and small. */
type Bounds = readonly [large: number, medium: number, small: number];
type Sector = { name: { zh: string; en: string } } & Partial<Record<Measure, Bounds>>;

/** Persons; revenue and assets in units of 10 000 yuan, as the regulation prints them. */
const sectors = {
  agriculture: {
    name: { zh: "农、林、牧、渔业", en: "Agriculture, forestry and fishing" },
    revenue: [20000, 500, 50],
  },
  industry: {
    name: { zh: "工业", en: "Industry" },
    employees: [1000, 300, 20],
    revenue: [40000, 2000, 300],
  },
  construction: {
    name: { zh: "建筑业", en: "Construction" },
    revenue: [80000, 6000, 300],
    assets: [80000, 5000, 300],
  },
  wholesale: {
    name: { zh: "批发业", en: "Wholesale" },
    employees: [200, 20, 5],
    revenue: [40000, 5000, 1000],
  },
  retail: {
    name: { zh: "零售业", en: "Retail" },
    employees: [300, 50, 10],
    revenue: [20000, 500, 100],
  },
  transport: {
    name: { zh: "交通运输业", en: "Transport, railways excepted" },
    employees: [1000, 300, 20],
    revenue: [30000, 3000, 200],
  },
  storage: {
    name: { zh: "仓储业", en: "Storage" },
    employees: [200, 100, 20],
    revenue: [30000, 1000, 100],
  },
  post: {
    name: { zh: "邮政业", en: "Post" },
    employees: [1000, 300, 20],
    revenue: [30000, 2000, 100],
  },
  accommodation: {
    name: { zh: "住宿业", en: "Accommodation" },
    employees: [300, 100, 10],
    revenue: [10000, 2000, 100],
  },
  catering: {
    name: { zh: "餐饮业", en: "Catering" },
    employees: [300, 100, 10],
    revenue: [10000, 2000, 100],
  },
  transmission: {
    name: { zh: "信息传输业", en: "Information transmission" },
    employees: [2000, 100, 10],
    revenue: [100000, 1000, 100],
  },
  software: {
    name: { zh: "软件和信息技术服务业", en: "Software and IT services" },
    employees: [300, 100, 10],
    revenue: [10000, 1000, 50],
  },
  development: {
    name: { zh: "房地产开发经营", en: "Real estate development" },
    revenue: [200000, 1000, 100],
    assets: [10000, 5000, 2000],
  },
  property: {
    name: { zh: "物业管理", en: "Property management" },
    employees: [1000, 300, 100],
    revenue: [5000, 1000, 500],
  },
  leasing: {
    name: { zh: "租赁和商务服务业", en: "Leasing and business services" },
    employees: [300, 100, 10],
    assets: [120000, 8000, 100],
  },
  other: { name: { zh: "其他未列明行业", en: "Other industries" }, employees: [300, 100, 10] },
} as const satisfies Record<string, Sector>;

export type SizeSector = keyof typeof sectors;
export const sizeSectors: Record<SizeSector, Sector> = sectors;

const byDivision: Record<string, SizeSector> = {
  // Railways are excepted from transport.
  "53": "other",
  "51": "wholesale",
  "52": "retail",
  "59": "storage",
  "60": "post",
  "61": "accommodation",
  "62": "catering",
  "63": "transmission",
  "64": "transmission",
  "65": "software",
};
const bySection: Record<string, SizeSector> = {
  A: "agriculture",
  B: "industry",
  C: "industry",
  D: "industry",
  E: "construction",
  G: "transport",
  L: "leasing",
};

/** The row of the table that applies to a GB/T 4754-2017 code; codes it does not list are "other". */
export function sizeSectorOf(industry: string): SizeSector {
  const digits = industry.replace(/^[A-T]/, "");
  if (digits.startsWith("701")) return "development";
  if (digits.startsWith("702")) return "property";
  return byDivision[digits.slice(0, 2)] ?? bySection[sectionOf(digits) ?? ""] ?? "other";
}

/** What is known of a firm's size: persons, and fen. Null is unknown. */
export type SizeFigures = {
  employees: number | null;
  revenue: bigint | null;
  assets: bigint | null;
};

const perTenThousandYuan = 1_000_000n;

/**
 * Size class by 统计上大中小微型企业划分办法（2017）(国统字〔2017〕213号): large, medium and small must
 * reach *all* lower bounds of their sector, or fall one grade; micro needs to miss one.
 *
 * Judged on the measures known; if none of the sector's measures is, on the employee bounds for
 * other industries (an estimate, as only staff numbers are public); null if not even those are known.
 */
export function sizeClassOf(industry: string, figures: SizeFigures): SizeClass | null {
  const known = (sector: Sector) => reached(sector, figures);
  const grades = known(sizeSectors[sizeSectorOf(industry)]);
  const judged = grades.length > 0 ? grades : known(sizeSectors.other);
  return judged.length === 0 ? null : (sizeClasses[Math.min(...judged)] ?? null);
}

/** The grade (0 micro … 3 large) each known measure reaches on its own. */
function reached(sector: Sector, figures: SizeFigures): number[] {
  const grades: number[] = [];
  if (sector.employees && figures.employees !== null) {
    const { employees } = figures;
    grades.push(sector.employees.filter((bound) => employees >= bound).length);
  }
  for (const measure of ["revenue", "assets"] as const) {
    const bounds = sector[measure];
    const amount = figures[measure];
    if (bounds && amount !== null) {
      grades.push(bounds.filter((bound) => amount >= BigInt(bound) * perTenThousandYuan).length);
    }
  }
  return grades;
}
