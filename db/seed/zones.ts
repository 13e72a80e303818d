type Text = { zh: string; en: string };
type ShippedZone = { code: string; name: Text; summary: Text };

/** The shelves an installation starts with: empty and unseen until the office fills them. */
export const shippedZones: readonly ShippedZone[] = [
  {
    code: "first-loan",
    name: { zh: "首贷专区", en: "First loans" },
    summary: {
      zh: "还没有从银行贷过款的企业看这里：这些产品为第一笔贷款而设。",
      en: "For firms that never borrowed from a bank: products made for the first loan.",
    },
  },
  {
    code: "renewal",
    name: { zh: "续贷专区", en: "Renewals" },
    summary: {
      zh: "贷款快到期、还要继续用：不必先还清本金也能接着贷的产品。",
      en: "When a loan ends and is still needed: products that go on without paying it off first.",
    },
  },
  {
    code: "agriculture",
    name: { zh: "涉农专区", en: "Agriculture" },
    summary: {
      zh: "种植、养殖和农产品加工流通：按季节用钱、按收成还款。",
      en: "For growing, raising and trading farm products: money by the season, repaid by the harvest.",
    },
  },
  {
    code: "procurement",
    name: { zh: "政府采购专区", en: "Public procurement" },
    summary: {
      zh: "手里有政府采购合同：凭中标和合同贷款，先备货再收款。",
      en: "With a public contract in hand: borrow on the award, buy first and be paid later.",
    },
  },
];
