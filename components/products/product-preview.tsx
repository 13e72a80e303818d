import { useTranslations } from "next-intl";
import { Columns, Section } from "@/components/layout/page-header";
import { RuleText } from "@/components/bank/rule-text";
import { Notice } from "@/components/ui/notice";
import type { ProductDraft } from "@/domain/products/draft";
import { priceRangeOf, referenceTerms } from "@/domain/products/price";
import { ProductContent } from "@/domain/products/schema";
import type { ProductView } from "@/domain/products/views";
import { ProductDemands } from "./product-demands";
import { ProductNumbers, ProductPrice } from "./product-details";
import { ProductTags } from "./product-tags";
import { useOwnText } from "./texts";

/** A version as firms will see it on its page; while something is missing, what is there. */
export function ProductPreview({
  draft,
  shown,
  today,
}: {
  draft: ProductDraft;
  shown: Pick<ProductView, "id" | "bankId" | "version" | "bank">;
  today: string;
}) {
  const t = useTranslations("shelf.preview");
  const own = useOwnText();
  const whole = ProductContent.safeParse(draft);
  if (!whole.success) {
    return (
      <div className="grid gap-6">
        <Notice tone="waiting">{t("incomplete")}</Notice>
        {draft.summary && <p className="measure">{own(draft.summary)}</p>}
        {draft.eligibility && <BothLanguages draft={draft} />}
      </div>
    );
  }
  const content = whole.data;
  const product = {
    ...shown,
    publishedAt: null,
    content,
    price: priceRangeOf(content, referenceTerms(content), today),
  };
  return (
    <>
      <div className="measure">
        <p>{own(content.summary)}</p>
        <p className="mt-2 flex gap-2">
          <ProductTags content={content} />
        </p>
      </div>
      <Columns aside={<ProductNumbers product={product} />}>
        <ProductPrice product={product} today={today} />
        <ProductDemands product={product} />
        <BothLanguages draft={content} />
      </Columns>
    </>
  );
}

/** What every condition reads like in the other language as well: half the firms will read that one. */
function BothLanguages({ draft: { eligibility } }: { draft: ProductDraft }) {
  const t = useTranslations("shelf.preview");
  if (!eligibility) return null;
  return (
    <Section title={t("rules")}>
      <div className="grid gap-6 lg:grid-cols-2">
        <RuleText rule={eligibility} language="zh-CN" />
        <RuleText rule={eligibility} language="en" />
      </div>
    </Section>
  );
}
