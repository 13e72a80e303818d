import { expect, test } from "vitest";
import { locales } from "@/components/messages/locales";
import { holidayYears } from "@/domain/shared/working-days";
import { drawerOf } from "@/tests/drawing";
import { Clock } from "./clock";

const draw = drawerOf(["common"]);

test.each(locales)("a day whose holidays nobody knows yet is said to be one: %s", (locale) => {
  const drawn = (dueOn: string) => draw(locale, <Clock left={3} total={10} dueOn={dueOn} />);
  const words = locale === "en" ? "are not known here yet" : "尚未收录";
  expect(drawn(`${holidayYears.to}-12-31`)).not.toContain(words);
  expect(drawn(`${holidayYears.to + 1}-01-04`)).toContain(words);
  expect(drawn(`${holidayYears.to + 1}-01-04`)).toContain(String(holidayYears.to + 1));
});
