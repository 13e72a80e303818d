import { useLocale, useTranslations } from "next-intl";
import { formatMonth } from "@/components/format/day";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { cutOrigins, maxMonths } from "@/domain/oversight/cut";
import type { BankName, CutView } from "@/domain/oversight/schema";
import { monthsEnding } from "@/domain/shared/calendar";
import { bankName } from "./cut-words";

/** Chooses months, bank and origin; an address of its own, so a cut can be sent and kept. */
export function CutForm({
  action,
  cut,
  banks,
  thisMonth,
}: {
  action: string;
  cut: CutView;
  /** Without it the bank is the page's own. */
  banks?: readonly BankName[];
  thisMonth: string;
}) {
  const t = useTranslations("office.overview");
  const locale = useLocale();
  const months = monthsEnding(thisMonth, maxMonths)
    .toReversed()
    .map((month) => ({ value: month, label: formatMonth(month, locale) }));
  return (
    <form
      action={action}
      aria-label={t("form.label")}
      className="no-print grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <Select
        name="from"
        label={t("form.from")}
        options={months}
        defaultValue={cut.from}
        placeholder={false}
      />
      <Select
        name="to"
        label={t("form.to")}
        options={months}
        defaultValue={cut.to}
        placeholder={false}
      />
      {banks && (
        <Select
          name="bank"
          label={t("form.bank")}
          options={banks.map((bank) => ({ value: bank.code, label: bankName(bank, locale) }))}
          defaultValue={cut.bank?.code ?? ""}
          placeholder={t("allBanks")}
          className="max-sm:col-span-2 sm:w-52"
        />
      )}
      <Select
        name="origin"
        label={t("form.origin")}
        options={cutOrigins.map((origin) => ({ value: origin, label: t(`origin.${origin}`) }))}
        defaultValue={cut.origin}
        placeholder={false}
        className="max-sm:col-span-2 sm:w-56"
      />
      <Button type="submit" variant="quiet" className="max-sm:col-span-2">
        {t("form.act")}
      </Button>
    </form>
  );
}
