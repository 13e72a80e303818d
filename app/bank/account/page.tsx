import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnAccount } from "@/components/accounts/own-account";
import { Section } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { requireAccount } from "@/server/auth/require-account";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signing.account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const t = await getTranslations("bank.witness");
  const [account, api] = await Promise.all([requireAccount("bank"), caller()]);
  return (
    <>
      <OwnAccount account={account} keys={await api.passkeys.list()} />
      <div className="mt-10">
        <Section title={t("title")} lead={t("inAccount.lead")}>
          <div>
            <LinkButton href="/bank/witness" variant="quiet">
              {t("inAccount.open")}
            </LinkButton>
          </div>
        </Section>
      </div>
    </>
  );
}
