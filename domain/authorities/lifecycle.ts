/** Who may sign beside the legal representative: alone up to a limit, or as the second of two. */
export const authorityRoles = ["authorised_clerk", "second_signer"] as const;
export type AuthorityRole = (typeof authorityRoles)[number];
