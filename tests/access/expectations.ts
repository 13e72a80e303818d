import { randomUUID } from "node:crypto";
import { declineReasonCodes } from "@/domain/applications/reason-codes";
import type { Permission } from "@/domain/policy";
import type { Party } from "@/domain/shared/actor";
import { relyingParty } from "@/server/services/passkeys/relying-party";
import { productContent } from "@/tests/bank-factories";
import { dayIn, type Named } from "@/tests/access/world";

/** What is expected of one procedure. Who of the party may is not written here: domain/policy.ts says it. */
export type Expectation = {
  permission: Permission | "public";
  /**
   * Whose door it is; nobody else gets through it. "visitor": nobody who is signed in does; "member":
   * everybody who is, each to what is their own.
   */
  party: Party | "anyone" | "visitor" | "member";
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
const member = (more: Omit<Expectation, "permission" | "party"> = {}) =>
  ({ permission: "passkey.manage", party: "member", ...more }) as const;
const open = (more: Omit<Expectation, "permission" | "party"> = {}) =>
  ({ permission: "public", party: "anyone", ...more }) as const;
const visitor = (more: Omit<Expectation, "permission" | "party"> = {}) =>
  ({ permission: "public", party: "visitor", ...more }) as const;

const reference = () => `T-${randomUUID().slice(0, 12)}`;
const reported = () => ({ reference: reference(), on: dayIn(-1) });

/** Of the person who asks: an address to be told at. */
const own = { permission: "notification.choose", party: "member" } as const;

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

  "passkeys.list": member(),
  "passkeys.begin": member(),
  "passkeys.add": member({
    values: () => ({
      credentialId: "YQ",
      clientDataJSON: Buffer.from(
        JSON.stringify({ challenge: "YQ", origin: relyingParty.origin }),
      ).toString("base64url"),
      attestationObject: "YQ",
    }),
    stopsAt: "challenge_expired",
  }),
  "passkeys.rename": member({
    values: () => ({ credentialId: "YQ" }),
    stopsAt: "passkey_not_found",
  }),
  "passkeys.remove": member({
    values: () => ({ credentialId: "YQ" }),
    stopsAt: "passkey_not_found",
  }),

  "estimates.own": sme("enterprise.read"),
  "estimates.forAnyone": open(),

  "products.list": open(),
  "products.get": open({ ids: { productId: "shelved" }, stopsAt: "product_not_found" }),
  "statistics.published": open(),

  "enterprises.own": sme("enterprise.read"),
  "authorities.signers": sme("authority.read"),
  "authorities.standing": sme("authority.read", { ids: { consentId: "allowing" } }),
  "authorities.signatures": sme("authority.read", { ids: { consentId: "consent" } }),
  "authorities.draft": sme("authority.manage", {
    ids: { personId: "colleague" },
    values: () => ({ id: randomUUID(), purposes: ["loan_application"] }),
  }),
  "authorities.grant": sme("authority.manage", { stopsAt: "step_expired" }),
  "authorities.end": sme("authority.manage", { ids: { authorityId: "authority" } }),
  "authorities.setRule": sme("authority.manage"),
  "authorities.addPerson": sme("authority.manage", {
    values: () => ({
      id: randomUUID(),
      username: `p-${randomUUID().slice(0, 18)}`,
      password: "three willows by the river",
    }),
  }),
  "authorities.dismissPerson": sme("authority.manage", { ids: { personId: "colleague" } }),
  "sources.holdings": sme("source.read"),
  "sources.fetches": sme("source.read", { narrows: { consentId: "matching" } }),
  "sources.refreshable": sme("source.read", { ids: { consentId: "matching" } }),
  "sources.refresh": sme("source.refresh", { ids: { consentId: "matching" } }),
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
  "consents.demandDeletion": sme("consent.revoke", {
    ids: { consentId: "consent" },
    stopsAt: "consent_not_over",
  }),
  "consents.compare": sme("ledger.read", { ids: { consentId: "consent" } }),
  "consents.revisionRoom": sme("ledger.read", { ids: { consentId: "consent" } }),
  "consents.revise": sme("consent.sign", {
    makes: { id: "matching" },
    ids: { consentId: "consent" },
    values: () => ({ add: [], until: dayIn(6) }),
  }),
  "consents.reject": sme("consent.reject", { ids: { consentId: "allowing" } }),
  "consents.pause": sme("consent.pause", { ids: { consentId: "consent" } }),
  "consents.resume": sme("consent.resume", { ids: { consentId: "consent" } }),
  "consents.narrow": sme("consent.narrow", {
    ids: { consentId: "consent" },
    values: () => ({ drops: [], maxReads: 1 }),
  }),
  "ledger.list": sme("ledger.read", {
    narrows: { consentId: "matching" },
    with: { recipientId: "bankId" },
  }),
  "ledger.seal": sme("ledger.read"),
  "ledger.recipients": sme("ledger.read"),
  "receipts.list": sme("ledger.read", { narrows: { consentId: "consent" } }),
  "receipts.get": sme("ledger.read", { ids: { receiptId: "receipt" } }),
  "receipts.exportPart": sme("ledger.read", { values: () => ({ after: 0n, size: null }) }),
  "ledger.chain": sme("ledger.read", { values: () => ({ after: 0n }) }),
  "needs.create": sme("need.create", {
    makes: { id: "need" },
    values: () => ({ amount: 50_000_000n, termMonths: 12 }),
  }),
  "needs.get": sme("need.read", { ids: { needId: "need" } }),
  "needs.list": sme("need.read", { narrows: { before: "need" } }),
  "needs.update": sme("need.update", {
    ids: { needId: "idle" },
    values: () => ({ amount: 60_000_000n, termMonths: 24 }),
  }),
  "needs.withdraw": sme("need.withdraw", { ids: { needId: "idle" } }),
  // Whoever compares names products, which are anybody's to see.
  "matches.list": sme("match.run", {
    ids: { needId: "need" },
    with: { "compare.[]": "product" },
  }),
  "matches.run": sme("match.run", { ids: { needId: "need" } }),
  "matches.runs": sme("match.run", { ids: { needId: "need" } }),
  "matches.getRun": sme("match.run", { ids: { runId: "run" } }),
  "matches.replay": sme("match.run", { ids: { runId: "run" } }),
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
  "enterpriseOffers.acceptance": sme("offer.accept", { ids: { offerId: "offer" } }),
  "enterpriseOffers.accept": sme("offer.accept", { ids: { offerId: "offer" } }),
  "enterpriseOffers.refuse": sme("offer.refuse", { ids: { offerId: "offer" } }),
  "enterpriseLoans.list": sme("need.read"),
  "enterpriseLoans.get": sme("loan.read", { ids: { loanId: "loan" } }),
  "notifications.enterprise": sme("notification.read", { narrows: { cursor: "note" } }),
  "notifications.markReadByEnterprise": sme("notification.read"),
  "noticeSettings.get": own,
  "noticeSettings.choose": own,
  "noticeSettings.claimAddress": {
    ...own,
    values: () => ({ address: "somebody@example.com" }),
    stopsAt: "mail_not_set_up",
  },
  "noticeSettings.confirmAddress": { ...own, stopsAt: "address_code_expired" },
  "noticeSettings.forgetAddress": own,
  "notices.usage": sme("ledger.read", { narrows: { "consentIds.[]": "consent" } }),
  "notices.tasks": sme("ledger.read"),

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
  "audience.ask": bank("audience.ask", {
    values: () => ({
      rule: { fact: "established_months", operator: "gte", value: 12 },
      regions: ["990101"],
    }),
  }),
  "bankProducts.list": bank("product.read"),
  "bankProducts.get": bank("product.read", { ids: { productId: "shelved" } }),
  "bankProducts.export": bank("product.read", { ids: { productId: "shelved" } }),
  "bankProducts.withdraw": bank("product.write", { ids: { productId: "product" } }),
  "bankProducts.resume": bank("product.resume", { ids: { productId: "shelved" } }),
  "productProposals.create": [
    bank("product.write", { makes: { id: "written" }, ids: { productId: "product" } }),
    bank("product.write", {
      makes: { id: "written" },
      ids: { copyOf: "product" },
      values: () => ({ productId: null }),
    }),
  ],
  "productProposals.import": [
    bank("product.write", {
      makes: { id: "written" },
      values: () => ({
        productId: null,
        text: JSON.stringify({ ...productContent, code: `t-${randomUUID().slice(0, 8)}` }),
      }),
    }),
    bank("product.write", {
      ids: { productId: "product" },
      values: () => ({ id: randomUUID(), text: "{}" }),
    }),
  ],
  "productProposals.get": bank("product.read", { ids: { proposalId: "written" } }),
  "productProposals.save": bank("product.edit", {
    ids: { proposalId: "written" },
    values: () => ({ revision: 1, content: {} }),
  }),
  "productProposals.takeOver": bank("product.write", {
    ids: { proposalId: "written" },
    values: () => ({ revision: 1 }),
  }),
  "productProposals.submit": bank("product.edit", {
    ids: { proposalId: "written" },
    values: () => ({ revision: 1 }),
  }),
  "productProposals.approve": bank("product.approve", {
    ids: { proposalId: "waiting" },
    values: () => ({ revision: 1 }),
  }),
  "productProposals.sendBack": bank("product.approve", {
    ids: { proposalId: "waiting" },
    values: () => ({ revision: 1 }),
  }),
  "productProposals.takeBack": bank("product.edit", { ids: { proposalId: "waiting" } }),
  "productProposals.discard": bank("product.write", { ids: { proposalId: "written" } }),
  "officeProducts.list": office("product.read"),
  "officeProducts.get": office("product.read", { with: { productId: "shelved" } }),
  "officeProducts.proposal": office("product.read", { with: { proposalId: "admitted" } }),
  "officeProducts.letIn": office("product.let_in", {
    with: { proposalId: "admitted" },
    values: () => ({ revision: 1 }),
  }),
  "officeProducts.sendBack": office("product.let_in", {
    with: { proposalId: "admitted" },
    values: () => ({ revision: 1 }),
  }),
  "witness.checkpoint": bank("witness.read", { values: () => ({ since: 0n }) }),
  "witness.status": bank("witness.read"),
  "witness.registerKey": bank("witness.register", {
    makes: { id: "witnessKey" },
    values: () => ({ publicKey: Buffer.alloc(32, 7).toString("base64") }),
  }),
  "witness.cosign": bank("witness.cosign", {
    values: () => ({ size: 1n, line: "— nobody AAAA\n" }),
    stopsAt: "cosignature_invalid",
  }),
  "asks.own": sme("ledger.read", { narrows: { applicationId: "reviewed" } }),
  "asks.get": sme("ask.read", { ids: { askId: "ask" } }),
  "asks.preview": sme("profile.preview", { ids: { askId: "ask" } }),
  "asks.answer": sme("ask.answer", {
    makes: { id: "consent" },
    ids: { askId: "ask" },
    values: () => ({ language: "en" }),
  }),
  "asks.decline": sme("ask.decline", { ids: { askId: "ask" } }),
  "asks.ofBank": bank("ask.read", { narrows: { applicationId: "reviewed" } }),
  "asks.options": bank("ask.make", {
    ids: { applicationId: "reviewed" },
    values: () => ({ purpose: "loan_application" }),
  }),
  "asks.make": bank("ask.make", {
    makes: { id: "ask" },
    ids: { applicationId: "signed" },
    values: () => ({ purpose: "outcome_backflow", items: [], validityDays: 100 }),
  }),
  "asks.withdraw": bank("ask.make", { ids: { askId: "ask" } }),
  "bankConsents.list": bank("application.read", { narrows: { applicationId: "reviewed" } }),
  "bankConsents.relinquish": bank("consent.relinquish", {
    ids: { consentId: "consent" },
    stopsAt: "consent_in_review",
  }),
  "erasures.own": sme("ledger.read", { narrows: { consentId: "consent" } }),
  "erasures.list": bank("erasure.read", { narrows: { cursor: "cursor" } }),
  "erasures.attest": bank("erasure.attest", {
    ids: { erasureId: "erasure" },
    values: () => ({ statement: "everything_deleted" }),
  }),
  "erasures.overview": office("oversight.read"),
  "reports.list": sme("report.read"),
  "reports.get": sme("report.read", { ids: { reportId: "report" } }),
  "reports.make": sme("report.make", {
    makes: { id: "report" },
    values: () => ({ items: [{ item: "tax_declarations", granularity: "indicator" }] }),
    stopsAt: "agencies_unreachable",
  }),
  "reports.file": sme("report.read", { ids: { reportId: "report" }, stopsAt: "facts_unreadable" }),
  "reports.share": sme("report.share", {
    makes: { id: "consent" },
    ids: { reportId: "report" },
    with: { bankId: "bankId" },
    values: () => ({ language: "en" }),
  }),
  "reports.readShared": bank("profile.read", {
    values: () => ({ number: "XYD-20260101-00000000" }),
    stopsAt: "report_not_found",
  }),
  "profiles.readUnderConsent": bank("profile.read", { ids: { consentId: "consent" } }),
  "profiles.read": bank("profile.read", { ids: { applicationId: "reviewed" } }),
  "notifications.bank": bank("notification.read", { narrows: { cursor: "bankNote" } }),
  "notifications.markReadByBank": bank("notification.read"),

  "officeConsents.list": office("oversight.read", { narrows: { cursor: "consent" } }),
  "officeConsents.terminate": office("consent.terminate", {
    with: { consentId: "consent" },
    values: () => ({ reason: "a complaint was upheld" }),
  }),
  "predicates.waiting": sme("answer.read"),
  "predicates.waitingOf": sme("answer.read", { narrows: { consentId: "consent" } }),
  "predicates.release": sme("answer.release", {
    ids: { consentId: "consent" },
    values: () => ({
      scope: "electricity_usage:predicate",
      period: "2026-10-01",
      digest: "0".repeat(64),
    }),
    stopsAt: "item_not_covered",
  }),
  "predicates.list": office("predicate.read"),
  "predicates.propose": office("predicate.propose", {
    values: () => ({
      code: "electricity_put_forward",
      item: "electricity_usage",
      unit: "none",
      threshold: null,
      wording: { zh: "近三个月都在用电", en: "In use for three months" },
    }),
    stopsAt: "draft_exists",
  }),
  "predicates.approve": office("predicate.approve", {
    values: () => ({ code: "electricity_no_arrears_12m", version: 1 }),
    stopsAt: "draft_decided",
  }),
  "predicates.discard": office("predicate.discard", {
    values: () => ({ code: "electricity_no_arrears_12m", version: 1 }),
    stopsAt: "draft_decided",
  }),
  "predicates.retire": office("predicate.retire", {
    values: () => ({ code: "electricity_no_arrears_12m", version: 99 }),
    stopsAt: "predicate_not_found",
  }),
  "templates.published": open(),
  "templates.list": office("template.read"),
  "templates.propose": office("template.propose", {
    values: () => ({
      code: "report_share",
      wording: { zh: "一".repeat(20), en: "A wording of some length" },
      scopes: ["tax_declarations:band"],
      readsPerUnit: null,
      readsPerCount: null,
      secondSignerAbove: null,
    }),
    stopsAt: "draft_exists",
  }),
  "templates.approve": office("template.approve", {
    values: () => ({ code: "report_share", version: 1 }),
    stopsAt: "draft_decided",
  }),
  "templates.discard": office("template.discard", {
    values: () => ({ code: "report_share", version: 1 }),
    stopsAt: "draft_decided",
  }),
  "openNeeds.own": sme("need.read", { ids: { needId: "need" } }),
  "openNeeds.open": sme("need.open", {
    ids: { needId: "need" },
    values: () => ({ id: randomUUID() }),
  }),
  "openNeeds.close": sme("need.open", {
    values: () => ({ openNeedId: randomUUID() }),
    stopsAt: "open_need_not_found",
  }),
  "openNeeds.accept": sme("open_need.answer", {
    values: () => ({ takeId: randomUUID(), applicationId: randomUUID() }),
    stopsAt: "take_not_found",
  }),
  "openNeeds.decline": sme("open_need.answer", {
    values: () => ({ takeId: randomUUID() }),
    stopsAt: "take_not_found",
  }),
  "openNeeds.list": bank("open_need.read"),
  "openNeeds.take": bank("open_need.take", {
    values: () => ({ id: randomUUID(), openNeedId: randomUUID(), productId: randomUUID() }),
    stopsAt: "open_need_not_found",
  }),
  "zones.list": open(),
  "zones.get": open({ values: () => ({ code: "first-loan" }), stopsAt: "zone_not_found" }),
  "zones.edited": office("zone.read"),
  "zones.save": office("zone.edit", {
    values: () => ({
      code: "first-loan",
      revision: null,
      name: { zh: "首贷", en: "First loans" },
      summary: { zh: "首贷", en: "First loans" },
    }),
    with: { "products.[]": "product" },
    stopsAt: "zone_exists",
  }),
  "zones.publish": office("zone.publish", {
    values: () => ({ code: "first-loan", revision: 9 }),
    stopsAt: "zone_changed",
  }),
  "oversight.overview": office("oversight.read"),
  "oversight.bank": office("oversight.read", { with: { code: "bank" } }),
  "notifications.office": office("notification.read", { narrows: { cursor: "note" } }),
  "notifications.markReadByOffice": office("notification.read"),
};
