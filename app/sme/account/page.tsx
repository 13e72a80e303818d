import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { Passkeys } from "@/components/accounts/passkeys";
import { Signers } from "@/components/authorities/signers";
import { SigningRule } from "@/components/authorities/signing-rule";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { DescriptionList } from "@/components/ui/description-list";
import { isAuthorityLive } from "@/domain/authorities/rules";
import { can } from "@/domain/policy";
import { requireAccount } from "@/server/auth/require-account";
import { caller, currentActor } from "@/server/trpc/rsc";

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
  const api = await caller();
  const t = await getTranslations("auth");
  const signing = await getTranslations("signing");
  const [enterprise, keys, signers, actor] = await Promise.all([
    api.enterprises.own(),
    api.passkeys.list(),
    api.authorities.signers(),
    currentActor(),
  ]);
  const now = new Date();
  const liveIds = signers.people
    .flatMap(({ authorities }) => authorities)
    .filter((authority) => isAuthorityLive(authority, now))
    .map(({ id }) => id);
  const canManage =
    actor !== null && can(actor, "authority.manage", { enterpriseId: actor.organizationId });
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
        <ClientMessages namespaces={["common", "auth", "signing", "consents", "errors"]}>
          <Section title={signing("passkeys.title")} lead={signing("passkeys.lead")}>
            <Passkeys keys={keys} />
          </Section>
          <Section title={signing("people.title")} lead={signing("people.lead")}>
            <Signers people={signers.people} liveIds={liveIds} canManage={canManage} />
          </Section>
          <Section title={signing("rule.title")} lead={signing("rule.lead")}>
            <SigningRule above={signers.secondSignerAbove} canManage={canManage} />
          </Section>
        </ClientMessages>
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
