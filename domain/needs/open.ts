/** An open need is before the banks until it is closed or its time is up. */
export const openNeedStatuses = ["open", "closed"] as const;
/** What became of a bank that took an open need up: accepted is an application prepared for it. */
export const takeStatuses = ["taken", "accepted", "declined"] as const;
export type TakeStatus = (typeof takeStatuses)[number];
/** How many banks may take an open need up. */
export const mostTakers = 3;
