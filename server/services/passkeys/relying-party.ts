import { env } from "@/server/env";

const { origin, hostname } = new URL(env.APP_URL);

/** Whose keys these are: the address this server is reached under, and nothing else. */
export const relyingParty = { origin, id: hostname, name: "Xin Yi Dai" } as const;
