import { composeUscc } from "../city/uscc";

type BankKind = "large" | "joint_stock" | "city" | "rural" | "village" | "private";

/** A lender that does not exist, and how it works. */
export type Bank = {
  code: string;
  uscc: string;
  name: string;
  nameEn: string;
  kind: BankKind;
  /** Share of the market's applications it receives. */
  weight: number;
  /** Working days from acceptance to decision, median. */
  days: number;
  /** Least health it lends to: higher is stricter. */
  caution: number;
  /** Share of applications it leaves unanswered. */
  neglect: number;
};

type Row = [
  code: string,
  name: string,
  nameEn: string,
  kind: BankKind,
  weight: number,
  days: number,
  caution: number,
  neglect: number,
];

const rows: Row[] = [
  ["jiangpan", "江畔银行", "Jiangpan Bank", "city", 14, 4, -0.75, 0.02],
  ["yuanxiu", "远岫银行", "Yuanxiu Bank", "large", 15, 6, -0.35, 0.03],
  ["jiugao", "九皋银行", "Jiugao Bank", "large", 13, 7, -0.3, 0.04],
  ["tinglan", "汀兰商业银行", "Tinglan Commercial Bank", "city", 11, 3, -0.8, 0.01],
  ["mingke", "鸣柯银行", "Mingke Bank", "joint_stock", 9, 5, -0.45, 0.05],
  ["qingheng", "青蘅银行", "Qingheng Bank", "joint_stock", 7, 5, -0.5, 0.04],
  ["wangqiao", "望桥农村商业银行", "Wangqiao Rural Commercial Bank", "rural", 9, 4, -0.85, 0.03],
  ["heqi", "鹤栖农村商业银行", "Heqi Rural Commercial Bank", "rural", 7, 6, -0.8, 0.06],
  ["songpi", "松陂村镇银行", "Songpi Village Bank", "village", 3, 5, -0.9, 0.08],
  ["zhizhou", "纸舟银行", "Zhizhou Digital Bank", "private", 6, 1, -1.1, 0.01],
  ["xingcha", "星槎银行", "Xingcha Digital Bank", "private", 4, 1, -1, 0.01],
  ["wuyin", "梧荫合作银行", "Wuyin Cooperative Bank", "rural", 2, 8, -0.7, 0.1],
];

/** The twelve banks; the first also receives imported ratings. */
export const banks: readonly Bank[] = rows.map(
  ([code, name, nameEn, kind, weight, days, caution, neglect], i) => ({
    code,
    uscc: composeUscc("91", "990101", "MC", 1_000_003 * (i + 1)),
    name,
    nameEn,
    kind,
    weight,
    days,
    caution,
    neglect,
  }),
);

export function findBank(code: string): Bank | null {
  return banks.find((bank) => bank.code === code) ?? null;
}
