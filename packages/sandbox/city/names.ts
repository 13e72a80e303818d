import { cityName } from "./city";
import type { Draws } from "./random";

type Characters = readonly [string, ...string[]];

function characters(text: string): Characters {
  const [first = "", ...rest] = text;
  return [first, ...rest];
}

const brandFirst = characters(
  "云汀禾棠砚澄岚溪桐榆芷蘅沐朗旭昱景和嘉恒启诚弘毅睿思远致卓越博雅润泽清逸安宁晟瑞祺",
);
const brandSecond = characters(
  "舟帆桥埠渡川峰岭原野林森木石玉珩璟辰曜星河海洋源泉途程达通顺利丰盈裕隆兴盛昌茂荣华",
);
const surnames = characters(
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕",
);
const given = characters(
  "安宁舟帆澄岚溪桐棠芷朗旭景和嘉恒启诚毅睿远卓雅润清逸晟瑞祺川峰原森石玉珩辰星河海源",
);
const streets: Characters = [
  "示范路",
  "样例街",
  "试点大道",
  "演示巷",
  "沙盘路",
  "模型街",
  "虚构大道",
  "参考路",
];

/** The name of an invented firm: city, two-character brand, trade word, legal form. */
export function firmName(draws: Draws, word: string, isSoleTrader: boolean): string {
  const brand = draws.pick(brandFirst) + draws.pick(brandSecond);
  const third = draws.chance(0.35) ? draws.pick(brandSecond) : "";
  return isSoleTrader
    ? `${cityName.zh}${brand}${third}${word}经营部`
    : `${cityName.zh}${brand}${third}${word}有限公司`;
}

/** A name nobody mistakes for a real person's: the middle character is always 例, "example". */
export function personName(draws: Draws): string {
  return `${draws.pick(surnames)}例${draws.pick(given)}`;
}

export function streetAddress(draws: Draws, district: string): string {
  return `${cityName.zh}${district}${draws.pick(streets)}${draws.integer(1, 880)}号`;
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An identity number of the city's fictitious region with a valid check digit (GB 11643, ISO 7064 MOD 11-2). */
export function identityNumber(draws: Draws, region: string): string {
  const birth = `${draws.integer(1962, 1998)}${String(draws.integer(1, 12)).padStart(2, "0")}${String(draws.integer(1, 28)).padStart(2, "0")}`;
  const first17 = region + birth + String(draws.integer(1, 999)).padStart(3, "0");
  const sum = idWeights.reduce((total, weight, i) => total + weight * Number(first17.charAt(i)), 0);
  return first17 + "10X98765432".charAt(sum % 11);
}
