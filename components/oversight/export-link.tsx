import { useTranslations } from "next-intl";

export function ExportLink({ href, name }: { href: string; name: string }) {
  const t = useTranslations("office.export");
  return (
    <a href={href} download aria-label={t("label", { name })} className="link">
      {t("act")}
    </a>
  );
}
