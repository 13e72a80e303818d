"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/text-input";
import type { ProductDraft } from "@/domain/products/draft";

/** A colleague has the draft in hand: nothing can be stored from here, but what is typed may be carried along. */
export function TakenOver({
  writer,
  draft,
  onLeave,
}: {
  /** Who has it now; null while that is not known. */
  writer: string | null;
  /** What is typed here; null where all of it was stored before. */
  draft: ProductDraft | null;
  onLeave: () => void;
}) {
  const t = useTranslations("editor.save.taken");
  const [isCopied, setIsCopied] = useState(false);
  const text = draft && JSON.stringify(draft, null, 2);
  return (
    <Notice
      tone="refused"
      title={writer === null ? t("title") : t("titleBy", { name: writer })}
      action={
        <div className="flex flex-wrap gap-3">
          {text !== null && (
            <Button
              variant="quiet"
              onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}
            >
              {isCopied ? t("copied") : t("copy")}
            </Button>
          )}
          <Button variant={text === null ? "quiet" : "danger"} onClick={onLeave}>
            {t(text === null ? "leave" : "leaveWithout")}
          </Button>
        </div>
      }
    >
      <p>{t(text === null ? "allStored" : "body")}</p>
      {text !== null && (
        <Details summary={t("show")} className="mt-1">
          <Textarea label={t("text")} rows={10} readOnly spellCheck={false} value={text} />
        </Details>
      )}
    </Notice>
  );
}
