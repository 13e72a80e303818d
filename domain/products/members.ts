import { industrySections } from "@/domain/enterprises/industry";
import { isIndustryClass } from "@/domain/enterprises/industry-codes";
import { sizeClasses } from "@/domain/enterprises/size";

/** The names that a fact can have, where they are few. Grades of tax credit as the State Taxation Administration gives them. */
export const membersOf: Readonly<Record<string, readonly string[]>> = {
  size_class: sizeClasses,
  tax_credit_grade: ["A", "B", "M", "C", "D"],
  industry_section: industrySections.map(({ letter }) => letter),
};

/** Whether a fact can have a name at all; absent for facts whose names are nobody's to list. */
export const memberTests: Readonly<Record<string, (name: string) => boolean>> = {
  ...Object.fromEntries(
    Object.entries(membersOf).map(([fact, names]) => [
      fact,
      (name: string) => names.includes(name),
    ]),
  ),
  // An enterprise is registered under a class: a group or a division would fit nobody.
  industry_code: isIndustryClass,
};
