import { itemsFor } from "./items";
import type { Draft, Guarantee, Product, ProductKind, Repayment, Text } from "./product";
import { wan } from "./rules";

const kindWords: Record<ProductKind, Text> = {
  credit: { zh: "信用贷款", en: "Unsecured loan" },
  collateral: { zh: "抵押贷款", en: "Secured loan" },
  guarantee: { zh: "保证贷款", en: "Guaranteed loan" },
  receivables: { zh: "应收账款融资", en: "Receivables finance" },
  orders: { zh: "订单融资", en: "Order finance" },
  warehouse_receipts: { zh: "仓单质押融资", en: "Warehouse receipt finance" },
  ip_pledge: { zh: "知识产权质押贷款", en: "Loan on pledged intellectual property" },
  procurement: { zh: "政府采购合同融资", en: "Finance on procurement contracts" },
  agriculture: { zh: "涉农贷款", en: "Agricultural loan" },
  renewal: { zh: "无还本续贷", en: "Renewal without repayment" },
};

const guaranteeWords: Record<Guarantee, Text> = {
  none: { zh: "无需抵押担保", en: "no collateral or guarantor" },
  collateral: { zh: "需提供抵质押物", en: "against collateral" },
  guarantor: { zh: "需提供保证人", en: "with a guarantor" },
  mixed: { zh: "可组合担保", en: "with combined security" },
};

const repaymentWords: Record<Repayment, Text> = {
  equal_instalments: { zh: "等额本息", en: "equal instalments" },
  equal_principal: { zh: "等额本金", en: "equal principal" },
  interest_first: { zh: "先息后本", en: "interest first" },
  bullet: { zh: "到期一次还本付息", en: "one payment at the end" },
  revolving: { zh: "随借随还", en: "draw and repay at will" },
  flat: { zh: "等本等息", en: "flat instalments" },
};

const basics: Text[] = [
  { zh: "营业执照", en: "Business licence" },
  { zh: "法定代表人身份证明", en: "Identity document of the legal representative" },
  { zh: "借款用途说明", en: "Statement of purpose" },
];

const kindMaterials: Partial<Record<ProductKind, Text[]>> = {
  collateral: [
    { zh: "抵押物权属证明", en: "Title to the collateral" },
    { zh: "评估资料", en: "Valuation" },
  ],
  guarantee: [{ zh: "保证人资料与承诺", en: "The guarantor's documents and undertaking" }],
  receivables: [{ zh: "贸易合同与应收账款清单", en: "Sales contracts and list of receivables" }],
  orders: [{ zh: "订单或采购合同", en: "Orders or supply contracts" }],
  warehouse_receipts: [{ zh: "仓单", en: "Warehouse receipts" }],
  ip_pledge: [{ zh: "专利或商标权属证明", en: "Title to patents or marks" }],
  procurement: [{ zh: "中标通知书与采购合同", en: "Award notice and procurement contract" }],
  agriculture: [{ zh: "土地或养殖场使用证明", en: "Right to use the land or farm" }],
  renewal: [{ zh: "原借款合同", en: "The present loan contract" }],
};

/** Ten thousands of yuan in digits: 50 reads 500,000. */
const yuan = (amount: number) => String(amount * 10_000).replace(/\B(?=(?:\d{3})+$)/gu, ",");

/** Completes a draft to the product a bank publishes under its own code. */
export function composeProduct(bankCode: string, draft: Draft): Product {
  const guarantee = draft.guarantee ?? "none";
  const isSecured = draft.kind === "credit" && guarantee !== "none";
  const kind = isSecured ? { zh: "贷款", en: "Loan" } : kindWords[draft.kind];
  const security = guaranteeWords[guarantee];
  const [low, high] = draft.amount;
  const ways = draft.repayment.map((repayment) => repaymentWords[repayment]);
  return {
    code: `${bankCode}-${draft.code}`,
    name: { zh: draft.zh, en: draft.en },
    summary: {
      zh: `面向${draft.audience.zh}的${kind.zh}，${security.zh}，额度${low}至${high}万元，期限${draft.term[0]}至${draft.term[1]}个月，${ways.map(({ zh }) => zh).join("或")}。`,
      en: `${kind.en} for ${draft.audience.en}, ${security.en}: ${yuan(low)} to ${yuan(high)} yuan over ${draft.term[0]} to ${draft.term[1]} months, ${ways.map(({ en }) => en).join(" or ")}.`,
    },
    kind: draft.kind,
    guarantee,
    amountMin: wan(low),
    amountMax: wan(high),
    termMin: draft.term[0],
    termMax: draft.term[1],
    repaymentKinds: draft.repayment,
    lprTenor: draft.tenor ?? (draft.term[1] > 60 ? "5y" : "1y"),
    spreadMin: draft.spread[0],
    spreadMax: draft.spread[1],
    fees: draft.fees ?? [],
    ...draft.convention,
    regions: draft.regions ?? [],
    isFirstLoan: draft.isFirstLoan ?? false,
    isPolicy: draft.isPolicy ?? false,
    materials: [...basics, ...(kindMaterials[draft.kind] ?? [])],
    promisedWorkingDays: draft.days,
    purposeTemplate: "loan_application",
    items: itemsFor(draft),
    eligibility: { all: draft.rules },
  };
}
