import type { ReactNode } from "react";
import { identityOf } from "@/components/accounts/identity-of";
import { SignOut } from "@/components/accounts/sign-out";
import { SmeShell } from "@/components/layout/sme-shell";
import { TRPCProvider } from "@/components/trpc/client";
import { requireAccount } from "@/server/auth/require-account";
import { caller } from "@/server/trpc/rsc";

export default async function SmeLayout({ children }: { children: ReactNode }) {
  const account = await requireAccount("sme");
  const { unread } = await (await caller()).notifications.enterprise({});
  return (
    <TRPCProvider>
      <SmeShell identity={await identityOf(account)} unread={unread} signOut={<SignOut />}>
        {children}
      </SmeShell>
    </TRPCProvider>
  );
}
