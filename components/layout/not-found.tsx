import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

/** There is no such page, or it is not the reader's; inside whatever shell the reader is in. */
export function NotFoundBody({ homeHref }: { homeHref: string }) {
  const t = useTranslations("common.notFound");
  return (
    <div className="page grid justify-items-start gap-4 py-24">
      <h1 className="text-xl">{t("title")}</h1>
      <p className="measure text-ink-soft">{t("body")}</p>
      <LinkButton href={homeHref} variant="quiet">
        {t("act")}
      </LinkButton>
    </div>
  );
}
