import { useTranslations } from "next-intl";
import { PublicShell } from "@/components/layout/public-shell";
import { LinkButton } from "@/components/ui/button";

export default function NotFound() {
  const t = useTranslations("common.notFound");
  return (
    <PublicShell>
      <div className="page grid justify-items-start gap-4 py-24">
        <h1 className="text-xl">{t("title")}</h1>
        <p className="measure text-ink-soft">{t("body")}</p>
        <LinkButton href="/" variant="quiet">
          {t("act")}
        </LinkButton>
      </div>
    </PublicShell>
  );
}
