import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { UnusualList } from "@/components/consents/unusual-list";
import { LastUse, UnusualUse } from "@/components/consents/unusual-use";
import { locales, type Locale } from "@/components/messages/locales";
import { ReceiptList } from "@/components/receipts/receipt-list";
import { unusualReasons } from "@/domain/consents/unusual";
import { receiptKinds } from "@/domain/ledger/receipt-kinds";
import { taskKinds, type UseOfConsent } from "@/domain/notifications/notices";
import { drawerOf } from "@/tests/drawing";
import { TaskList } from "./task-list";

const draw = drawerOf(["common", "consents", "sme"]);
/** As text, tags replaced by bars. */
const read = (locale: Locale, drawn: ReactNode) =>
  draw(locale, drawn)
    .replaceAll(/<[^>]+>/g, "|")
    .replaceAll(/\|+/g, "|");

const id = "0199a1b2-0000-7000-8000-000000000001";
const use: UseOfConsent = {
  consentId: id,
  lastLookAt: new Date("2026-11-21T02:00:00Z"),
  daysSinceLastLook: 1,
  recentLooks: 24,
  unusual: [{ reason: "many_in_a_day", on: "2026-11-21", count: 14, against: 1 }],
};

test("unusual use is said in a sentence", () => {
  expect(read("zh-CN", <UnusualUse use={use} />)).toContain("2026年11月21日看了14次，平时一天1次");
  expect(read("en", <UnusualUse use={use} />)).toContain(
    "14 looks on 21 Nov 2026, usually one a day",
  );
  expect(read("en", <LastUse use={use} />)).toContain("looked yesterday · 24 looks in 30 days");
  const idle = { ...use, daysSinceLastLook: null, lastLookAt: null, unusual: [] };
  expect(read("zh-CN", <LastUse use={idle} />)).toContain("还没有看过");
  expect(read("en", <UnusualUse use={idle} />)).toBe("");
});

test("unusual use of several consents makes no landmarks of one name", () => {
  const drawn = draw("en", <UnusualUse use={use} />);
  expect(drawn).toContain("14 looks");
  expect(drawn).not.toMatch(/<(section|aside|nav|form)|role="(region|complementary)"/);
});

test("the history names whose looks were not as usual, and nobody else", () => {
  const recipient = { id, name: "江畔银行", nameEn: "Riverside Bank" };
  const calm = { ...use, consentId: "0199a1b2-0000-7000-8000-000000000002", unusual: [] };
  const list = read("en", <UnusualList consents={[{ id, recipient }]} uses={[calm, use]} />);
  expect(list.split("Riverside Bank")).toHaveLength(2);
  expect(list).toContain("14 looks on 21 Nov 2026");
  expect(read("en", <UnusualList consents={[{ id, recipient }]} uses={[calm]} />)).toBe("");
});

test.each(locales)("each reason, task and kind of receipt has its words: %s", (locale) => {
  for (const reason of unusualReasons)
    for (const against of [null, 1, 50]) {
      const odd = { ...use, unusual: [{ reason, on: "2026-11-21", count: 1, against }] };
      expect(read(locale, <UnusualUse use={odd} />)).not.toMatch(/[a-z]_[a-z]|[{}]/);
    }
  const bank = { name: "江畔银行", nameEn: "Riverside Bank" };
  const tasks = taskKinds.map((kind) => ({ kind, subjectId: id, bank, at: use.lastLookAt! }));
  const list = read(locale, <TaskList tasks={tasks} />);
  expect(list.split(locale === "en" ? "Riverside Bank" : "江畔银行").length - 1).toBe(
    taskKinds.length,
  );
  expect(list).not.toMatch(/[a-z]_[a-z]|[{}]/);
  expect(read(locale, <TaskList tasks={[]} />)).not.toBe("");
  const receipts = receiptKinds.map((kind, nth) => ({
    id,
    kind,
    seq: BigInt(nth + 1),
    consentId: id,
    size: 9n,
    issuedAt: use.lastLookAt!,
  }));
  const drawn = read(locale, <ReceiptList receipts={receipts} />);
  expect(drawn.split(locale === "en" ? "Download" : "下载").length - 1).toBe(receiptKinds.length);
  expect(drawn).not.toMatch(/[a-z]_[a-z]|[{}]/);
});
