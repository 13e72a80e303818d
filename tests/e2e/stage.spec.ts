import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { declineReasonCodes } from "@/domain/applications/reason-codes";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { addDays, shanghaiDay } from "@/domain/shared/calendar";
import { apiOf, type Api } from "./fixtures/api";
import { forgetCodes } from "./fixtures/database";
import { demoFirms, personOf, sessionOf } from "./fixtures/sessions";
import { keepStage } from "./fixtures/stage";

const matchable = defaultCatalogue.flatMap(({ code, mode, subject }) =>
  mode === "P" || subject !== "enterprise" ? [] : [code],
);
const amount = 30_000_000n;
/** Asked each time: midnight in Shanghai may come between two acts. */
const today = () => shanghaiDay(new Date());

async function proofOf(api: Api) {
  await forgetCodes();
  const { code } = await api.accounts.demoCode.query();
  return { method: "totp", code } as const;
}

async function allowMatching(owner: Api): Promise<string> {
  const requested = await owner.consents.request.mutate({
    id: randomUUID(),
    purpose: "platform_matching",
    language: "zh-CN",
    items: matchable,
  });
  const { id: consentId, artefactHash } = requested;
  await owner.consents.sign.mutate({ consentId, artefactHash, proof: await proofOf(owner) });
  const ended = async () => {
    const fetches = await owner.sources.fetches.query({ consentId });
    return fetches.length > 0 && fetches.every(({ answeredAt }) => answeredAt !== null);
  };
  await expect.poll(ended, { timeout: 120_000 }).toBe(true);
  return consentId;
}

async function prepare(owner: Api, productId: string) {
  const { id: needId } = await owner.needs.create.mutate({
    id: randomUUID(),
    amount,
    termMonths: 12,
    purpose: "working_capital",
  });
  const { runId } = await owner.matches.run.mutate({ needId });
  const applicationId = randomUUID();
  await owner.enterpriseApplications.prepare.mutate({ id: applicationId, needId, productId });
  return { needId, applicationId, runId };
}

async function submit(owner: Api, productId: string) {
  const made = await prepare(owner, productId);
  const { applicationId } = made;
  const consent = await owner.consents.request.mutate({
    id: randomUUID(),
    purpose: "loan_application",
    language: "zh-CN",
    applicationId,
    optionalItems: [],
  });
  const { id: consentId, artefactHash } = consent;
  const proof = await proofOf(owner);
  await owner.enterpriseApplications.submit.mutate({
    applicationId,
    consentId,
    artefactHash,
    proof,
  });
  return { ...made, consentId };
}

test("nine cases of one firm at one bank", async () => {
  const [, firm = "", other = ""] = await demoFirms();
  const owner = apiOf(await sessionOf((await personOf(firm, "owner")).id));
  const matchingConsentId = await allowMatching(owner);

  const first = await owner.needs.create.mutate({
    id: randomUUID(),
    amount,
    termMonths: 12,
    purpose: "working_capital",
  });
  await owner.matches.run.mutate({ needId: first.id });
  const { matches } = await owner.matches.list.query({ needId: first.id });
  const eligible = matches.filter(({ verdict }) => verdict === "eligible");
  const [product, second] = eligible;
  if (!product || !second) throw new Error(`${firm} is not eligible for two products`);
  const bank = product.bank.name;
  const otherBank = matches.find((match) => match.bank.name !== bank)?.bank.name ?? "";

  const sessions = {
    owner: await sessionOf((await personOf(firm, "owner")).id),
    clerk: await sessionOf((await personOf(firm, "clerk")).id),
    officer: await sessionOf((await personOf(bank, "officer")).id),
    approver: await sessionOf((await personOf(bank, "approver")).id),
    otherOwner: await sessionOf((await personOf(other, "owner")).id),
    otherOfficer: await sessionOf((await personOf(otherBank, "officer")).id),
    analyst: await sessionOf((await personOf(null, "analyst")).id),
  };
  const [officer, approver] = [apiOf(sessions.officer), apiOf(sessions.approver)];

  const review = async () => {
    const made = await submit(owner, product.id);
    await officer.bankApplications.accept.mutate({ applicationId: made.applicationId });
    await officer.profiles.read.mutate({ applicationId: made.applicationId });
    return made;
  };
  const draft = async () => {
    const made = await review();
    const id = randomUUID();
    await officer.bankOffers.draft.mutate({
      id,
      applicationId: made.applicationId,
      amount,
      termMonths: 12,
      repayment: product.content.repaymentKinds[0] ?? "equal_instalments",
      nominalRate: product.price?.nominalFrom ?? 0,
      fees: product.content.fees,
      conditions: "",
      validUntil: addDays(today(), 14),
    });
    return { ...made, offerId: id };
  };
  const offer = async () => {
    const made = await draft();
    await approver.bankOffers.approve.mutate({ offerId: made.offerId });
    return made;
  };
  const contract = async () => {
    const made = await offer();
    await owner.enterpriseOffers.accept.mutate({
      offerId: made.offerId,
      proof: await proofOf(owner),
    });
    const { applicationId } = made;
    const found = await approver.bankContracts.find.query({ applicationId });
    const termsHash = found?.termsHash ?? "";
    const proof = await proofOf(approver);
    await approver.bankContracts.sign.mutate({ applicationId, termsHash, proof });
    return made;
  };

  const prepared = await prepare(owner, product.id);
  const submitted = await submit(owner, product.id);
  const underReview = await review();
  const asked = await review();
  await officer.bankApplications.requestInformation.mutate({
    id: randomUUID(),
    applicationId: asked.applicationId,
    kind: "document",
    message: "请上传最近一份购销合同。",
  });
  const declined = await review();
  await officer.bankApplications.decline.mutate({
    applicationId: declined.applicationId,
    reasons: declineReasonCodes.slice(0, 2),
    message: "暂时不符合这个产品的要求。",
  });
  const pending = await draft();
  const offered = await offer();
  const contracted = await contract();
  const disbursed = await contract();
  const loanId = randomUUID();
  const reference = `LN-${loanId.slice(0, 8)}`;
  const { applicationId } = disbursed;
  await officer.bankLoans.disburse.mutate({
    id: loanId,
    applicationId,
    reference,
    amount,
    on: today(),
  });
  await officer.bankLoans.recordRepayment.mutate({
    loanId,
    reference: `${reference}-1`,
    amount: 1_000_000n,
    on: today(),
  });

  const askId = randomUUID();
  await officer.asks.make.mutate({
    id: askId,
    applicationId,
    purpose: "post_loan_monitoring",
    message: "贷款期间每月了解纳税情况。",
    validityDays: 300,
    items: [
      { item: "tax_declarations", granularity: "indicator", why: "看收入变化", isRequired: true },
      { item: "social_insurance", granularity: "band", why: "看用工变化", isRequired: false },
    ],
  });
  const { id: reportId, number: reportNumber } = await owner.reports.make.mutate({
    id: randomUUID(),
    items: [{ item: "tax_declarations", granularity: "indicator" }],
  });
  const { institutions } = await owner.reports.get.query({ reportId });
  const shared = await owner.reports.share.mutate({
    id: randomUUID(),
    reportId,
    bankId: institutions.find(({ name }) => name === bank)?.id ?? "",
    language: "zh-CN",
  });
  const { id: shareId, artefactHash: sharedHash } = shared;
  await owner.consents.sign.mutate({
    consentId: shareId,
    artefactHash: sharedHash,
    proof: await proofOf(owner),
  });

  const { proposalId } = await officer.productProposals.create.mutate({
    id: randomUUID(),
    productId: null,
    copyOf: product.id,
  });

  const content = { ...product.content, code: `e2e-${randomUUID().slice(0, 8)}` };
  const read = { proposalId: randomUUID(), revision: 1 };
  await officer.productProposals.create.mutate({ id: read.proposalId, productId: null, content });
  await officer.productProposals.submit.mutate(read);
  await approver.productProposals.approve.mutate(read);

  keepStage({
    firm,
    bank,
    bankCode: product.bank.code,
    productId: product.id,
    otherProductId: second.id,
    runId: prepared.runId,
    newProductId: read.proposalId,
    sessions,
    cases: {
      prepared,
      submitted,
      underReview,
      asked,
      pending,
      offered,
      contracted,
      disbursed,
      declined,
    },
    consentId: underReview.consentId,
    matchingConsentId,
    offerId: offered.offerId,
    loanId,
    askId,
    reportId,
    reportNumber,
    proposalId,
  });
});
