import { dayOf, formatDay } from "./calendar";
import { lastDay, type City } from "./city";
import { closedIn, type Condition } from "./condition";
import { enterpriseAt, establishedText, type Enterprise } from "./enterprise";
import { yuan } from "./payments";
import { Draws, hash, streams } from "./random";
import { taxGrades, type TaxGrade } from "./tax";

type Registration = {
  uscc: string;
  name: string;
  legalRepresentative: string;
  establishedOn: string;
  industry: string;
  district: string;
  address: string;
  registeredCapital: string;
  employees: number;
  status: "operating" | "revoked" | "deregistered" | "moved_out";
  ownership: "private" | "sole_trader" | "state_owned" | "foreign" | "collective";
};

type KeyPerson = { name: string; title: string };

type Penalty = {
  caseNumber: string;
  authority: string;
  kind: "warning" | "fine" | "confiscation" | "suspension" | "licence_revocation";
  amount: string;
  decidedOn: string;
  publicUntil: string;
  repairedOn: string | null;
};

type AbnormalListing = {
  list: "abnormal" | "seriously_dishonest";
  listedOn: string;
  removedOn: string | null;
  reason: string;
};

export type PublicFile = {
  registration: Registration;
  keyPeople: KeyPerson[];
  penalties: Penalty[];
  abnormalLists: AbnormalListing[];
  taxCreditGrades: TaxGrade[];
};

/** What anyone may know about a firm. */
export function publicFile(city: City, enterprise: Enterprise, condition: Condition): PublicFile {
  return {
    registration: registrationOf(city, enterprise, condition),
    keyPeople: keyPeople(city, enterprise),
    penalties: penaltiesOf(city, enterprise),
    abnormalLists: abnormalListings(city, enterprise, condition),
    taxCreditGrades: taxGrades(city, enterprise, condition),
  };
}

/** The registry's entry; of firms that close, half are deregistered or revoked within the year. */
function registrationOf(city: City, enterprise: Enterprise, condition: Condition): Registration {
  const draws = new Draws(hash(city.seed, enterprise.index, streams.public, 1));
  const owner = draws.next();
  const closed = closedIn(condition);
  const end = draws.next();
  const left = 1 + Math.floor(draws.next() * 12);
  const isGone = closed !== null && city.month >= closed + left && end < 0.5;
  const isAway = draws.next() < 0.0015;
  return {
    uscc: enterprise.uscc,
    name: enterprise.name,
    legalRepresentative: enterprise.legalRepresentative,
    establishedOn: establishedText(enterprise),
    industry: enterprise.industry.code,
    district: enterprise.district.code,
    address: enterprise.address,
    registeredCapital: yuan(enterprise.registeredCapital * 100),
    employees: enterprise.employees,
    status: isGone ? (end < 0.15 ? "revoked" : "deregistered") : isAway ? "moved_out" : "operating",
    ownership: enterprise.isSoleTrader
      ? "sole_trader"
      : owner < 0.93
        ? "private"
        : owner < 0.96
          ? "collective"
          : owner < 0.985
            ? "foreign"
            : "state_owned",
  };
}

function keyPeople(city: City, enterprise: Enterprise): KeyPerson[] {
  const first = { name: enterprise.legalRepresentative, title: "法定代表人" };
  if (enterprise.isSoleTrader) return [{ ...first, title: "经营者" }];
  const draws = new Draws(hash(city.seed, enterprise.index, streams.person, 1));
  const other =
    city.enterprises > 1 ? enterpriseAt(city, draws.integer(0, city.enterprises - 1)) : null;
  return other && other.index !== enterprise.index && draws.chance(0.6)
    ? [first, { name: other.legalRepresentative, title: draws.chance(0.5) ? "监事" : "董事" }]
    : [first];
}

const authorities = ["市场监督管理局", "生态环境局", "应急管理局", "城市管理局"] as const;
const kinds = [
  "warning",
  "fine",
  "fine",
  "fine",
  "confiscation",
  "suspension",
  "licence_revocation",
] as const;

/** Roughly one firm in seventy has a penalty of the last years; badly run firms three times as often. */
export function penaltiesOf(city: City, enterprise: Enterprise): Penalty[] {
  const draws = new Draws(hash(city.seed, enterprise.index, streams.public, 2));
  if (!draws.chance(enterprise.quality < -0.8 ? 0.024 : 0.007)) return [];
  const kind = draws.pick(kinds);
  const decided = dayOf(draws.integer(2023 * 12, 2026 * 12 + 5), draws.integer(1, 28));
  const isRepaired = draws.chance(0.5);
  const repaired = decided + draws.integer(95, 400);
  if (decided <= enterprise.establishedOn || decided > lastDay(city)) return [];
  const serious = kind === "suspension" || kind === "licence_revocation";
  return [
    {
      caseNumber: `云汀罚〔${formatDay(decided).slice(0, 4)}〕${draws.integer(100, 9999)}号`,
      authority: `${enterprise.district.zh}${draws.pick(authorities)}`,
      kind,
      amount: yuan(kind === "warning" ? 0 : draws.integer(2, serious ? 400 : 60) * 100_000),
      decidedOn: formatDay(decided),
      publicUntil: formatDay(decided + (serious ? 1095 : 365)),
      repairedOn: isRepaired && repaired <= lastDay(city) ? formatDay(repaired) : null,
    },
  ];
}

/** Firms that closed without leaving the register end on the list; a few others miss an annual report. */
export function abnormalListings(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
): AbnormalListing[] {
  const draws = new Draws(hash(city.seed, enterprise.index, streams.public, 3));
  const [luck, spread, back] = [draws.next(), draws.next(), draws.next()];
  const closed = closedIn(condition);
  if (closed !== null && luck < 0.45) {
    const listed = dayOf(closed + 3, 8 + Math.floor(spread * 14));
    if (listed > lastDay(city)) return [];
    const list = luck < 0.06 ? "seriously_dishonest" : "abnormal";
    return [
      { list, listedOn: formatDay(listed), removedOn: null, reason: "通过登记的住所无法联系" },
    ];
  }
  if (luck > 0.005) return [];
  const listed = dayOf(2023 * 12 + 6 + 12 * Math.floor(spread * 3), 8);
  const removed = listed + 20 + Math.floor(back * 500);
  if (listed <= enterprise.establishedOn + 365 || listed > lastDay(city)) return [];
  return [
    {
      list: "abnormal",
      listedOn: formatDay(listed),
      removedOn: removed <= lastDay(city) ? formatDay(removed) : null,
      reason: "未按规定期限公示年度报告",
    },
  ];
}
