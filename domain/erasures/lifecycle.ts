/** Demanded by the enterprise when it revoked, or owed because the consent is over. */
export const erasureReasons = ["demanded", "ended"] as const;
export type ErasureReason = (typeof erasureReasons)[number];
