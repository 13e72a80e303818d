import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Seal } from "@/components/ui/seal";

const strong = (chunks: ReactNode) => <strong className="font-medium">{chunks}</strong>;

/** What the whole product turns on, shown once: a signed consent. The page's only vermilion. */
export function Specimen() {
  const t = useTranslations("public.landing.specimen");
  const common = useTranslations("common.consent");
  return (
    <figure>
      <div className="relative border border-ink p-6 sm:p-10">
        <div className="flex gap-6 sm:gap-8">
          <p className="flex-1 text-lg leading-[1.9]">
            {common.rich("sentence", {
              who: strong,
              what: strong,
              why: strong,
              until: strong,
              whoText: t("who"),
              whatText: t("what"),
              whyText: t("why"),
              untilText: t("until"),
            })}
          </p>
          <p
            aria-hidden="true"
            className="hidden border-l border-line pl-4 text-base leading-none text-ink-soft [:lang(zh)_&]:block [:lang(zh)_&]:[writing-mode:vertical-rl]"
          >
            {t("title")}
          </p>
        </div>
        <div className="mt-8 flex items-end justify-between gap-6 sm:mt-12">
          <p className="flex-1 border-t border-line pt-2 text-sm text-ink-soft">{t("signed")}</p>
          <Seal label={t("seal")} isFresh className="-mt-4 size-20 -rotate-2 sm:size-28" />
        </div>
        <p className="absolute start-6 -top-3 bg-paper px-2 text-sm leading-6 text-ink-soft sm:start-9">
          {t("mark")}
        </p>
      </div>
      <figcaption className="mt-3 text-sm text-ink-soft">{t("caption")}</figcaption>
    </figure>
  );
}
