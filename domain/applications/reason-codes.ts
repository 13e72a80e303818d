import type { FactCode } from "@/domain/profiles/indicators";

type Text = { zh: string; en: string };

/** Why a bank declines or a case ends: what it says, what one can do about it, which facts it is about. */
export type ReasonDefinition = {
  text: Text;
  advice: Text;
  facts: readonly FactCode[];
  /** The bank failed, not the enterprise; R704 and R705 are excused by logged contact attempts. */
  countsAgainstBank: boolean;
};

const notBank = { countsAgainstBank: false } as const;
const bank = { countsAgainstBank: true } as const;

/** R1xx admission · R2xx standing · R3xx capacity · R4xx data · R5xx security · R6xx purpose and documents · R7xx bank side · R8xx enterprise side. */
export const reasonCodes = {
  R101: {
    text: { zh: "企业成立时间不足", en: "Established too recently" },
    advice: {
      zh: "达到成立年限后再申请，或选择面向初创企业的产品",
      en: "Apply once old enough, or choose a product for young firms",
    },
    facts: ["established_months"],
    ...notBank,
  },
  R102: {
    text: { zh: "不在服务区域内", en: "Outside the region served" },
    advice: {
      zh: "选择服务本区县的银行和产品",
      en: "Choose a bank and product serving your district",
    },
    facts: ["district"],
    ...notBank,
  },
  R103: {
    text: { zh: "行业不符合准入要求", en: "Industry not admitted" },
    advice: {
      zh: "选择不限行业或面向本行业的产品",
      en: "Choose a product open to your industry",
    },
    facts: ["industry_section", "industry_code"],
    ...notBank,
  },
  R104: {
    text: { zh: "企业规模不符合要求", en: "Size class not admitted" },
    advice: {
      zh: "核对登记的从业人数，或选择面向本规模企业的产品",
      en: "Check your registered staff number, or choose a product for your size",
    },
    facts: ["size_class"],
    ...notBank,
  },
  R105: {
    text: { zh: "企业未正常经营", en: "Not operating normally" },
    advice: {
      zh: "恢复经营并保持申报、开票和用电后再申请",
      en: "Resume business and keep declaring, invoicing and using power, then apply",
    },
    facts: [
      "invoice_active_months_12m",
      "electricity_active_10_of_12",
      "electricity_use_kept_80_percent",
      "water_use_change_12m",
      "gas_use_change_12m",
    ],
    ...notBank,
  },
  R201: {
    text: { zh: "被列为失信被执行人", en: "Listed as a dishonest judgment debtor" },
    advice: {
      zh: "履行判决义务后向法院申请移出",
      en: "Perform the judgment and ask the court for removal",
    },
    facts: [],
    ...notBank,
  },
  R202: {
    text: { zh: "在经营异常或严重失信名录中", en: "On an abnormal or seriously dishonest list" },
    advice: {
      zh: "改正后向市场监管部门申请移出",
      en: "Put it right and ask market regulation for removal",
    },
    facts: ["abnormal_listed"],
    ...notBank,
  },
  R203: {
    text: { zh: "有严重行政处罚", en: "Serious administrative penalty" },
    advice: {
      zh: "履行处罚决定，满足条件后申请信用修复",
      en: "Comply with it and apply for credit repair once entitled",
    },
    facts: ["serious_penalties_24m", "open_penalties"],
    ...notBank,
  },
  R204: {
    text: { zh: "纳税信用等级为C或D", en: "Tax credit grade C or D" },
    advice: {
      zh: "按时申报缴税，并申请纳税信用复评或修复",
      en: "Declare and pay on time and apply for a new assessment or repair",
    },
    facts: ["tax_credit_grade"],
    ...notBank,
  },
  R205: {
    text: { zh: "在其他机构有逾期", en: "Overdue elsewhere" },
    advice: {
      zh: "结清逾期款项，待征信更新后再申请",
      en: "Settle what is overdue and apply when the record is updated",
    },
    facts: [],
    ...notBank,
  },
  R206: {
    text: { zh: "公共信用综合评价偏低", en: "Public evaluation too low" },
    advice: {
      zh: "查看评价依据，修复失信信息",
      en: "See what the evaluation rests on and repair it",
    },
    facts: ["open_penalties", "abnormal_listed", "tax_credit_grade"],
    ...notBank,
  },
  R301: {
    text: { zh: "营业收入不足", en: "Revenue too low" },
    advice: {
      zh: "申请较小金额，或选择收入要求较低的产品",
      en: "Ask for less, or choose a product with a lower threshold",
    },
    facts: ["tax_revenue_12m", "invoice_sales_12m"],
    ...notBank,
  },
  R302: {
    text: { zh: "经营下滑", en: "Business declining" },
    advice: {
      zh: "说明下滑原因，提供新订单或合同",
      en: "Explain the decline and show new orders or contracts",
    },
    facts: [
      "tax_revenue_growth",
      "invoice_sales_growth",
      "insured_headcount_change_12m",
      "electricity_use_kept_80_percent",
    ],
    ...notBank,
  },
  R303: {
    text: { zh: "负债率过高", en: "Leverage too high" },
    advice: {
      zh: "先偿还部分债务，或提供担保",
      en: "Repay part of what is owed first, or offer security",
    },
    facts: [],
    ...notBank,
  },
  R304: {
    text: { zh: "现金流不足以还款", en: "Cash flow does not cover repayment" },
    advice: {
      zh: "延长期限、减少金额，或选择先息后本",
      en: "Ask for a longer term, less, or interest first",
    },
    facts: ["tax_revenue_volatility_12m", "invoice_top_customer_share_12m"],
    ...notBank,
  },
  R305: {
    text: { zh: "授信额度已用满", en: "Credit limits used up" },
    advice: {
      zh: "结清部分贷款后再申请",
      en: "Apply after repaying part of your loans",
    },
    facts: [],
    ...notBank,
  },
  R401: {
    text: { zh: "信息缺失", en: "Information missing" },
    advice: {
      zh: "授权缺少的信息项，或请数据源单位补充",
      en: "Allow the missing item, or ask its agency to complete it",
    },
    facts: [],
    ...notBank,
  },
  R402: {
    text: { zh: "信息过期", en: "Information out of date" },
    advice: {
      zh: "刷新数据后重新申请",
      en: "Refresh the data and apply again",
    },
    facts: [],
    ...notBank,
  },
  R403: {
    text: { zh: "信息相互矛盾", en: "Information contradictory" },
    advice: {
      zh: "对有误的信息提出异议，或书面说明差异",
      en: "Object to what is wrong, or explain the difference in writing",
    },
    facts: ["tax_revenue_12m", "invoice_sales_12m", "insured_headcount", "fund_headcount"],
    ...notBank,
  },
  R404: {
    text: { zh: "信息无法核实", en: "Information cannot be verified" },
    advice: {
      zh: "提供原始凭证，或授权可核验的信息项",
      en: "Provide original documents, or allow an item that can be verified",
    },
    facts: [],
    ...notBank,
  },
  R501: {
    text: { zh: "抵质押物不足", en: "Collateral insufficient" },
    advice: {
      zh: "补充抵质押物、减少金额，或选择信用贷款",
      en: "Add collateral, ask for less, or choose a credit loan",
    },
    facts: [],
    ...notBank,
  },
  R502: {
    text: { zh: "缺少保证", en: "Guarantee lacking" },
    advice: {
      zh: "联系融资担保机构，或选择信用贷款",
      en: "Turn to a guarantee company, or choose a credit loan",
    },
    facts: [],
    ...notBank,
  },
  R503: {
    text: { zh: "保证人拒绝担保", en: "Guarantor refused" },
    advice: {
      zh: "更换保证人或担保方式",
      en: "Find another guarantor or another kind of security",
    },
    facts: [],
    ...notBank,
  },
  R601: {
    text: { zh: "贷款用途不符合要求", en: "Purpose not admitted" },
    advice: {
      zh: "明确经营用途，选择相应产品",
      en: "State a business purpose and choose a product for it",
    },
    facts: [],
    ...notBank,
  },
  R602: {
    text: { zh: "材料不完整", en: "Documents incomplete" },
    advice: {
      zh: "按产品所列材料补齐后重新申请",
      en: "Complete the documents the product lists and apply again",
    },
    facts: [],
    ...notBank,
  },
  R603: {
    text: { zh: "材料真实性存疑", en: "Documents doubtful" },
    advice: {
      zh: "提供可核验的原件和说明",
      en: "Provide originals that can be verified, and an explanation",
    },
    facts: [],
    ...notBank,
  },
  R701: {
    text: { zh: "银行额度已满", en: "The bank's quota is used up" },
    advice: {
      zh: "与企业资质无关，可一键重新匹配其他产品",
      en: "Not about your firm: match again with other products",
    },
    facts: [],
    ...notBank,
  },
  R702: {
    text: { zh: "银行政策调整", en: "The bank changed its policy" },
    advice: {
      zh: "与企业资质无关，可一键重新匹配其他产品",
      en: "Not about your firm: match again with other products",
    },
    facts: [],
    ...notBank,
  },
  R703: {
    text: { zh: "重复申请", en: "Duplicate application" },
    advice: {
      zh: "继续跟进在办的申请",
      en: "Follow the application already under way",
    },
    facts: [],
    ...notBank,
  },
  R704: {
    text: { zh: "银行称无法联系企业", en: "The bank could not reach the enterprise" },
    advice: {
      zh: "核对联系方式；如银行未曾联系，可以投诉",
      en: "Check your contact details; if the bank never tried, you can complain",
    },
    facts: [],
    ...bank,
  },
  R705: {
    text: { zh: "银行超时未办理", en: "The bank let the time run out" },
    advice: {
      zh: "已计入银行服务质量，可一键重新匹配",
      en: "Counted against the bank; match again with one press",
    },
    facts: [],
    ...bank,
  },
  R801: {
    text: { zh: "企业放弃", en: "The enterprise gave up" },
    advice: {
      zh: "需要时可随时重新申请",
      en: "You can apply again whenever you need to",
    },
    facts: [],
    ...notBank,
  },
  R802: {
    text: { zh: "企业不接受条件", en: "The enterprise refused the terms" },
    advice: {
      zh: "比较其他产品的年化利率和总成本",
      en: "Compare other products by annual rate and total cost",
    },
    facts: [],
    ...notBank,
  },
  R803: {
    text: { zh: "已从其他渠道获得融资", en: "Funded elsewhere" },
    advice: {
      zh: "撤回其余申请并终止相关授权",
      en: "Withdraw the other applications and end their consents",
    },
    facts: [],
    ...notBank,
  },
} as const satisfies Record<string, ReasonDefinition>;

export type ReasonCode = keyof typeof reasonCodes;
export const reasonCodeList = Object.keys(reasonCodes) as [ReasonCode, ...ReasonCode[]];

/** The definition of a code, or null: imported history may carry codes of its own. */
export function findReason(code: string): ReasonDefinition | null {
  return Object.hasOwn(reasonCodes, code) ? reasonCodes[code as ReasonCode] : null;
}

/** Codes an officer may decline with: those of the enterprise's side are not the bank's to give. */
export const declineReasonCodes = reasonCodeList.filter((code) => !code.startsWith("R8"));
