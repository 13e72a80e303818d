import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ProposalList } from "@/components/bank/products/proposal-list";
import shelf from "@/components/messages/en/shelf.json";
import { namespaces } from "@/components/messages/namespaces";
import type { ProductDraft } from "@/domain/products/draft";
import { productContent } from "@/tests/bank-factories";
import { ProductChanges } from "./product-changes";
import { ProductPreview } from "./product-preview";

function read(locale: "en" | "zh-CN"): AbstractIntlMessages {
  const fileOf = (name: string) => `components/messages/${locale}/${name}.json`;
  return Object.fromEntries(
    namespaces.map((name) => [
      name,
      JSON.parse(readFileSync(fileOf(name), "utf8")) as AbstractIntlMessages,
    ]),
  );
}
const messages = { en: read("en"), "zh-CN": read("zh-CN") };

function draw(locale: "en" | "zh-CN", drawn: ReactNode): string {
  const problems: string[] = [];
  const html = renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={messages[locale]}
      timeZone="Asia/Shanghai"
      onError={({ message }) => problems.push(message)}
    >
      {drawn}
    </NextIntlClientProvider>,
  );
  expect(problems).toEqual([]);
  return html;
}
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
  const names = messages[locale]["shelf"] as unknown as typeof shelf;
  for (const field of ["amountMax", "grace", "validTo", "rounding", "regions"] as const)
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
