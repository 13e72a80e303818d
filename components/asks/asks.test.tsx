import { describe, expect, test } from "vitest";
import { locales } from "@/components/messages/locales";
import { askablePurposes, effectiveAskStatuses } from "@/domain/asks/lifecycle";
import type { AskView } from "@/domain/asks/schema";
import type { BankConsentView } from "@/domain/consents/bank-schema";
import { effectiveConsentStatuses, purposes, readUnits } from "@/domain/consents/lifecycle";
import type { ConsentView } from "@/domain/consents/schema";
import { drawerOf } from "@/tests/drawing";
import { AskDeadline } from "./ask-deadline";
import { AskItems } from "./ask-items";
import { ConsentReads } from "./consent-reads";
import { HeldConsents } from "./held-consents";
import { OpenAsks } from "./open-asks";

const draw = drawerOf(["common", "asks", "sources", "states"]);

const now = new Date("2026-11-22T02:00:00Z");
const ask: AskView = {
  id: "0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f0001",
  bankId: "0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f0002",
  enterpriseId: "0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f0003",
  bank: { name: "江畔银行", nameEn: "Riverside Bank" },
  enterprise: { name: "城东五金", uscc: "91" },
  purpose: "loan_application",
  subject: "enterprise",
  applicationId: "0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f0004",
  message: "请补充",
  validityDays: 30,
  status: "open",
  askedAt: now,
  answerBy: new Date("2026-11-24T01:00:00Z"),
  answeredAt: null,
  consentId: null,
  items: [
    {
      item: "gas_usage",
      granularity: "indicator",
      from: "2023-11-01",
      to: "2026-10-31",
      why: "用气量",
      isRequired: true,
    },
  ],
};
const held: BankConsentView = {
  id: ask.id,
  enterprise: "城东五金",
  purpose: "post_loan_monitoring",
  subject: "enterprise",
  applicationId: ask.applicationId,
  reportNumber: null,
  status: "active",
  validFrom: now,
  validTo: ask.answerBy,
  endedAt: null,
  readsPerUnit: "month",
  readsPerCount: 10,
  readsInUnit: 3,
  readsUsed: 7,
  lastReadAt: now,
  items: [],
  isInReview: false,
};

const live = (from: string) =>
  ({ items: [{ ...ask.items[0], from, isDropped: false }] }) as unknown as ConsentView;

describe.each(locales)("in %s", (locale) => {
  test("every state of an ask has its words, and an open one the hours that are left", () => {
    for (const status of effectiveAskStatuses)
      expect(draw(locale, <AskDeadline ask={{ ...ask, status }} now={now} />)).not.toBe("");
    expect(draw(locale, <AskDeadline ask={ask} now={now} />)).toContain("47");
    const late = new Date(ask.answerBy.getTime() - 60_000);
    expect(draw(locale, <AskDeadline ask={ask} now={late} />)).not.toContain("47");
  });

  test("what waits is told with its bank, for every purpose, and what is over is not", () => {
    const bank = locale === "en" ? "Riverside Bank" : "江畔银行";
    for (const purpose of askablePurposes) {
      const drawn = draw(locale, <OpenAsks asks={[{ ...ask, purpose }]} now={now} />);
      expect(drawn).toContain(bank);
      expect(drawn).toContain(`/sme/asks/${ask.id}`);
      // Two asks of one bank are told apart by what they ask for.
      expect(drawn).toContain(locale === "en" ? "gas use (indicators)" : "用气（指标）");
    }
    expect(draw(locale, <OpenAsks asks={[{ ...ask, status: "declined" }]} now={now} />)).toBe("");
  });

  test("an item is marked as new, as allowed for longer, or as allowed already", () => {
    const words = [null, live("2026-01-01"), live("2023-11-01")].map((one) =>
      draw(locale, <AskItems items={ask.items} live={one} />),
    );
    expect(new Set(words).size).toBe(3);
  });

  test("a consent held by a bank has words for every purpose, state and unit", () => {
    const drawn = draw(
      locale,
      <HeldConsents
        caption="held"
        empty="none"
        consents={purposes.flatMap((purpose) =>
          effectiveConsentStatuses.map((status) => ({
            ...held,
            id: `${purpose} ${status}`,
            purpose,
            status,
          })),
        )}
      />,
    );
    expect(drawn).toContain("城东五金");
    for (const readsPerUnit of [...readUnits, null])
      expect(draw(locale, <ConsentReads consent={{ ...held, readsPerUnit }} />)).toMatch(/[37]/);
  });

  test("a report is opened on its own page", () => {
    const shared = { ...held, purpose: "report_share" as const, reportNumber: "XYD-1" };
    const drawn = draw(locale, <HeldConsents caption="c" empty="e" consents={[shared]} />);
    expect(drawn).toContain("/bank/reports/XYD-1");
  });
});
