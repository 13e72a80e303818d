"use client";

import { useTranslations } from "next-intl";
import { ProductCard } from "@/components/products/product-card";
import type { ProposalView } from "@/domain/products/proposal-schema";
import { priceRangeOf, referenceTerms } from "@/domain/products/price";
import { useEditor } from "./editor-context";
import { shownProduct } from "./priced-form";

/** The card as it will stand on the shelf, from what is typed so far. */
export function CardPreview({ proposal }: { proposal: ProposalView }) {
  const t = useTranslations("editor.preview");
  const { form, today } = useEditor();
  const content = shownProduct(form);
  return (
    <section aria-labelledby="preview-title" className="grid gap-2">
      <h2 id="preview-title" className="text-lg">
        {t("title")}
      </h2>
      {content ? (
        <ProductCard
          isPreview
          product={{
            id: proposal.productId,
            bankId: proposal.productId,
            version: 1,
            publishedAt: null,
            bank: proposal.bank,
            content,
            price: priceRangeOf(content, referenceTerms(content), today),
          }}
        />
      ) : (
        <p className="text-sm text-ink-soft">{t("none")}</p>
      )}
    </section>
  );
}
