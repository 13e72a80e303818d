import { createHmac, randomInt } from "node:crypto";
import { env } from "@/server/env";

export const newAddressCode = () => String(randomInt(1_000_000)).padStart(6, "0");

/** What the database keeps of a code: of no use to whoever reads it there, and good for this person only. */
export const addressCodeMac = (personId: string, code: string) =>
  createHmac("sha256", env.NEXTAUTH_SECRET).update(`address code:${personId}:${code}`).digest();
