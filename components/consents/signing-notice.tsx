import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import type { OwnApplicationView } from "@/domain/applications/enterprise-schema";
import type { ConsentView } from "@/domain/consents/schema";
import { signingEffect } from "@/domain/consents/signing-effect";

/** Before a name is put under a text of an application: whether that sends it, or nothing any more. */
export function SigningNotice({
  consent,
  application,
}: {
  consent: ConsentView;
  application: Pick<OwnApplicationView, "id" | "status" | "bank">;
}) {
  const t = useTranslations("consents.signing.effect");
  const states = useTranslations("states.application");
  const locale = useLocale();
  const effect = signingEffect(consent, application);
  if (!effect) return null;
  const bank = locale === "en" ? application.bank.nameEn : application.bank.name;
  const state = states(application.status);
  return (
    <Notice
      tone={effect === "submits" ? "info" : "waiting"}
      title={t(`${effect}.title`)}
      action={
        <Link href={`/sme/applications/${application.id}`} className="link">
          {t("application")}
        </Link>
      }
    >
      {t(`${effect}.body`, { bank, state })}
    </Notice>
  );
}
