/** What is stored; an open one nobody answered in time has `lapsed` by the clock. */
export const askStatuses = ["open", "answered", "declined", "withdrawn"] as const;
export type AskStatus = (typeof askStatuses)[number];
