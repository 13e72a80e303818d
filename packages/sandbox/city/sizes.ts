export type SizeClass = "micro" | "small" | "medium" | "large";

/** Lower bounds for large, medium and small; revenue and assets in ten thousand yuan. */
type Bounds = readonly [large: number, medium: number, small: number];
type Sector = { match: RegExp; employees?: Bounds; revenue?: Bounds; assets?: Bounds };

/** 统计上大中小微型企业划分办法 (2017), National Bureau of Statistics, over section letter + four digits. */
const sectors: readonly Sector[] = [
  { match: /^A/, revenue: [20_000, 500, 50] },
  { match: /^[BCD]/, employees: [1000, 300, 20], revenue: [40_000, 2000, 300] },
  { match: /^E/, revenue: [80_000, 6000, 300], assets: [80_000, 5000, 300] },
  { match: /^F51/, employees: [200, 20, 5], revenue: [40_000, 5000, 1000] },
  { match: /^F52/, employees: [300, 50, 10], revenue: [20_000, 500, 100] },
  { match: /^G5[4-8]/, employees: [1000, 300, 20], revenue: [30_000, 3000, 200] },
  { match: /^G59/, employees: [200, 100, 20], revenue: [30_000, 1000, 100] },
  { match: /^G60/, employees: [1000, 300, 20], revenue: [30_000, 2000, 100] },
  { match: /^H/, employees: [300, 100, 10], revenue: [10_000, 2000, 100] },
  { match: /^I6[34]/, employees: [2000, 100, 10], revenue: [100_000, 1000, 100] },
  { match: /^I65/, employees: [300, 100, 10], revenue: [10_000, 1000, 50] },
  { match: /^K701/, revenue: [200_000, 1000, 100], assets: [10_000, 5000, 2000] },
  { match: /^K702/, employees: [1000, 300, 100], revenue: [5000, 1000, 500] },
  { match: /^L/, employees: [300, 100, 10], assets: [120_000, 8000, 100] },
];
const other: Sector = { match: /./, employees: [300, 100, 10] };

const classes = ["large", "medium", "small"] as const;

/** The official size class: every lower bound named for the sector must be met, or the firm is one class lower. */
export function sizeClass(firm: {
  industry: string;
  employees: number;
  /** Yearly, in yuan. */
  revenue: number;
  /** In yuan. */
  assets: number;
}): SizeClass {
  const sector = sectors.find(({ match }) => match.test(firm.industry)) ?? other;
  const reached = classes.find(
    (_, i) =>
      firm.employees >= (sector.employees?.[i] ?? 0) &&
      firm.revenue >= (sector.revenue?.[i] ?? 0) * 10_000 &&
      firm.assets >= (sector.assets?.[i] ?? 0) * 10_000,
  );
  return reached ?? "micro";
}
