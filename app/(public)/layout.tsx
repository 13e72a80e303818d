import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PublicShell } from "@/components/layout/public-shell";
import { homes } from "@/domain/accounts/places";
import { currentActor } from "@/server/trpc/rsc";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const [t, actor] = await Promise.all([getTranslations("common.nav"), currentActor()]);
  return (
    <PublicShell {...(actor && { home: { href: homes[actor.party], label: t("myPlace") } })}>
      {children}
    </PublicShell>
  );
}
