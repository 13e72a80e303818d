export const enterpriseStatuses = ["operating", "revoked", "deregistered", "moved_out"] as const;

/** 统计上大中小微型企业划分: the official size classes, smallest first. */
export const sizeClasses = ["micro", "small", "medium", "large"] as const;
export type SizeClass = (typeof sizeClasses)[number];
