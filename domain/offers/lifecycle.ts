export const offerStatuses = [
  "draft",
  "awaiting_approval",
  "open",
  "accepted",
  "refused",
  "expired",
  "replaced",
  "not_selected",
  "withdrawn",
] as const;
export type OfferStatus = (typeof offerStatuses)[number];

const actions = {
  approve: ["awaiting_approval"],
  send_back: ["awaiting_approval"],
  accept: ["open"],
  refuse: ["open"],
  withdraw: ["awaiting_approval", "open"],
} satisfies Record<string, OfferStatus[]>;
export type OfferAction = keyof typeof actions;

/** Asked by the service before it writes and by the button before it enables. */
export function offerCan(
  action: OfferAction,
  offer: { status: OfferStatus; validUntil: Date },
  now: Date,
): boolean {
  return (
    (actions[action] as readonly OfferStatus[]).includes(offer.status) && now < offer.validUntil
  );
}
