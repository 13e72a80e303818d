type Section = {
  letter: string;
  zh: string;
  en: string;
  /** First and last two-digit division. */
  from: number;
  to: number;
};

/** The 20 sections of GB/T 4754-2017 with their divisions; English after the ISIC wording. */
export const industrySections = [
  { letter: "A", zh: "农、林、牧、渔业", en: "Agriculture, forestry and fishing", from: 1, to: 5 },
  { letter: "B", zh: "采矿业", en: "Mining", from: 6, to: 12 },
  { letter: "C", zh: "制造业", en: "Manufacturing", from: 13, to: 43 },
  {
    letter: "D",
    zh: "电力、热力、燃气及水生产和供应业",
    en: "Electricity, heat, gas and water supply",
    from: 44,
    to: 46,
  },
  { letter: "E", zh: "建筑业", en: "Construction", from: 47, to: 50 },
  { letter: "F", zh: "批发和零售业", en: "Wholesale and retail trade", from: 51, to: 52 },
  {
    letter: "G",
    zh: "交通运输、仓储和邮政业",
    en: "Transport, storage and post",
    from: 53,
    to: 60,
  },
  { letter: "H", zh: "住宿和餐饮业", en: "Accommodation and catering", from: 61, to: 62 },
  {
    letter: "I",
    zh: "信息传输、软件和信息技术服务业",
    en: "Information transmission, software and IT services",
    from: 63,
    to: 65,
  },
  { letter: "J", zh: "金融业", en: "Finance", from: 66, to: 69 },
  { letter: "K", zh: "房地产业", en: "Real estate", from: 70, to: 70 },
  { letter: "L", zh: "租赁和商务服务业", en: "Leasing and business services", from: 71, to: 72 },
  {
    letter: "M",
    zh: "科学研究和技术服务业",
    en: "Scientific research and technical services",
    from: 73,
    to: 75,
  },
  {
    letter: "N",
    zh: "水利、环境和公共设施管理业",
    en: "Water conservancy, environment and public facilities",
    from: 76,
    to: 79,
  },
  {
    letter: "O",
    zh: "居民服务、修理和其他服务业",
    en: "Household services, repair and other services",
    from: 80,
    to: 82,
  },
  { letter: "P", zh: "教育", en: "Education", from: 83, to: 83 },
  { letter: "Q", zh: "卫生和社会工作", en: "Health and social work", from: 84, to: 85 },
  {
    letter: "R",
    zh: "文化、体育和娱乐业",
    en: "Culture, sports and entertainment",
    from: 86,
    to: 90,
  },
  {
    letter: "S",
    zh: "公共管理、社会保障和社会组织",
    en: "Public administration, social security and organizations",
    from: 91,
    to: 96,
  },
  { letter: "T", zh: "国际组织", en: "International organizations", from: 97, to: 97 },
] as const satisfies readonly Section[];

export type IndustrySection = (typeof industrySections)[number]["letter"];

/**
 * The section a GB/T 4754-2017 code lies in, from its two-digit division: `"33"`, `"3311"` and
 * `"C3311"` are all C. Null if there is no such division.
 */
export function sectionOf(code: string): IndustrySection | null {
  const division = Number(/^[A-T]?(\d{2})\d{0,2}$/.exec(code)?.[1] ?? Number.NaN);
  return (
    industrySections.find(({ from, to }) => division >= from && division <= to)?.letter ?? null
  );
}

/** A section's names by its letter, or null for a letter that is none. */
export function findSection(letter: string): { zh: string; en: string } | null {
  return industrySections.find((section) => section.letter === letter) ?? null;
}
