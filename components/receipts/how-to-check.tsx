import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";

/** A receipt is worth what its holder can check without us. */
export function HowToCheck() {
  const t = useTranslations("consents.receipts.check");
  return (
    <Notice
      title={t("title")}
      action={
        // A page of its own, outside this application: no client-side navigation.
        <a
          href="/verify"
          target="_blank"
          rel="noopener"
          className="link inline-flex min-h-11 items-center"
        >
          {t("act")}
        </a>
      }
    >
      {t("body")}
    </Notice>
  );
}
