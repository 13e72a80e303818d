import type { Actor } from "./shared/actor";
import { Forbidden } from "./shared/errors";

type OfEnterprise = { enterpriseId: string };
type OfBank = { bankId: string };
type Drafted = OfBank & { draftedBy: string };

const ofEnterprise = (actor: Actor, subject: OfEnterprise) =>
  actor.party === "sme" && actor.organizationId === subject.enterpriseId;
const owns = (actor: Actor, subject: OfEnterprise) =>
  ofEnterprise(actor, subject) && actor.role === "owner";
const ofBank = (actor: Actor, subject: OfBank) =>
  actor.party === "bank" && actor.organizationId === subject.bankId;
const officerOf = (actor: Actor, subject: OfBank) =>
  ofBank(actor, subject) && actor.role === "officer";
const isOffice = (actor: Actor) => actor.party === "credit_office";

/** Who may do what, in one table. Services enforce it; the interface reads it. */
const policy = {
  "account.read": (_actor: Actor, _subject: object) => true,
  "enterprise.read": ofEnterprise,
  "source.read": ofEnterprise,
  "consent.read": (actor: Actor, consent: OfEnterprise & { recipientId: string | null }) =>
    ofEnterprise(actor, consent) ||
    (consent.recipientId !== null && ofBank(actor, { bankId: consent.recipientId })),
  "consent.sign": owns,
  "consent.revoke": owns,
  "ledger.read": ofEnterprise,
  "need.create": ofEnterprise,
  "need.read": ofEnterprise,
  "need.withdraw": ofEnterprise,
  "match.run": ofEnterprise,
  "product.read": (actor: Actor, product: OfBank) => ofBank(actor, product) || isOffice(actor),
  "application.prepare": ofEnterprise,
  "application.submit": owns,
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
  "oversight.read": (actor: Actor, _subject: object) => isOffice(actor),
  "notification.read": (_actor: Actor, _subject: object) => true,
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
