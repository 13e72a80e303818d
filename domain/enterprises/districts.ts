type District = { code: string; zh: string; en: string };

/** The city's districts and counties, by their codes for administrative divisions (GB/T 2260). */
export const districts: readonly District[] = [
  { code: "990101", zh: "汀兰区", en: "Tinglan" },
  { code: "990102", zh: "望桥区", en: "Wangqiao" },
  { code: "990103", zh: "柳渡区", en: "Liudu" },
  { code: "990104", zh: "云埠区", en: "Yunbu" },
  { code: "990105", zh: "青砚区", en: "Qingyan" },
  { code: "990106", zh: "南棠区", en: "Nantang" },
  { code: "990107", zh: "鹤栖县", en: "Heqi" },
  { code: "990108", zh: "松陂县", en: "Songpi" },
];

/** A district's names by its code, or null for a code of another city. */
export function findDistrict(code: string): { zh: string; en: string } | null {
  return districts.find((district) => district.code === code) ?? null;
}
