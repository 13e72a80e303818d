import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { consentGroups, type OfficeConsentPage } from "@/domain/consents/office-schema";

/** A form of the address: works without script and can be passed on. */
export function ConsentFilter({
  banks,
  chosen,
}: {
  banks: OfficeConsentPage["banks"];
  chosen: { bank?: string; group?: string };
}) {
  const t = useTranslations("consents.office");
  const isEnglish = useLocale() === "en";
  return (
    <form action="/credit-office/consents" className="flex flex-wrap items-end gap-4">
      <Select
        name="bank"
        label={t("filter.bank")}
        placeholder={false}
        defaultValue={chosen.bank ?? ""}
        options={[
          { value: "", label: t("filter.anyBank") },
          ...banks.map(({ code, name, nameEn }) => ({
            value: code,
            label: isEnglish ? nameEn : name,
          })),
        ]}
      />
      <Select
        name="group"
        label={t("filter.group")}
        placeholder={false}
        defaultValue={chosen.group ?? ""}
        options={[
          { value: "", label: t("filter.anyGroup") },
          ...consentGroups.map((group) => ({ value: group, label: t(`group.${group}`) })),
        ]}
      />
      <Button type="submit" variant="quiet">
        {t("filter.show")}
      </Button>
    </form>
  );
}
