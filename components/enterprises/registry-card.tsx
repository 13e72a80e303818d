import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatCount } from "@/components/format/count";
import { formatIndustry } from "@/components/format/industry";
import { Day } from "@/components/format/values";
import { DescriptionList } from "@/components/ui/description-list";
import { Status } from "@/components/ui/status";
import type { EnterpriseView } from "@/domain/enterprises/schema";

/** What the registry says about a firm: public, and drawn the same for the firm and its banks. */
export function RegistryCard({ enterprise }: { enterprise: EnterpriseView }) {
  const t = useTranslations("enterprises");
  const locale = useLocale();
  const missing = t("missing");
  return (
    <DescriptionList
      columns={2}
      items={[
        {
          key: "uscc",
          term: t("uscc"),
          details: <code className="figures">{enterprise.uscc}</code>,
        },
        {
          key: "legalRepresentative",
          term: t("legalRepresentative"),
          details: enterprise.legalRepresentative,
        },
        {
          key: "establishedOn",
          term: t("establishedOn"),
          details: enterprise.establishedOn ? <Day day={enterprise.establishedOn} /> : missing,
        },
        {
          key: "capital",
          term: t("registeredCapital"),
          details:
            enterprise.registeredCapital === null
              ? missing
              : formatAmount(enterprise.registeredCapital, locale),
        },
        {
          key: "industry",
          term: t("industry"),
          details: enterprise.industry ? formatIndustry(enterprise.industry, locale) : missing,
        },
        {
          key: "size",
          term: t("size"),
          details: enterprise.size ? t(`sizes.${enterprise.size}`) : missing,
        },
        {
          key: "employees",
          term: t("employees"),
          details:
            enterprise.employees === null ? missing : formatCount(enterprise.employees, locale),
        },
        {
          key: "status",
          term: t("status"),
          details: (
            <Status tone={enterprise.status === "operating" ? "good" : "refused"}>
              {t(`statuses.${enterprise.status}`)}
            </Status>
          ),
        },
        { key: "address", term: t("address"), details: enterprise.address ?? missing },
      ]}
    />
  );
}
