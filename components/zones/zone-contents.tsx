import { useTranslations } from "next-intl";
import { useBankName, useOwnText } from "@/components/products/texts";
import { DescriptionList } from "@/components/ui/description-list";
import type { EditedZone } from "@/domain/zones/schema";

/** A zone for whoever may read it and not change it: its texts in both languages and its shelf. */
export function ZoneContents({ zone }: { zone: EditedZone }) {
  const t = useTranslations("zones.form");
  const office = useTranslations("zones.office");
  const own = useOwnText();
  const bankName = useBankName();
  const texts = [
    { term: t("nameZh"), language: "zh-CN", text: zone.name.zh },
    { term: t("nameEn"), language: "en", text: zone.name.en },
    { term: t("summaryZh"), language: "zh-CN", text: zone.summary.zh },
    { term: t("summaryEn"), language: "en", text: zone.summary.en },
  ];
  return (
    <div className="grid max-w-3xl gap-6">
      <DescriptionList
        items={[
          ...texts.map(({ term, language, text }) => ({
            term,
            details: <span lang={language}>{text}</span>,
          })),
          { term: t("position"), details: <span className="figures">{zone.position}</span> },
        ]}
      />
      <section>
        <h2 className="mb-2 text-lg">{t("products")}</h2>
        {zone.products.length === 0 && <p className="text-ink-soft">{office("empty")}</p>}
        <ol>
          {zone.products.map(({ id, name, bank, isOnOffer }, index) => (
            <li key={id} className="flex gap-4 border-t border-line py-2">
              <span className="figures w-6 text-ink-soft">{index + 1}</span>
              <span className="min-w-0">
                {own(name)} <span className="text-sm text-ink-soft">{bankName(bank)}</span>
                {!isOnOffer && <span className="block text-sm text-refusal">{t("offShelf")}</span>}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
