import { getTranslations } from "next-intl/server";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { RegisterWitnessKey } from "@/components/bank/register-witness-key";
import { WitnessState } from "@/components/bank/witness-state";
import { can } from "@/domain/policy";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("bank.witness"))("title") };
}

export default async function WitnessPage() {
  const t = await getTranslations("bank.witness");
  const [actor, api] = await Promise.all([currentActor(), caller()]);
  const status = await api.witness.status();
  const mayRegister =
    actor !== null && can(actor, "witness.register", { bankId: actor.organizationId });
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/bank/account", label: t("back") }}
      />
      <div className="grid gap-10">
        <WitnessState status={status} />
        <Section title={t("register.title")} lead={t("register.lead")}>
          {mayRegister ? (
            <ClientMessages namespaces={["common", "bank", "errors"]}>
              <RegisterWitnessKey hasKey={status.key !== null} />
            </ClientMessages>
          ) : (
            <p className="text-ink-soft">{t("register.adminOnly")}</p>
          )}
        </Section>
      </div>
    </>
  );
}
