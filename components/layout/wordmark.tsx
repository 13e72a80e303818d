import { useTranslations } from "next-intl";
import Link from "next/link";
import { Seal } from "@/components/ui/seal";

/** The platform's mark: a seal in ink, for vermilion belongs to signatures. */
export function Wordmark({ href = "/" }: { href?: string }) {
  const t = useTranslations("common");
  return (
    <Link href={href} className="flex min-h-11 flex-none items-center gap-2.5">
      <Seal tone="ink" className="size-7" />
      <span className="text-lg leading-none font-semibold whitespace-nowrap">{t("brand")}</span>
    </Link>
  );
}
