import type { Purpose, readUnits } from "@/domain/consents/lifecycle";
import { defaultCatalogue, type Granularity } from "@/domain/sources/catalogue";

type Text = { zh: string; en: string };
type PurposeTemplate = {
  code: Purpose;
  version: number;
  name: Text;
  /** Fixed: no recipient can reword what is signed. */
  wording: Text;
  scopes: string[];
  maxValidityDays: number;
  maxDataMonths: number;
  maxReads: number;
  readsPer: { unit: (typeof readUnits)[number]; count: number };
  maxFetches: number;
  dataLifeDays: number;
  /** Fen asked for, from which on a second person must sign. */
  secondSignerAbove: number | null;
};

/** Every item at those of the granularities that its agency allows. */
const scopesAt = (wanted: readonly Granularity[]) =>
  defaultCatalogue.flatMap(({ code, granularities, subject }) =>
    (subject === "enterprise" ? granularities : [])
      .filter((one) => wanted.includes(one))
      .map((one) => `${code}:${one}`),
  );
const derived = ["indicator", "band", "predicate"] as const;

const firstVersions: readonly PurposeTemplate[] = [
  {
    code: "platform_matching",
    version: 1,
    name: { zh: "平台撮合", en: "Matching by the platform" },
    wording: {
      zh: "本企业授权信易贷平台向下列数据源单位查询所列信息，仅计算指标、区间和是非结论，用于核对贷款产品的准入条件并给出匹配结果；平台不保留明细，不向任何银行提供这些信息。银行可以了解某项条件大致覆盖多少家企业，少于十家的不显示，且不含企业名称。本授权可随时一键撤销，撤销后平台立即停止使用并删除据此取得的信息和匹配结果。",
      en: "This enterprise allows the Xin Yi Dai platform to ask the sources below for the items listed, only to compute indicators, bands and yes-or-no answers, in order to check the conditions of loan products and show what fits. The platform keeps no records in detail and passes none of this to a bank. A bank may learn roughly how many enterprises a condition reaches, never fewer than ten and never names. This can be revoked at any time with one action: use stops at once, and what was obtained under it, with the matches, is deleted.",
    },
    scopes: scopesAt(derived),
    maxValidityDays: 365,
    maxDataMonths: 36,
    maxReads: 73_000,
    readsPer: { unit: "day", count: 200 },
    maxFetches: 53,
    dataLifeDays: 365,
    secondSignerAbove: null,
  },
  {
    code: "loan_application",
    version: 1,
    name: { zh: "贷款申请", en: "Loan application" },
    wording: {
      zh: "本企业为办理本次贷款申请，授权下列银行通过信易贷平台查询所列信息，仅用于审查本次申请，不得用于其他目的，不得转交他人。平台向数据源单位取数一次，最多更新三次；银行的每一次查询都记入本企业可以核验的台账。申请结束或授权到期后不得再查询；原始数据在作出决定后三十日内删除。本授权可随时一键撤销，撤销后查询立即停止，正在办理的申请将中止，可在五个工作日内重新授权。",
      en: "For this loan application this enterprise allows the bank below to see the items listed through the Xin Yi Dai platform, only to examine this application, for no other purpose and for no one else. The platform asks the sources once and refreshes at most three times; each look of the bank is written into a record that this enterprise can verify. When the application or this consent ends nothing more may be read; raw data is deleted within thirty days of the decision. This can be revoked at any time with one action: reading stops at once and the application stops; it can be renewed within five working days.",
    },
    scopes: scopesAt(["raw", "monthly", ...derived]),
    maxValidityDays: 30,
    maxDataMonths: 36,
    maxReads: 1500,
    readsPer: { unit: "day", count: 50 },
    maxFetches: 4,
    dataLifeDays: 30,
    secondSignerAbove: null,
  },
  {
    code: "post_loan_monitoring",
    version: 1,
    name: { zh: "贷后管理", en: "Monitoring of a loan" },
    wording: {
      zh: "本企业授权下列银行在贷款存续期内每月通过信易贷平台查询所列信息，仅用于本笔贷款的贷后管理。每一次查询都记入本企业可以核验的台账。贷款结清后授权终止。本授权可随时一键撤销。",
      en: "While this loan runs, this enterprise allows the bank below to see the items listed once a month through the Xin Yi Dai platform, only to look after this loan. Each look is written into a record that this enterprise can verify. It ends when the loan is settled and can be revoked at any time with one action.",
    },
    scopes: scopesAt(derived),
    maxValidityDays: 1830,
    maxDataMonths: 96,
    maxReads: 610,
    readsPer: { unit: "month", count: 10 },
    maxFetches: 61,
    dataLifeDays: 365,
    secondSignerAbove: null,
  },
  {
    code: "outcome_backflow",
    version: 1,
    name: { zh: "还款信息回流", en: "Repayment information" },
    wording: {
      zh: "本企业同意下列银行将本笔贷款的还款和逾期情况提供给信易贷平台，用于改进匹配和统计。是否同意不影响贷款的审批与放款。本授权可随时一键撤销。",
      en: "This enterprise agrees that the bank below tells the Xin Yi Dai platform of repayments and arrears of this loan, for better matching and for statistics. Agreeing or not has no influence on the loan. This can be revoked at any time with one action.",
    },
    scopes: scopesAt(["band"]),
    maxValidityDays: 1830,
    maxDataMonths: 96,
    maxReads: 610,
    readsPer: { unit: "month", count: 10 },
    maxFetches: 1,
    dataLifeDays: 365,
    secondSignerAbove: null,
  },
  {
    code: "report_share",
    version: 1,
    name: { zh: "报告分享", en: "Sharing a report" },
    wording: {
      zh: "本企业授权将一份编号报告提供给下列一家机构查阅，仅限所列内容，期限三十日。每一次查阅都记入本企业可以核验的台账。本授权可随时一键撤销。",
      en: "This enterprise allows one institution, named below, to read one numbered report with the contents listed, for thirty days. Each reading is written into a record that this enterprise can verify. This can be revoked at any time with one action.",
    },
    scopes: scopesAt(derived),
    maxValidityDays: 30,
    maxDataMonths: 36,
    maxReads: 300,
    readsPer: { unit: "day", count: 10 },
    maxFetches: 1,
    dataLifeDays: 30,
    secondSignerAbove: null,
  },
];

/** The legal representative's own, in a consent of that person's own. */
const ofRepresentative = "representative_insurance:predicate";
const second = (code: Purpose, change: Partial<PurposeTemplate>): PurposeTemplate[] =>
  firstVersions
    .filter((first) => first.code === code)
    .map((first) => ({ ...first, version: 2, ...change }));

/** Never changed once shipped: somebody may have signed it. A new wording is a new version. */
export const purposeTemplates: readonly PurposeTemplate[] = [
  ...firstVersions,
  ...second("loan_application", {
    wording: {
      zh: "本企业为办理本次贷款申请，授权下列银行通过信易贷平台查询所列信息，仅用于审查本次申请，不得用于其他目的，不得转交他人。平台向数据源单位取数一次，最多更新三次；由数据源单位回答的是非问题，经本企业看过并放行后银行才能看到；银行的每一次查询都记入本企业可以核验的台账。申请结束或授权到期后不得再查询；原始数据在作出决定后三十日内删除。本授权可随时一键撤销，撤销后查询立即停止，正在办理的申请将中止，可在五个工作日内重新授权。",
      en: "For this loan application the bank below may see the items listed through the Xin Yi Dai platform, only to examine this application, for no other purpose and for no one else. The platform asks the sources once and refreshes at most three times; a yes-or-no answer given by a source reaches the bank only once this enterprise has seen it and let it go; each look of the bank is written into a record that this enterprise can verify. When the application or this consent ends nothing more may be read; raw data is deleted within thirty days of the decision. This can be revoked at any time with one action: reading stops at once and the application stops; it can be renewed within five working days.",
    },
    scopes: [...scopesAt(["raw", "monthly", ...derived]), ofRepresentative],
    secondSignerAbove: 1_000_000_000,
  }),
  ...second("post_loan_monitoring", {
    wording: {
      zh: "授权下列银行在贷款存续期内每月通过信易贷平台查询所列信息，仅用于本笔贷款的贷后管理。由数据源单位回答的是非问题，经本企业看过并放行后银行才能看到，与上次放行的答案相同时自动放行。每一次查询都记入本企业可以核验的台账。贷款结清后授权终止。本授权可随时一键撤销。",
      en: "While this loan runs, the bank below may see the items listed once a month through the Xin Yi Dai platform, only to look after this loan. A yes-or-no answer given by a source reaches the bank only once this enterprise has seen it and let it go, or when it is the same as the last one let go. Each look is written into a record that this enterprise can verify. It ends when the loan is settled and can be revoked at any time with one action.",
    },
    scopes: [...scopesAt(derived), ofRepresentative],
  }),
];

/** The version that a fresh installation asks signatures for. */
export function shippedVersion(purpose: Purpose): number {
  return Math.max(
    ...purposeTemplates.filter(({ code }) => code === purpose).map(({ version }) => version),
  );
}
