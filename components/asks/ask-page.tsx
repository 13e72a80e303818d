import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { AskOptions } from "@/domain/asks/schema";
import { MakeAskForm } from "./make-ask-form";

/** The page a bank asks on; where nothing may be asked it says why, and what now. */
export function AskFor({
  applicationId,
  firm,
  options,
  back,
}: {
  applicationId: string;
  firm: string;
  options: AskOptions;
  back: { href: string; label: string };
}) {
  const t = useTranslations("asks.bank");
  const errors = useTranslations("errors");
  return (
    <>
      <PageHeader
        title={t(`formTitle.${options.purpose}`)}
        lead={
          <>
            {firm} · {t(`formLead.${options.purpose}`)}
          </>
        }
        back={back}
      />
      {options.refusal === null ? (
        <MakeAskForm applicationId={applicationId} options={options} next={back.href} />
      ) : (
        <Notice
          tone="waiting"
          action={
            options.refusal === "erasure_overdue" && (
              <LinkButton href="/bank/erasures">{t("toErasures")}</LinkButton>
            )
          }
        >
          {errors(options.refusal)}
        </Notice>
      )}
    </>
  );
}
