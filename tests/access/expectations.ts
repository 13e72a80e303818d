import { randomUUID } from "node:crypto";
import { declineReasonCodes } from "@/domain/applications/reason-codes";
import type { Permission } from "@/domain/policy";
import type { Party } from "@/domain/shared/actor";
import { dayIn, type Named } from "@/tests/access/world";

/** What is expected of one procedure. Who of the party may is not written here: domain/policy.ts says it. */
export type Expectation = {
  permission: Permission | "public";
  /** Whose door it is; nobody else gets through it. "visitor": nobody who is signed in does. */
  party: Party | "anyone" | "visitor";
  /** Fields that name an object: another's is not found, exactly as one that never was. */
  ids?: Record<string, Named>;
  /** Fields that only narrow the caller's own: another's is an empty answer. */
  narrows?: Record<string, Named>;
  /** Ids the caller makes; another's cannot be taken. */
  makes?: Record<string, Named>;
  /** Of the object: where the right answer stands in the world, such as a hash. */
  with?: Record<string, Named>;
  /** Anything else the schema cannot tell. */
  values?: () => Record<string, unknown>;
  /** What stops even the right person, where no input of this test can get further. */
  stopsAt?: string;
};

const sme = (permission: Permission, more: Omit<Expectation, "permission" | "party"> = {}) =>
  ({ permission, party: "sme", ...more }) as const;
const bank = (permission: Permission, more: Omit<Expectation, "permission" | "party"> = {}) =>
  ({ permission, party: "bank", ...more }) as const;
const office = (permission: Permission, more: Omit<Expectation, "permission" | "party"> = {}) =>
  ({ permission, party: "credit_office", ...more }) as const;
const open = (more: Omit<Expectation, "permission" | "party"> = {}) =>
  ({ permission: "public", party: "anyone", ...more }) as const;
const visitor = (more: Omit<Expectation, "permission" | "party"> = {}) =>
  ({ permission: "public", party: "visitor", ...more }) as const;

const reference = () => `T-${randomUUID().slice(0, 12)}`;
const reported = () => ({ reference: reference(), on: dayIn(-1) });

/** Every procedure there is. One that is missing here fails the test, and so does one that is gone. */
export const expectations: Record<string, Expectation | Expectation[]> = {
  "accounts.current": open(),
  "accounts.demoPeople": visitor(),
  "accounts.demoCode": open({ stopsAt: "demo_code_not_found" }),
  "accounts.verifyRepresentative": visitor({
    values: () => ({ idNumber: "11010519491231002X" }),
    stopsAt: "uscc_invalid",
  }),
  "accounts.beginEnrolment": open({ values: () => ({ username: "somebody" }) }),
  "accounts.register": visitor({
    values: () => ({ username: "somebody", code: "000000" }),
    stopsAt: "step_expired",
  }),

  "products.list": open(),
  "products.get": open({ ids: { productId: "shelved" }, stopsAt: "product_not_found" }),
  "statistics.published": open(),

  "enterprises.own": sme("enterprise.read"),
  "sources.holdings": sme("source.read"),
  "sources.fetches": sme("source.read", { narrows: { consentId: "matching" } }),
  "consents.list": sme("ledger.read"),
  "consents.get": sme("ledger.read", { ids: { consentId: "consent" } }),
  "consents.consequences": sme("ledger.read", { ids: { consentId: "consent" } }),
  "consents.request": [
    sme("consent.sign", {
      makes: { id: "matching" },
      values: () => ({ purpose: "platform_matching", language: "en", items: ["housing_fund"] }),
    }),
    sme("consent.sign", {
      makes: { id: "consent" },
      ids: { applicationId: "prepared" },
      values: () => ({ purpose: "loan_application", language: "en", optionalItems: [] }),
    }),
  ],
  "consents.sign": sme("consent.sign", {
    ids: { consentId: "allowing" },
    with: { artefactHash: "allowingHash" },
  }),
  "consents.revoke": sme("consent.revoke", { ids: { consentId: "consent" } }),
  "ledger.list": sme("ledger.read", { narrows: { consentId: "matching" } }),
  "ledger.chain": sme("ledger.read", { values: () => ({ after: 0n }) }),
  "needs.create": sme("need.create", {
    makes: { id: "need" },
    values: () => ({ amount: 50_000_000n, termMonths: 12 }),
  }),
  "needs.get": sme("need.read", { ids: { needId: "need" } }),
  "needs.list": sme("need.read", { narrows: { before: "need" } }),
  "needs.withdraw": sme("need.withdraw", { ids: { needId: "idle" } }),
  "matches.list": sme("match.run", { ids: { needId: "need" } }),
  "matches.run": sme("match.run", { ids: { needId: "need" } }),
  "profiles.preview": sme("profile.preview", { ids: { applicationId: "prepared" } }),
  "enterpriseApplications.prepare": sme("application.prepare", {
    makes: { id: "submitted" },
    ids: { needId: "idle" },
    with: { productId: "product" },
  }),
  "enterpriseApplications.submit": sme("application.submit", {
    ids: { applicationId: "prepared", consentId: "applying" },
    with: { artefactHash: "applyingHash" },
  }),
  "enterpriseApplications.withdraw": sme("application.withdraw", {
    ids: { applicationId: "submitted" },
  }),
  "enterpriseApplications.answerInformation": sme("application.answer_information", {
    ids: { applicationId: "asked", requestId: "request" },
  }),
  "enterpriseApplications.attachDocument": sme("application.answer_information", {
    ids: { applicationId: "asked" },
    values: () => ({ content: new Uint8Array(Buffer.from("%PDF-1.7\n%%EOF")) }),
  }),
  "enterpriseApplications.list": sme("need.read", {
    narrows: { needId: "need", before: "submitted" },
  }),
  "enterpriseApplications.get": sme("application.read", { ids: { applicationId: "offered" } }),
  "enterpriseOffers.list": sme("need.read", {
    narrows: { needId: "need", applicationId: "offered" },
  }),
  "enterpriseOffers.accept": sme("offer.accept", { ids: { offerId: "offer" } }),
  "enterpriseOffers.refuse": sme("offer.refuse", { ids: { offerId: "offer" } }),
  "enterpriseLoans.list": sme("need.read"),
  "enterpriseLoans.get": sme("loan.read", { ids: { loanId: "loan" } }),
  "notifications.enterprise": sme("notification.read", { narrows: { cursor: "note" } }),
  "notifications.markReadByEnterprise": sme("notification.read"),

  "bankApplications.queue": bank("application.read", { narrows: { cursor: "cursor" } }),
  "bankApplications.get": bank("application.read", { ids: { applicationId: "reviewed" } }),
  "bankApplications.document": bank("application.read", {
    ids: { applicationId: "asked", documentId: "document" },
  }),
  "bankApplications.accept": bank("application.accept", { ids: { applicationId: "submitted" } }),
  "bankApplications.requestInformation": bank("application.request_information", {
    makes: { id: "request" },
    ids: { applicationId: "reviewed" },
  }),
  "bankApplications.decline": bank("application.decline", {
    ids: { applicationId: "reviewed" },
    values: () => ({ reasons: declineReasonCodes.slice(0, 1) }),
  }),
  "bankContracts.find": bank("offer.read", { narrows: { applicationId: "agreed" } }),
  "bankContracts.sign": bank("contract.sign", {
    ids: { applicationId: "agreed" },
    with: { termsHash: "termsHash" },
  }),
  "bankOffers.list": bank("offer.read", { narrows: { applicationId: "offered" } }),
  "bankOffers.draft": bank("offer.draft", {
    makes: { id: "offer" },
    ids: { applicationId: "reviewed" },
    values: () => ({
      amount: 50_000_000n,
      termMonths: 12,
      nominalRate: 360,
      validUntil: dayIn(7),
    }),
  }),
  "bankOffers.approve": bank("offer.approve", { ids: { offerId: "pending" } }),
  "bankOffers.sendBack": bank("offer.approve", { ids: { offerId: "pending" } }),
  "bankOffers.withdraw": bank("offer.withdraw", { ids: { offerId: "offer" } }),
  "bankLoans.list": bank("loan.read", { narrows: { cursor: "cursor" } }),
  "bankLoans.get": bank("loan.read", { ids: { loanId: "loan" } }),
  "bankLoans.disburse": bank("loan.disburse", {
    makes: { id: "loan" },
    ids: { applicationId: "signed" },
    values: () => ({ ...reported(), amount: 10_000_000n }),
  }),
  "bankLoans.recordRepayment": bank("outcome.record", {
    ids: { loanId: "loan" },
    values: () => ({ ...reported(), amount: 100n }),
  }),
  "bankLoans.recordOverdue": bank("outcome.record", {
    ids: { loanId: "loan" },
    values: () => ({ ...reported(), days: 3 }),
  }),
  "bankLoans.clearOverdue": bank("outcome.record", { ids: { loanId: "loan" }, values: reported }),
  "bankLoans.settle": bank("outcome.record", {
    ids: { loanId: "loan" },
    values: reported,
    stopsAt: "loan_not_repaid",
  }),
  "bankLoans.reverse": bank("outcome.record", {
    ids: { loanId: "loan", outcomeId: "outcome" },
    values: reported,
  }),
  "bankProducts.list": bank("product.read"),
  "profiles.read": bank("profile.read", { ids: { applicationId: "reviewed" } }),
  "notifications.bank": bank("notification.read", { narrows: { cursor: "bankNote" } }),
  "notifications.markReadByBank": bank("notification.read"),

  "oversight.overview": office("oversight.read"),
  "oversight.bank": office("oversight.read", { with: { code: "bank" } }),
  "notifications.office": office("notification.read", { narrows: { cursor: "note" } }),
  "notifications.markReadByOffice": office("notification.read"),
};
