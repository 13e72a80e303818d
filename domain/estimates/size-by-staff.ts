import { industrySections } from "@/domain/enterprises/industry";
import { sizeClassOf, type SizeClass } from "@/domain/enterprises/size";

/**
 * The size class a number of employees gives in a whole section of GB/T 4754-2017, judged on staff
 * alone; null where its branches disagree, as wholesale and retail do, or there is no such section.
 */
export function sizeByStaff(letter: string, employees: number): SizeClass | null {
  const section = industrySections.find((one) => one.letter === letter);
  if (!section) return null;
  const classes = new Set<SizeClass | null>();
  for (let division = section.from; division <= section.to; division += 1)
    for (let group = 0; group <= 9; group += 1)
      classes.add(
        sizeClassOf(`${letter}${String(division).padStart(2, "0")}${group}0`, {
          employees,
          revenue: null,
          assets: null,
        }),
      );
  const [only, other] = classes;
  return only && other === undefined ? only : null;
}
