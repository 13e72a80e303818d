import type { Actor } from "./shared/actor";
import { Forbidden } from "./shared/errors";

type OfEnterprise = { enterpriseId: string };
type OfBank = { bankId: string };
type Drafted = OfBank & { draftedBy: string };
type Written = OfBank & { writtenBy: string; formerWriters: readonly string[] };
type Proposed = { proposedBy: string | null };

const ofEnterprise = (actor: Actor, subject: OfEnterprise) =>
  actor.party === "sme" && actor.organizationId === subject.enterpriseId;
const owns = (actor: Actor, subject: OfEnterprise) =>
  ofEnterprise(actor, subject) && actor.role === "owner";
const ofBank = (actor: Actor, subject: OfBank) =>
  actor.party === "bank" && actor.organizationId === subject.bankId;
const officerOf = (actor: Actor, subject: OfBank) =>
  ofBank(actor, subject) && actor.role === "officer";
const approverOf = (actor: Actor, subject: OfBank) =>
  ofBank(actor, subject) && actor.role === "approver";
const writesProductsOf = (actor: Actor, subject: OfBank) =>
  ofBank(actor, subject) && actor.role !== "approver";
const isOffice = (actor: Actor) => actor.party === "credit_office";
const isSupervisor = (actor: Actor) => isOffice(actor) && actor.role === "supervisor";

/** Who may do what, in one table. Services enforce it; the interface reads it. */
const policy = {
  "account.read": (_actor: Actor, _subject: object) => true,
  "passkey.manage": (_actor: Actor, _subject: object) => true,
  "authority.read": ofEnterprise,
  "authority.manage": owns,
  "enterprise.read": ofEnterprise,
  "source.read": ofEnterprise,
  // It spends what the consent allows, and asks for nothing that it does not.
  "source.refresh": ofEnterprise,
  "consent.read": (actor: Actor, consent: OfEnterprise & { recipientId: string | null }) =>
    ofEnterprise(actor, consent) ||
    (consent.recipientId !== null && ofBank(actor, { bankId: consent.recipientId })),
  // Whether a clerk's authority reaches as far as this consent is the gate's to say.
  "consent.sign": ofEnterprise,
  "consent.revoke": owns,
  // Stopping for a while harms nobody; starting again is the signer's.
  "consent.pause": ofEnterprise,
  "consent.resume": owns,
  "consent.narrow": owns,
  "consent.reject": ofEnterprise,
  "consent.terminate": (actor: Actor, _subject: object) =>
    isOffice(actor) && actor.role === "supervisor",
  "ledger.read": ofEnterprise,
  "witness.read": ofBank,
  "witness.register": (actor: Actor, subject: OfBank) =>
    ofBank(actor, subject) && actor.role === "admin",
  "witness.cosign": ofBank,
  "need.create": ofEnterprise,
  "need.read": ofEnterprise,
  "need.update": ofEnterprise,
  "need.withdraw": ofEnterprise,
  "match.run": ofEnterprise,
  "audience.ask": ofBank,
  "product.read": (actor: Actor, product: OfBank) => ofBank(actor, product) || isOffice(actor),
  "product.write": writesProductsOf,
  // Until it is submitted, a version in the making is its writer's.
  "product.edit": (actor: Actor, proposal: Written) =>
    writesProductsOf(actor, proposal) && actor.userId === proposal.writtenBy,
  // Four eyes: whoever wrote any of it may not approve it, whatever the role.
  "product.approve": (actor: Actor, proposal: Written) =>
    approverOf(actor, proposal) &&
    ![...proposal.formerWriters, proposal.writtenBy].includes(actor.userId),
  // Back on the shelf takes another than who took it off.
  "product.resume": (actor: Actor, product: OfBank & { withdrawnBy: string | null }) =>
    approverOf(actor, product) && actor.userId !== product.withdrawnBy,
  "product.let_in": (actor: Actor, _subject: object) => isSupervisor(actor),
  "zone.read": (actor: Actor, _subject: object) => isOffice(actor),
  // What the public sees is a supervisor's to change.
  "zone.edit": (actor: Actor, zone: { isPublished: boolean }) =>
    isSupervisor(actor) || (isOffice(actor) && !zone.isPublished),
  "zone.publish": (actor: Actor, _subject: object) => isSupervisor(actor),
  "need.open": ofEnterprise,
  "open_need.answer": ofEnterprise,
  "open_need.read": (actor: Actor, subject: OfBank) => ofBank(actor, subject),
  "open_need.take": officerOf,
  "application.prepare": ofEnterprise,
  "application.submit": ofEnterprise,
  "application.read": (actor: Actor, application: OfEnterprise & OfBank) =>
    ofEnterprise(actor, application) || ofBank(actor, application),
  "application.withdraw": owns,
  "application.answer_information": ofEnterprise,
  "application.accept": officerOf,
  "application.request_information": officerOf,
  "application.decline": officerOf,
  "profile.read": (actor: Actor, application: OfBank) =>
    ofBank(actor, application) && actor.role !== "admin",
  "profile.preview": ofEnterprise,
  "consent.relinquish": officerOf,
  "answer.read": ofEnterprise,
  "answer.release": owns,
  "ask.make": officerOf,
  "ask.read": (actor: Actor, ask: OfEnterprise & OfBank) =>
    ofEnterprise(actor, ask) || ofBank(actor, ask),
  "ask.answer": ofEnterprise,
  "ask.decline": ofEnterprise,
  "report.make": ofEnterprise,
  "report.read": ofEnterprise,
  "report.share": ofEnterprise,
  "erasure.read": (actor: Actor, erasure: OfEnterprise & OfBank) =>
    ofEnterprise(actor, erasure) || ofBank(actor, erasure),
  "erasure.attest": ofBank,
  "offer.draft": officerOf,
  // Four eyes: whoever drafted it may not approve it, whatever the role.
  "offer.approve": (actor: Actor, offer: Drafted) =>
    ofBank(actor, offer) && actor.role === "approver" && actor.userId !== offer.draftedBy,
  "offer.withdraw": officerOf,
  "offer.read": (actor: Actor, offer: OfEnterprise & OfBank) =>
    ofEnterprise(actor, offer) || ofBank(actor, offer),
  "offer.accept": owns,
  "offer.refuse": owns,
  "contract.sign": (actor: Actor, contract: OfBank) =>
    ofBank(actor, contract) && actor.role === "approver",
  "loan.read": (actor: Actor, loan: OfEnterprise & OfBank) =>
    ofEnterprise(actor, loan) || ofBank(actor, loan),
  "loan.disburse": officerOf,
  "outcome.record": officerOf,
  "template.read": (actor: Actor, _subject: object) => isOffice(actor),
  "template.propose": (actor: Actor, _subject: object) => isOffice(actor),
  // Four eyes: whoever put it forward may not approve it.
  "template.approve": (actor: Actor, draft: Proposed) =>
    isSupervisor(actor) && actor.userId !== draft.proposedBy,
  "template.discard": (actor: Actor, draft: Proposed) =>
    isSupervisor(actor) || (isOffice(actor) && actor.userId === draft.proposedBy),
  "predicate.read": (actor: Actor, _subject: object) => isOffice(actor),
  "predicate.propose": (actor: Actor, _subject: object) => isOffice(actor),
  "predicate.approve": (actor: Actor, draft: Proposed) =>
    isSupervisor(actor) && actor.userId !== draft.proposedBy,
  "predicate.discard": (actor: Actor, draft: Proposed) =>
    isSupervisor(actor) || (isOffice(actor) && actor.userId === draft.proposedBy),
  "predicate.retire": (actor: Actor, _subject: object) => isSupervisor(actor),
  "oversight.read": (actor: Actor, _subject: object) => isOffice(actor),
  "notification.read": (_actor: Actor, _subject: object) => true,
  "notification.choose": (_actor: Actor, _subject: object) => true,
} satisfies Record<string, (actor: Actor, subject: never) => boolean>;

export type Permission = keyof typeof policy;
type SubjectOf<P extends Permission> = Parameters<(typeof policy)[P]>[1];

export function can<P extends Permission>(
  actor: Actor,
  permission: P,
  subject: SubjectOf<P>,
): boolean {
  return (policy[permission] as (actor: Actor, subject: SubjectOf<P>) => boolean)(actor, subject);
}

/** Throws `Forbidden` with the reason `<permission>_forbidden`. */
export function authorize<P extends Permission>(
  actor: Actor,
  permission: P,
  subject: SubjectOf<P>,
): void {
  if (!can(actor, permission, subject)) throw new Forbidden(permission);
}
