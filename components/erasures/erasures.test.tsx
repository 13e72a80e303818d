import type { ReactNode } from "react";
import { expect, test } from "vitest";
import type { Locale } from "@/components/messages/locales";
import type { BankErasureView, OwnErasureView } from "@/domain/erasures/schema";
import { drawerOf } from "@/tests/drawing";
import { BankErasures } from "./bank-erasures";
import { ErasuresByBank, OverdueErasures } from "./erasure-overview";
import { OwnErasure } from "./own-erasure";

const htmlOf = drawerOf(["common", "sources", "erasures"]);
const draw = (children: ReactNode, locale: Locale = "en") =>
  htmlOf(locale, children).replaceAll(/<[^>]+>/g, "");

const duty = {
  id: "0192f3a0-0000-7000-8000-000000000001",
  consentId: "0192f3a0-0000-7000-8000-000000000002",
  reason: "ended",
  startedAt: new Date("2026-11-01T02:00:00Z"),
  dueAt: new Date("2026-12-01T02:00:00Z"),
  attestedAt: null,
  declared: null,
} as const;
const bank = { name: "江北银行", nameEn: "Jiangbei Bank" };
const own = (more: Partial<OwnErasureView>): OwnErasureView => ({
  ...duty,
  bank,
  state: "due",
  daysLeft: 9,
  attestation: null,
  ...more,
});
const attestedAt = new Date("2026-11-20T02:00:00Z");

test("the enterprise reads until when, that it is late, or what was declared", () => {
  const due = draw(<OwnErasure erasure={own({})} />);
  expect(due).toContain("Jiangbei Bank must delete what it read by");
  expect(due).toContain("9 days left");
  const late = draw(<OwnErasure erasure={own({ state: "overdue", daysLeft: -3 })} />, "zh-CN");
  expect(late).toContain("江北银行本应在");
  expect(late).toContain("不能请求新的授权");
  const declared = { statement: "kept_by_law", note: "Accounting Law, vouchers" } as const;
  const done = { state: "attested", attestedAt, declared, attestation: "ey.j.ws" } as const;
  const said = draw(<OwnErasure erasure={own(done)} />);
  expect(said).toContain("except what a law makes it keep: Accounting Law, vouchers");
  expect(said).toContain("ey.j.ws");
});

test("the bank reads what exactly it had read, and who confirmed", () => {
  const row: BankErasureView = {
    ...duty,
    state: "attested",
    daysLeft: 9,
    attestedAt,
    attestedBy: "Wang",
    declared: { statement: "everything_deleted", note: "" },
    purpose: "loan_application",
    enterprise: { name: "Acme", uscc: "913200000000000001" },
    scopes: ["tax_declarations:indicator"],
    reads: 2,
    lastReadAt: new Date("2026-11-02T02:00:00Z"),
  };
  const drawn = draw(
    <BankErasures rows={[row, { ...row, id: "b", reads: 0, lastReadAt: null }]} />,
  );
  for (const text of [
    "Acme",
    "Read 2 times",
    "by Wang",
    "Everything is deleted",
    "Nothing was read",
  ])
    expect(drawn).toContain(text);
});

test("the office reads who is late, and by how much", () => {
  const counts = { due: 4, overdue: 2, attested: 10, attestedLate: 1 };
  const oldestOverdueAt = new Date("2026-11-02T02:00:00Z");
  const byBank = draw(
    <ErasuresByBank banks={[{ code: "b", ...bank, ...counts, oldestOverdueAt }]} />,
  );
  expect(byBank).toContain("Jiangbei Bank");
  const row = {
    id: "a",
    bank,
    enterprise: "Acme",
    reason: "demanded",
    dueAt: oldestOverdueAt,
  } as const;
  const list = draw(<OverdueErasures overdue={[{ ...row, daysLate: 20 }]} />);
  expect(list).toContain("The firm demanded deletion");
  expect(list).toContain("20 days");
});
