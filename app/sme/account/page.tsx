import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { PageHeader, Section } from "@/components/layout/page-header";
import { DescriptionList } from "@/components/ui/description-list";
import { requireAccount } from "@/server/auth/require-account";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.account");
  return { title: t("title") };
}

const places = [
  ["consents", "/sme/consents"],
  ["history", "/sme/history"],
  ["notifications", "/sme/notifications"],
] as const;

export default async function AccountPage() {
  const account = await requireAccount("sme");
  const enterprise = await (await caller()).enterprises.own();
  const t = await getTranslations("auth");
  return (
    <>
      <PageHeader title={t("account.title")} />
      <div className="grid gap-10">
        <Section title={t("account.person")}>
          <DescriptionList
            items={[
              { term: t("account.name"), details: account.name },
              { term: t("account.role"), details: t(`role.${account.role}`) },
              { term: t("account.organization"), details: enterprise.name },
              {
                term: t("account.uscc"),
                details: <span className="figures">{enterprise.uscc}</span>,
              },
              {
                term: t("account.authenticator"),
                details: t(
                  account.isDemo ? "account.authenticatorDemo" : "account.authenticatorSet",
                ),
              },
              { term: t("account.session"), details: t("account.sessionHint") },
            ]}
          />
        </Section>
        <Section title={t("account.places")}>
          <ul className="border-t border-line">
            {places.map(([key, href]) => (
              <li key={key} className="border-b border-line">
                <Link href={href} className="flex min-h-12 items-center hover:bg-wash">
                  {t(`account.${key}`)}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}
