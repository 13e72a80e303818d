export const roles = {
  sme: ["owner", "clerk"],
  bank: ["officer", "approver", "admin"],
  credit_office: ["analyst", "supervisor"],
} as const;

export type Party = keyof typeof roles;
export const parties = Object.keys(roles) as [Party, ...Party[]];
export const allRoles = Object.values(roles).flat();

type Actors = {
  [P in Party]: {
    userId: string;
    organizationId: string;
    party: P;
    role: (typeof roles)[P][number];
    name: string;
    /** A seeded person of the demo city; never true in production. */
    isDemo: boolean;
  };
};
/** Whoever is asking: a signed-in person acting for one organization. */
export type ActorOf<P extends Party> = Actors[P];
export type Actor = ActorOf<Party>;
