import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { ProductHistory } from "@/domain/products/history-schema";
import { ProductChanges } from "./product-changes";

/** What any two versions say differently; an address of its own, so it can be sent. */
export function CompareVersions({
  versions,
  address,
  from,
  to,
}: Pick<ProductHistory, "versions"> & {
  /** Of the page it stands on. */
  address: string;
  from: number;
  to: number;
}) {
  const t = useTranslations("shelf.history");
  const options = versions.map(({ version }) => ({
    value: String(version),
    label: t("number", { version }),
  }));
  const contentOf = (wanted: number) => versions.find(({ version }) => version === wanted)?.content;
  const [before, after] = [contentOf(from), contentOf(to)];
  return (
    <>
      <form action={address} className="no-print flex flex-wrap items-end gap-3">
        <Select
          label={t("from")}
          name="from"
          options={options}
          defaultValue={String(from)}
          placeholder={false}
        />
        <Select
          label={t("to")}
          name="to"
          options={options}
          defaultValue={String(to)}
          placeholder={false}
        />
        <Button type="submit" variant="quiet">
          {t("compare")}
        </Button>
      </form>
      {before && after && <ProductChanges before={before} after={after} />}
    </>
  );
}
