import { dayOf, formatDay, type DayIndex } from "./calendar";
import { districts, weighted, type City, type District } from "./city";
import { industries, type Industry } from "./industries";
import { firmName, identityNumber, personName, streetAddress } from "./names";
import { Draws, hash, streams } from "./random";
import { trades, type Trade } from "./trades";
import { sizeClass, type SizeClass } from "./sizes";
import { composeUscc, indexOfSerial, serialOf, serialOfIndex } from "./uscc";

/** What does not change about a generated firm. Money in yuan; it is rounded where it leaves. */
export type Enterprise = {
  index: number;
  uscc: string;
  name: string;
  isSoleTrader: boolean;
  legalRepresentative: string;
  idNumber: string;
  establishedOn: DayIndex;
  industry: Industry;
  trade: Trade;
  district: District;
  address: string;
  registeredCapital: number;
  employees: number;
  /** What the firm would sell in a usual month. */
  monthlySales: number;
  size: SizeClass;
  isGeneralTaxpayer: boolean;
  /** How well it is run, standard normal: drives health, growth, punctuality. */
  quality: number;
  holds: {
    invoices: boolean;
    insurance: boolean;
    fund: boolean;
    water: boolean;
    gas: boolean;
    electricity: boolean;
  };
};

/** No generated firm is younger than this, so a later month never changes who exists. */
const lastFoundation = dayOf(2026 * 12 + 5, 30);

function location(city: City, index: number): { category: "91" | "92"; district: District } {
  const draws = new Draws(hash(city.seed, index, streams.identity, 1));
  return {
    category: draws.chance(0.14) ? "92" : "91",
    district: weighted(districts, draws.next()),
  };
}

/** The code of firm `index`: two draws and two check characters, nothing stored. */
export function usccOf(city: City, index: number): string {
  const { category, district } = location(city, index);
  return composeUscc(category, district.code, "MA", serialOfIndex(city.seed, index));
}

/** The index inside a code, or null if no firm of this city has it. */
export function indexOf(city: City, uscc: string): number | null {
  const found = serialOf(uscc);
  if (found?.kind !== "MA") return null;
  const index = indexOfSerial(city.seed, found.serial);
  return index < city.enterprises && usccOf(city, index) === uscc ? index : null;
}

/** Firm `index` of the city: a pure function of the seed and the index. */
export function enterpriseAt(city: City, index: number): Enterprise {
  const { category, district } = location(city, index);
  const draws = new Draws(hash(city.seed, index, streams.identity));
  const isSoleTrader = category === "92";
  const industry = weighted(industries, draws.next());
  const trade: Trade = trades[industry.trade];
  const quality = draws.normal();
  const name = firmName(draws, industry.word, isSoleTrader);
  const age = Math.min(26 * 365, 120 - Math.log(1 - draws.next()) * 6.5 * 365);
  const tail = draws.chance(0.04) ? draws.factor(1) * 6 : 1;
  const employees = isSoleTrader
    ? draws.integer(1, 6)
    : Math.max(2, Math.round(trade.employees * 0.75 * draws.factor(0.75) * tail));
  const monthlySales = (employees * trade.revenue * 10_000 * draws.factor(0.4)) / 12;
  const capital = Math.max(
    10,
    Math.round((monthlySales * 12 * draws.factor(0.6) * 0.25) / 100_000) * 10,
  );
  const address = streetAddress(draws, district.zh);
  const person = new Draws(hash(city.seed, index, streams.person));
  const big = employees >= 20 ? 0.25 : 0;
  return {
    index,
    uscc: composeUscc(category, district.code, "MA", serialOfIndex(city.seed, index)),
    name,
    isSoleTrader,
    legalRepresentative: personName(person),
    idNumber: identityNumber(person, district.code),
    establishedOn: lastFoundation - Math.floor(age),
    industry,
    trade,
    district,
    address,
    registeredCapital: (isSoleTrader ? Math.min(50, capital) : capital) * 10_000,
    employees,
    monthlySales,
    size: sizeClass({
      industry: industry.code,
      employees,
      revenue: monthlySales * 12,
      assets: monthlySales * 12 * trade.assets,
    }),
    isGeneralTaxpayer: monthlySales * 12 >= 5_000_000 || (!isSoleTrader && draws.chance(0.3)),
    quality,
    holds: {
      invoices: !isSoleTrader || draws.chance(0.7),
      insurance: !isSoleTrader || draws.chance(0.4),
      fund: draws.chance(isSoleTrader ? 0.05 : trade.holds.fund + big),
      water: draws.chance(trade.holds.water),
      gas: draws.chance(trade.holds.gas),
      electricity: draws.chance(trade.holds.electricity),
    },
  };
}

/** How the registry spells the foundation day. */
export function establishedText(enterprise: Enterprise): string {
  return formatDay(enterprise.establishedOn);
}
