import { describe, expect, test } from "vitest";
import type { ConsentedItem } from "@/domain/consents/artefact";
import { askAnswerHours, askCan, askStatuses, effectiveAskStatus } from "./lifecycle";
import { answeredItems, askedPeriod, subjectOf } from "./rules";
import type { AskItemView } from "./schema";

const at = new Date("2026-11-22T04:00:00Z");
const asked = (item: AskItemView["item"], isRequired = true): AskItemView => ({
  item,
  granularity: "indicator",
  from: "2025-01-01",
  to: "2026-10-31",
  why: "for the review",
  isRequired,
});

describe("an ask", () => {
  test("lapses at its last instant and not before, and only while it is open", () => {
    const answerBy = new Date(at.getTime() + askAnswerHours * 3_600_000);
    const before = new Date(answerBy.getTime() - 1);
    expect(effectiveAskStatus({ status: "open", answerBy }, before)).toBe("open");
    expect(effectiveAskStatus({ status: "open", answerBy }, answerBy)).toBe("lapsed");
    for (const status of askStatuses.filter((one) => one !== "open"))
      expect(effectiveAskStatus({ status, answerBy }, answerBy)).toBe(status);
  });

  test("is answered, declined or withdrawn while it is open, and never after", () => {
    for (const action of ["answer", "decline", "withdraw"] as const) {
      expect(askCan(action, { status: "open" })).toBe(true);
      for (const status of ["answered", "declined", "withdrawn", "lapsed"] as const)
        expect(askCan(action, { status })).toBe(false);
    }
  });

  test("of a running loan looks a year back and on to its own end", () => {
    expect(askedPeriod("post_loan_monitoring", 30, at)).toEqual({
      from: "2025-11-01",
      to: "2026-12-22",
    });
    expect(askedPeriod("loan_application", 30, at)).toEqual({
      from: "2023-11-01",
      to: "2026-10-31",
    });
  });

  test("is about the company or about a person, never both", () => {
    const company = { item: "tax_declarations", granularity: "indicator" } as const;
    const person = { item: "representative_insurance", granularity: "predicate" } as const;
    expect(subjectOf([company])).toBe("enterprise");
    expect(subjectOf([person])).toBe("legal_representative");
    expect(subjectOf([])).toBe("enterprise");
    expect(() => subjectOf([company, person])).toThrow("person_item_separate");
  });
});

describe("an answer", () => {
  const live: ConsentedItem = {
    item: "tax_declarations",
    granularity: "indicator",
    from: "2024-01-01",
    to: "2026-06-30",
    why: "asked before",
  };

  test("holds what is live, what is required, and of the optional only what was chosen", () => {
    const offered = [
      asked("social_insurance"),
      asked("water_usage", false),
      asked("gas_usage", false),
    ];
    const items = answeredItems(offered, [{ item: "gas_usage", granularity: "indicator" }], [live]);
    expect(items.map(({ item, required }) => [item, required])).toEqual([
      ["tax_declarations", undefined],
      ["social_insurance", true],
      ["gas_usage", false],
    ]);
  });

  test("never shortens the period of what is live", () => {
    expect(answeredItems([asked("tax_declarations")], [], [live])).toMatchObject([
      { from: "2024-01-01", to: "2026-10-31", why: "for the review" },
    ]);
  });

  test("refuses what was not offered, or was required anyway, and an answer without anything", () => {
    const water = { item: "water_usage", granularity: "indicator" } as const;
    expect(() => answeredItems([asked("water_usage")], [water], [])).toThrow("item_not_asked_for");
    expect(() => answeredItems([asked("gas_usage", false)], [water], [])).toThrow(
      "item_not_asked_for",
    );
    expect(() => answeredItems([asked("gas_usage", false)], [], [])).toThrow("nothing_chosen");
    expect(answeredItems([], [], [])).toEqual([]);
  });
});
