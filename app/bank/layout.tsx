import type { ReactNode } from "react";
import { identityOf } from "@/components/accounts/identity-of";
import { SignOut } from "@/components/accounts/sign-out";
import { BankShell } from "@/components/layout/bank-shell";
import { TRPCProvider } from "@/components/trpc/client";
import { requireAccount } from "@/server/auth/require-account";
import { caller } from "@/server/trpc/rsc";

export default async function BankLayout({ children }: { children: ReactNode }) {
  const account = await requireAccount("bank");
  const { unread } = await (await caller()).notifications.bank({});
  return (
    <TRPCProvider>
      <BankShell identity={await identityOf(account)} unread={unread} signOut={<SignOut />}>
        {children}
      </BankShell>
    </TRPCProvider>
  );
}
