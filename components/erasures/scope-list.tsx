import { useTranslations } from "next-intl";
import type { Granularity, ItemCode } from "@/domain/sources/catalogue";

/** What was read, in words: items with how coarse they were. */
export function ScopeList({ scopes }: { scopes: readonly string[] }) {
  const t = useTranslations("sources");
  return (
    <ul className="grid gap-0.5">
      {scopes.map((scope) => {
        const [item, granularity] = scope.split(":") as [ItemCode, Granularity];
        return (
          <li key={scope}>
            {t("itemAt", { item: t(`item.${item}`), granularity: t(`granularity.${granularity}`) })}
          </li>
        );
      })}
    </ul>
  );
}
