import { useTranslations } from "next-intl";
import { LinkButton } from "./button";

/** Pages of a list that is read by cursor: where there is no link, there is no page. */
export function Pagination({
  previousHref,
  nextHref,
}: {
  previousHref?: string;
  nextHref?: string;
}) {
  const t = useTranslations("common.page");
  if (!previousHref && !nextHref) return null;
  return (
    <nav aria-label={t("label")} className="no-print flex justify-between gap-4 py-4">
      {previousHref ? (
        <LinkButton href={previousHref} rel="prev" variant="quiet" size="small">
          {t("previous")}
        </LinkButton>
      ) : (
        <span />
      )}
      {nextHref && (
        <LinkButton href={nextHref} rel="next" variant="quiet" size="small">
          {t("next")}
        </LinkButton>
      )}
    </nav>
  );
}
