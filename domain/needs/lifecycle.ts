export const needStatuses = [
  "draft",
  "matching",
  "matched",
  "in_market",
  "offer_selected",
  "funded",
  "unfunded",
  "withdrawn",
  "expired",
] as const;
export type NeedStatus = (typeof needStatuses)[number];

export const needPurposes = [
  "working_capital",
  "raw_materials",
  "equipment",
  "premises",
  "wages",
  "refinancing",
  "other",
] as const;

const actions = {
  update: ["draft", "matched", "in_market", "unfunded"],
  match: ["draft", "matched", "in_market", "unfunded"],
  apply: ["matched", "in_market", "unfunded"],
  select_offer: ["in_market"],
  withdraw: ["draft", "matching", "matched", "in_market", "unfunded"],
} satisfies Record<string, NeedStatus[]>;
export type NeedAction = keyof typeof actions;

/** Asked by the service before it writes and by the button before it enables. */
export function needCan(action: NeedAction, need: { status: NeedStatus }): boolean {
  return (actions[action] as readonly NeedStatus[]).includes(need.status);
}

/** At most this many applications of one need may be live at once. */
export const liveApplicationsPerNeed = 3;
