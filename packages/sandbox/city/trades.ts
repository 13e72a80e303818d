/** How firms of a kind live; per employee and month unless said. Plausible, not official. */
export type Trade = {
  /** Yearly revenue per employee in ten thousand yuan. */
  revenue: number;
  employees: number;
  margin: number;
  /** Share of sales for which invoices are issued. */
  invoiced: number;
  customers: number;
  vatBp: number;
  /** Assets as a share of yearly revenue. */
  assets: number;
  /** How deep production falls in the Spring Festival weeks; negative: it rises. */
  festival: number;
  /** Sales by calendar month, January to December, about 1. */
  season: readonly number[];
  electricity: number;
  water: number;
  gas: number;
  /** Shares of firms with an account of their own. */
  holds: { electricity: number; water: number; gas: number; fund: number };
};

const level = [1, 0.97, 1, 1, 1, 1, 0.98, 0.98, 1.02, 1.01, 1.02, 1.06];
const autumn = [0.8, 0.8, 0.85, 0.9, 0.95, 1, 1, 1.05, 1.25, 1.3, 1.15, 0.95];
const yearEnd = [0.85, 0.75, 0.95, 1, 1, 1.05, 0.95, 0.95, 1.05, 1.05, 1.1, 1.4];
const shopping = [1.12, 1.02, 0.92, 0.94, 1, 1.02, 0.94, 0.94, 1, 1.06, 1.08, 1.1];
const summer = [0.9, 0.9, 0.95, 1, 1.08, 1, 1.12, 1.12, 0.98, 1.08, 0.92, 0.95];

const office = { electricity: 0.55, water: 0.25, gas: 0.02, fund: 0.75 };
const shop = { electricity: 0.75, water: 0.5, gas: 0.05, fund: 0.35 };
const plant = { electricity: 0.96, water: 0.9, gas: 0.35, fund: 0.6 };

/** The trades by name. */
export const trades = {
  farm: {
    revenue: 38,
    employees: 7,
    margin: 0.12,
    invoiced: 0.75,
    customers: 8,
    vatBp: 900,
    assets: 1.1,
    festival: 0.2,
    season: autumn,
    electricity: 260,
    water: 40,
    gas: 0,
    holds: { electricity: 0.8, water: 0.6, gas: 0.02, fund: 0.2 },
  },
  light: {
    revenue: 62,
    employees: 16,
    margin: 0.1,
    invoiced: 0.96,
    customers: 18,
    vatBp: 1300,
    assets: 0.8,
    festival: 0.85,
    season: level,
    electricity: 650,
    water: 14,
    gas: 30,
    holds: plant,
  },
  heavy: {
    revenue: 85,
    employees: 22,
    margin: 0.09,
    invoiced: 0.98,
    customers: 14,
    vatBp: 1300,
    assets: 1,
    festival: 0.8,
    season: level,
    electricity: 1250,
    water: 18,
    gas: 60,
    holds: plant,
  },
  build: {
    revenue: 60,
    employees: 14,
    margin: 0.08,
    invoiced: 0.95,
    customers: 6,
    vatBp: 900,
    assets: 0.9,
    festival: 0.9,
    season: yearEnd,
    electricity: 160,
    water: 9,
    gas: 0,
    holds: { ...office, electricity: 0.6 },
  },
  wholesale: {
    revenue: 240,
    employees: 6,
    margin: 0.05,
    invoiced: 0.95,
    customers: 26,
    vatBp: 1300,
    assets: 0.4,
    festival: 0.45,
    season: level,
    electricity: 140,
    water: 4,
    gas: 0,
    holds: shop,
  },
  retail: {
    revenue: 85,
    employees: 5,
    margin: 0.08,
    invoiced: 0.6,
    customers: 20,
    vatBp: 1300,
    assets: 0.35,
    festival: -0.25,
    season: shopping,
    electricity: 260,
    water: 5,
    gas: 2,
    holds: shop,
  },
  haul: {
    revenue: 58,
    employees: 9,
    margin: 0.07,
    invoiced: 0.93,
    customers: 12,
    vatBp: 900,
    assets: 0.7,
    festival: 0.6,
    season: level,
    electricity: 110,
    water: 4,
    gas: 0,
    holds: office,
  },
  table: {
    revenue: 24,
    employees: 10,
    margin: 0.09,
    invoiced: 0.45,
    customers: 12,
    vatBp: 600,
    assets: 0.5,
    festival: -0.15,
    season: summer,
    electricity: 420,
    water: 26,
    gas: 120,
    holds: { electricity: 0.85, water: 0.85, gas: 0.8, fund: 0.25 },
  },
  software: {
    revenue: 48,
    employees: 11,
    margin: 0.14,
    invoiced: 0.97,
    customers: 9,
    vatBp: 600,
    assets: 0.6,
    festival: 0.4,
    season: yearEnd,
    electricity: 130,
    water: 3,
    gas: 0,
    holds: { ...office, fund: 0.85 },
  },
  estate: {
    revenue: 40,
    employees: 18,
    margin: 0.1,
    invoiced: 0.85,
    customers: 16,
    vatBp: 600,
    assets: 2.2,
    festival: 0.1,
    season: level,
    electricity: 380,
    water: 30,
    gas: 8,
    holds: shop,
  },
  service: {
    revenue: 42,
    employees: 6,
    margin: 0.12,
    invoiced: 0.9,
    customers: 10,
    vatBp: 600,
    assets: 0.7,
    festival: 0.5,
    season: level,
    electricity: 110,
    water: 3,
    gas: 0,
    holds: office,
  },
  technical: {
    revenue: 46,
    employees: 9,
    margin: 0.13,
    invoiced: 0.96,
    customers: 8,
    vatBp: 600,
    assets: 0.7,
    festival: 0.5,
    season: yearEnd,
    electricity: 170,
    water: 5,
    gas: 3,
    holds: { ...office, fund: 0.8 },
  },
  household: {
    revenue: 20,
    employees: 5,
    margin: 0.1,
    invoiced: 0.4,
    customers: 10,
    vatBp: 600,
    assets: 0.4,
    festival: -0.1,
    season: shopping,
    electricity: 210,
    water: 22,
    gas: 18,
    holds: { electricity: 0.75, water: 0.65, gas: 0.25, fund: 0.15 },
  },
  care: {
    revenue: 26,
    employees: 14,
    margin: 0.1,
    invoiced: 0.6,
    customers: 9,
    vatBp: 600,
    assets: 0.8,
    festival: 0.3,
    season: level,
    electricity: 190,
    water: 14,
    gas: 12,
    holds: { ...shop, fund: 0.55 },
  },
} satisfies Record<string, Trade>;

export type TradeName = keyof typeof trades;
