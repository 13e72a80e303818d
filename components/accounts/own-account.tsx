import { useLocale, useTranslations } from "next-intl";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { DescriptionList } from "@/components/ui/description-list";
import type { AccountView } from "@/domain/accounts/schema";
import type { PasskeyView } from "@/domain/passkeys/schema";
import { Passkeys } from "./passkeys";

/** A bank's or the office's person: who they are here, and the keys they sign with. */
export function OwnAccount({
  account,
  keys,
}: {
  account: AccountView;
  keys: readonly PasskeyView[];
}) {
  const t = useTranslations("signing");
  const auth = useTranslations("auth");
  const locale = useLocale();
  const { name, nameEn } = account.organization;
  return (
    <>
      <PageHeader title={t("account.title")} />
      <div className="grid gap-10">
        <Section title={t("account.person")}>
          <DescriptionList
            items={[
              { term: t("account.name"), details: account.name },
              { term: t("account.role"), details: auth(`role.${account.role}`) },
              {
                term: t("account.organization"),
                details: (locale === "en" ? nameEn : name) ?? auth("office"),
              },
            ]}
          />
        </Section>
        <ClientMessages namespaces={["common", "auth", "signing", "errors"]}>
          <Section title={t("passkeys.title")} lead={t("passkeys.lead")}>
            <Passkeys keys={keys} />
          </Section>
        </ClientMessages>
      </div>
    </>
  );
}
