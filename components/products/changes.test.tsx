import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps } from "react";
import { describe, expect, test } from "vitest";
import { ProposalList } from "@/components/bank/products/proposal-list";
import shelf from "@/components/messages/en/shelf.json";
import { namespaces } from "@/components/messages/namespaces";
import { TRPCProvider } from "@/components/trpc/client";
import type { ProductHistory } from "@/domain/products/history-schema";
import { ProductContent } from "@/domain/products/schema";
import type { ProductDraft } from "@/domain/products/draft";
import { productContent } from "@/tests/bank-factories";
import { drawerOf, wordsOf } from "@/tests/drawing";
import { DecideProposal } from "./decide-proposal";
import { ProductChanges } from "./product-changes";
import { ProductPreview } from "./product-preview";
import { ProductVersions } from "./product-versions";

const draw = drawerOf(namespaces);
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

const [item] = productContent.items;
const after: ProductDraft = {
  ...productContent,
  kind: "renewal",
  guarantee: "mixed",
  amountMax: 200_000_000,
  termMax: 36,
  spreadMax: 150,
  repaymentKinds: ["bullet"],
  lprTenor: "5y",
  regions: ["330102"],
  isPolicy: true,
  dayCount: "ACT/365",
  rounding: "up",
  grace: { principalMonths: 2 },
  dueDay: 15,
  instalmentMultiple: 100,
  prepayment: { isAllowed: true, feeBasisPoints: 100, freeAfterMonths: 6 },
  promisedWorkingDays: 3,
  validFrom: "2026-12-01",
  validTo: "2027-12-31",
  name: { zh: "税易贷二期", en: "Tax loan" },
  items: [{ ...item!, isRequired: false }],
  fees: [],
  materials: [{ zh: "合同", en: "Contract" }],
  eligibility: {
    all: [
      { fact: "tax_revenue_12m", operator: "gte", value: 100_000_000 },
      { fact: "abnormal_listed", operator: "is_false" },
    ],
  },
};

test.each(["en", "zh-CN"] as const)("every kind of change has its words: %s", (locale) => {
  const html = draw(locale, <ProductChanges before={productContent} after={after} />);
  const back = draw(locale, <ProductChanges before={after} after={productContent} />);
  const names = wordsOf(locale, "shelf") as unknown as typeof shelf;
  for (const field of [
    "amountMax",
    "grace",
    "prepayment",
    "validTo",
    "rounding",
    "regions",
  ] as const)
    expect(textOf(html)).toContain(names.changes.field[field]);
  expect(html).toContain("<del");
  expect(html).toContain("<ins");
  // The way back has as much to say.
  expect(back.match(/<del/g)).toHaveLength(html.match(/<ins/g)!.length);
  expect(textOf(draw(locale, <ProductChanges before={after} after={after} />)).trim()).toBe(
    names.changes.same,
  );
});

test("a threshold is told as it was and as it is", () => {
  const html = draw("en", <ProductChanges before={productContent} after={after} />);
  expect(textOf(html)).toMatch(/CNY 0\.01.*→.*CNY 1 million/);
});

const shown = {
  id: "00000000-0000-4000-8000-000000000000",
  bankId: "00000000-0000-4000-8000-000000000000",
  version: 1,
  bank: { code: "river", name: "江畔银行", nameEn: "Riverside Bank" },
};

const router = {} as ComponentProps<typeof AppRouterContext.Provider>["value"];
const proposal = {
  id: shown.id,
  revision: 1,
  basedOn: 1,
  productStatus: "published" as const,
};
const draft = (one: ProductDraft) =>
  textOf(draw("en", <ProductPreview draft={one} shown={shown} today="2026-11-20" />));

test("a preview is the product's page, and says when there is none yet", () => {
  const whole = draft(productContent);
  expect(whole).toContain("Riverside Bank");
  expect(whole).toContain("Annual rate");
  // The conditions stand there in the other language too.
  expect(whole).toMatch(/\p{Script=Han}/u);
  expect(draft({ ...productContent, termMin: 99 })).toContain(shelf.preview.incomplete);
  expect(draft({})).toContain(shelf.preview.incomplete);
});

describe("all versions of a product", () => {
  const applications = { total: 3, live: 1, disbursed: 2 };
  const createdAt = new Date("2026-11-20T02:00:00Z");
  const made = { createdAt, isImported: false, isByOffice: false, applications };
  const history: ProductHistory = {
    ...shown,
    code: "tax-loan",
    status: "published",
    version: 3,
    publishedAt: createdAt,
    withdrawnAt: null,
    proposalId: null,
    versions: [
      { ...made, version: 3, writers: [], approver: null, content: ProductContent.parse(after) },
      {
        ...made,
        version: 2,
        writers: ["赵测试", "王测试"],
        approver: "李测试",
        content: productContent,
      },
      {
        ...made,
        version: 1,
        writers: [],
        approver: null,
        isImported: true,
        content: productContent,
      },
    ],
    may: { write: false, withdraw: false, resume: false },
  };
  const drawn = (by: "bank" | "office", asked = {}) =>
    draw(
      "en",
      <ProductVersions
        by={by}
        product={history}
        asked={asked}
        address={`/where/${by}`}
        today="2026-11-20"
      />,
    );

  test("are the same to the office and to the bank, save names and acts", () => {
    const office = drawn("office");
    expect(textOf(office)).toContain("Approved by two at the bank");
    expect(textOf(office)).toContain("Imported");
    expect(office).not.toMatch(/赵测试|王测试|李测试|\/bank\//);
    expect(office).toContain('action="/where/office"');
    const bank = drawn("bank");
    expect(textOf(bank)).toContain("赵测试 and 王测试, approved by 李测试");
    expect(bank).toContain(`/bank/products/${shown.id}/export?version=1`);
  });

  test("any two are compared, the last two where none are asked for", () => {
    const same = shelf.changes.same;
    expect(textOf(drawn("office"))).toContain("Paying early");
    expect(drawn("office")).toContain("<ins");
    expect(textOf(drawn("office", { from: "1", to: "2" }))).toContain(same);
    expect(textOf(drawn("office", { from: "3", to: "1" }))).not.toContain(same);
    for (const nonsense of [{ from: "9" }, { from: ["1", "2"] }, { to: "x" }])
      expect(drawn("office", nonsense)).toBe(drawn("office"));
  });
});

test.each(["en", "zh-CN"] as const)(
  "a colleague's draft may be taken over, one's own submitted: %s",
  (locale) => {
    const none = { edit: false, takeOver: false, submit: false, approve: false };
    const may = { ...none, sendBack: false, takeBack: false, discard: false };
    const acts = (over: Partial<typeof may>) =>
      textOf(
        draw(
          locale,
          <AppRouterContext.Provider value={router}>
            <TRPCProvider>
              <DecideProposal by="bank" proposal={{ ...proposal, may: { ...may, ...over } }} />
            </TRPCProvider>
          </AppRouterContext.Provider>,
        ),
      );
    const { takeOver, submit } = (wordsOf(locale, "shelf") as unknown as typeof shelf).decide;
    expect(acts({ takeOver: true })).toContain(takeOver.action);
    expect(acts({ submit: true })).toContain(submit.action);
    expect(acts({ submit: true })).not.toContain(takeOver.action);
  },
);

test("a list of versions in the making says of which, by whom and how far", () => {
  const row = {
    id: "00000000-0000-4000-8000-000000000001",
    productId: shown.id,
    basedOn: 2,
    name: { zh: "", en: "" },
    status: "draft" as const,
    revision: 1,
    isOwn: false,
    writer: "王测试",
    isSentBack: true,
    submittedAt: null,
    updatedAt: new Date("2026-11-20T02:00:00Z"),
  };
  const html = draw("en", <ProposalList proposals={[row]} base="/bank/products/proposals" />);
  expect(html).toContain(`href="/bank/products/proposals/${row.id}"`);
  for (const word of ["Without a name yet", "Sent back", "after version 2", "王测试"])
    expect(textOf(html)).toContain(word);
});
