import type { ReactNode } from "react";
import { identityOf } from "@/components/accounts/identity-of";
import { SignOut } from "@/components/accounts/sign-out";
import { OfficeShell } from "@/components/layout/office-shell";
import { TRPCProvider } from "@/components/trpc/client";
import { requireAccount } from "@/server/auth/require-account";
import { caller } from "@/server/trpc/rsc";

export default async function OfficeLayout({ children }: { children: ReactNode }) {
  const account = await requireAccount("credit_office");
  const { unread } = await (await caller()).notifications.office({});
  return (
    <TRPCProvider>
      <OfficeShell identity={await identityOf(account)} unread={unread} signOut={<SignOut />}>
        {children}
      </OfficeShell>
    </TRPCProvider>
  );
}
