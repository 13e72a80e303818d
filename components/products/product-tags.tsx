import { useTranslations } from "next-intl";
import { Tag } from "@/components/ui/status";
import type { ProductContent } from "@/domain/products/schema";

/** What people look for by name. */
export function ProductTags({
  content,
}: {
  content: Pick<ProductContent, "isFirstLoan" | "isPolicy" | "guarantee">;
}) {
  const t = useTranslations("products.tag");
  return (
    <>
      {content.guarantee === "none" && <Tag>{t("credit")}</Tag>}
      {content.isFirstLoan && <Tag>{t("first")}</Tag>}
      {content.isPolicy && <Tag>{t("policy")}</Tag>}
    </>
  );
}
