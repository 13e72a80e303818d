import { useTranslations } from "next-intl";
import { single } from "@/components/bank/list-address";
import { Section } from "@/components/layout/page-header";
import type { ProductHistory } from "@/domain/products/history-schema";
import { CompareVersions } from "./compare-versions";
import { ProductPreview } from "./product-preview";
import { VersionHistory } from "./version-history";

/** All versions of a product, what any two say differently, and the one firms see or last saw. */
export function ProductVersions({
  by,
  product,
  asked,
  address,
  today,
}: {
  by: "bank" | "office";
  product: ProductHistory;
  /** The address's `from` and `to`: which two are compared. */
  asked: Record<string, string | string[] | undefined>;
  /** Of the page it stands on. */
  address: string;
  today: string;
}) {
  const t = useTranslations("shelf");
  const { id, bank, versions, version } = product;
  const known = (name: "from" | "to", otherwise: number) => {
    const number = Number(single(asked[name]));
    return versions.some((one) => one.version === number) ? number : otherwise;
  };
  const to = known("to", versions[0]?.version ?? 1);
  const shown = versions.find((one) => one.version === version);
  return (
    <>
      <Section title={t("history.title")} lead={t("history.lead")}>
        <VersionHistory by={by} product={product} today={today} />
      </Section>
      {versions.length > 1 && (
        <Section title={t("history.compareTitle")}>
          <CompareVersions
            versions={versions}
            address={address}
            from={known("from", Math.max(1, to - 1))}
            to={to}
          />
        </Section>
      )}
      {shown && (
        <Section title={t("history.shown", { version })} lead={t("proposal.previewLead")}>
          <ProductPreview
            draft={shown.content}
            today={today}
            shown={{ id, bankId: id, version, bank }}
          />
        </Section>
      )}
    </>
  );
}
