import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnAccount } from "@/components/accounts/own-account";
import { requireAccount } from "@/server/auth/require-account";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signing.account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const [account, api] = await Promise.all([requireAccount("credit_office"), caller()]);
  return <OwnAccount account={account} keys={await api.passkeys.list()} />;
}
