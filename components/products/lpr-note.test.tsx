import { describe, expect, test } from "vitest";
import { locales } from "@/components/messages/locales";
import { drawerOf } from "@/tests/drawing";
import { LprNote } from "./lpr-note";

const draw = drawerOf(["calculator", "states"]);
const rate = { tenor: "1y", basisPoints: 300 } as const;

describe.each(locales)("the loan prime rate in %s", (locale) => {
  const words = locale === "en" ? ["94 days", "newer"] : ["距今94天", "可能已有新的"];
  const old = words[1] ?? "";

  test("is said with its day, its age, and after a month that there may be a newer one", () => {
    const drawn = draw(locale, <LprNote on="2026-08-20" rate={rate} today="2026-11-22" />);
    for (const part of ["2026-08-20", "3.00", ...words]) expect(drawn).toContain(part);
    expect(draw(locale, <LprNote on="2026-08-20" rate={rate} today="2026-09-20" />)).not.toContain(
      old,
    );
  });

  test("is one line above a list", () => {
    const drawn = draw(locale, <LprNote on="2026-08-20" today="2026-11-22" />);
    for (const part of ["2026-08-20", words[0] ?? ""]) expect(drawn).toContain(part);
    expect(drawn).not.toContain(old);
  });
});
