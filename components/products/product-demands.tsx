import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/page-header";
import { Requirements } from "@/components/matching/requirements";
import { Tag } from "@/components/ui/status";
import type { ProductView } from "@/domain/products/views";
import { itemCodes } from "@/domain/sources/catalogue";
import { useOwnText } from "./texts";

/** Conditions, items with their reasons, and papers. */
export function ProductDemands({ product: { content } }: { product: ProductView }) {
  const t = useTranslations("products.detail");
  const sources = useTranslations("sources");
  const own = useOwnText();
  const itemName = (code: string) => {
    const known = itemCodes.find((one) => one === code);
    return known ? sources(`item.${known}`) : code;
  };
  return (
    <>
      <Section title={t("conditions")} lead={t("conditionsLead")}>
        <Requirements rule={content.eligibility} />
      </Section>
      <Section title={t("items")}>
        <ul className="border-t border-line">
          {content.items.map(({ item, granularity, why, isRequired }) => (
            <li key={`${item}:${granularity}`} className="grid gap-1 border-b border-line py-2">
              <p className="flex flex-wrap items-baseline gap-2">
                <span className="font-medium first-letter:uppercase">
                  {sources("itemAt", {
                    item: itemName(item),
                    granularity: sources(`granularity.${granularity}`),
                  })}
                </span>
                <Tag>{t(isRequired ? "required" : "optional")}</Tag>
              </p>
              <p className="text-sm text-ink-soft">{own(why)}</p>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("materials")}>
        {content.materials.length === 0 ? (
          <p className="text-ink-soft">{t("noMaterials")}</p>
        ) : (
          <ul className="list-disc ps-5">
            {content.materials.map((material) => (
              <li key={material.zh}>{own(material)}</li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
