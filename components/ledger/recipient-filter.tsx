import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { RecipientView } from "@/domain/ledger/schema";

/** Only one bank's lines; an address of its own, so it works without script. */
export function RecipientFilter({
  recipients,
  chosen,
}: {
  recipients: readonly RecipientView[];
  chosen: string | undefined;
}) {
  const t = useTranslations("ledger.filter");
  const locale = useLocale();
  return (
    <search className="no-print">
      <form action="/sme/history" className="flex flex-wrap items-end gap-2">
        <Select
          name="bank"
          label={t("label")}
          placeholder={t("all")}
          defaultValue={chosen ?? ""}
          options={recipients.map(({ id, name, nameEn }) => ({
            value: id,
            label: locale === "en" ? nameEn : name,
          }))}
        />
        <Button type="submit" variant="quiet">
          {t("act")}
        </Button>
      </form>
    </search>
  );
}
