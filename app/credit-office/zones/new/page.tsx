import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { ZoneForm } from "@/components/zones/zone-form";
import { loadOnOffer } from "../load-on-offer";

export async function generateMetadata() {
  return { title: (await getTranslations("zones.office"))("new") };
}

export default async function NewZonePage() {
  const [t, onOffer] = await Promise.all([getTranslations("zones.office"), loadOnOffer()]);
  return (
    <>
      <PageHeader
        title={t("new")}
        lead={t("newLead")}
        back={{ href: "/credit-office/zones", label: t("title") }}
      />
      <ClientMessages namespaces={["common", "errors", "zones"]}>
        <ZoneForm zone={null} onOffer={onOffer} />
      </ClientMessages>
    </>
  );
}
