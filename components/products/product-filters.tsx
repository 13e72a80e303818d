import { useTranslations } from "next-intl";
import Form from "next/form";
import { Button, LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import {
  amountBandNames,
  productOrders,
  termBandNames,
  type ProductFilter,
} from "@/domain/products/facets";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { useBankName } from "./texts";

type Bank = { code: string; name: string; nameEn: string };

/** The facets people know. An ordinary form: it works without scripts, and its address can be sent. */
export function ProductFilters({
  filter,
  banks,
}: {
  filter: ProductFilter;
  banks: readonly Bank[];
}) {
  const t = useTranslations("products");
  const states = useTranslations("states");
  const bankName = useBankName();
  const order = useTranslations("observed.order");
  const any = t("filter.any");
  return (
    <search>
      <Form action="/products" key={JSON.stringify(filter)} className="grid gap-4">
        <h2 className="text-lg">{t("filter.title")}</h2>
        <TextInput
          label={t("filter.search")}
          hint={t("filter.searchHint")}
          name="q"
          type="search"
          maxLength={40}
          required={false}
          defaultValue={filter.search}
        />
        <Select
          label={order("label")}
          hint={order("hint")}
          name="order"
          required={false}
          placeholder={false}
          defaultValue={filter.order ?? "cheapest"}
          options={productOrders.map((value) => ({ value, label: order(value) }))}
        />
        <div className="grid grid-cols-2 gap-4 lg:grid-cols-1">
          <Select
            label={t("filter.amount")}
            name="amount"
            required={false}
            placeholder={any}
            defaultValue={filter.amount ?? ""}
            options={amountBandNames.map((value) => ({ value, label: t(`amountBand.${value}`) }))}
          />
          <Select
            label={t("filter.term")}
            name="term"
            required={false}
            placeholder={any}
            defaultValue={filter.term ?? ""}
            options={termBandNames.map((value) => ({ value, label: t(`termBand.${value}`) }))}
          />
          <Select
            label={t("filter.guarantee")}
            name="guarantee"
            required={false}
            placeholder={any}
            defaultValue={filter.guarantee ?? ""}
            options={guaranteeKinds.map((value) => ({
              value,
              label: states(`guarantee.${value}`),
            }))}
          />
          <Select
            label={t("filter.repayment")}
            name="repayment"
            required={false}
            placeholder={any}
            defaultValue={filter.repayment ?? ""}
            options={repaymentKinds.map((value) => ({
              value,
              label: states(`repayment.${value}`),
            }))}
          />
          <Select
            label={t("filter.bank")}
            name="bank"
            required={false}
            placeholder={any}
            defaultValue={filter.bank ?? ""}
            options={banks.map((bank) => ({ value: bank.code, label: bankName(bank) }))}
            className="col-span-2 lg:col-span-1"
          />
        </div>
        <Checkbox
          label={t("filter.firstOnly")}
          name="first"
          value="1"
          defaultChecked={filter.isFirstLoan ?? false}
        />
        <div className="flex gap-3">
          <Button type="submit">{t("filter.apply")}</Button>
          <LinkButton href="/products" variant="quiet">
            {t("filter.clear")}
          </LinkButton>
        </div>
      </Form>
    </search>
  );
}
