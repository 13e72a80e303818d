import "server-only";
import { notFound } from "next/navigation";
import type { AccountView } from "@/domain/accounts/schema";
import type { Party } from "@/domain/shared/actor";
import { caller } from "@/server/trpc/rsc";

/** Whom a party's pages greet; nobody else gets this far. */
export async function requireAccount(party: Party): Promise<AccountView> {
  const account = await (await caller()).accounts.current();
  if (account?.party !== party) notFound();
  return account;
}
