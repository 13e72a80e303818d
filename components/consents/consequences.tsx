"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { formatList } from "@/components/format/list";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";
import type { GetConsequencesInput, PlannedAct } from "@/domain/consents/life-schema";

/** What an act on a consent will do, told before it is done. Asked anew each time it is shown. */
export function Consequences({
  consentId,
  who,
  action,
  drops = [],
  isDeletionDemanded = false,
}: {
  consentId: string;
  who: string;
  action: Exclude<PlannedAct, "relinquish">;
  drops?: NonNullable<GetConsequencesInput["drops"]>;
  /** Whether the deletion is asked for sooner than was agreed. */
  isDeletionDemanded?: boolean;
}) {
  const t = useTranslations("consents.consequences");
  const sources = useTranslations("sources");
  const trpc = useTRPC();
  const locale = useLocale();
  const refusalText = useRefusalText();
  const { data, error } = useQuery({
    ...trpc.consents.consequences.queryOptions({ consentId, action, drops }),
    staleTime: 0,
    placeholderData: (before) => before,
  });
  if (error) return <Notice tone="refused">{refusalText(error)}</Notice>;
  if (!data) return <Loading lines={3} />;
  const bankOf = ({ bank, bankEn }: { bank: string; bankEn: string }) =>
    locale === "en" ? bankEn : bank;
  return (
    <ul className="grid list-disc gap-1.5 ps-5">
      <li>{action === "narrow" ? t("narrowed", { who }) : t(`stops.${data.purpose}`, { who })}</li>
      {data.applications.map((one) => (
        <li key={one.id}>
          {t(one.isStopped ? "application.stopped" : `application.${action}`, {
            bank: bankOf(one),
          })}
        </li>
      ))}
      {data.offers.map((one) => (
        <li key={one.id}>{t("offer", { bank: bankOf(one) })}</li>
      ))}
      {data.loans.map((one) => (
        <li key={one.id}>{t("loan", { bank: bankOf(one) })}</li>
      ))}
      {data.missing.length > 0 && (
        <li>
          {t("missing", {
            who,
            items: formatList(
              data.missing.map(({ item }) => sources(`item.${item}`)),
              locale,
            ),
          })}
        </li>
      )}
      {data.losesMatches && <li>{t("matches")}</li>}
      {data.deletion && (
        <li>
          {t("deletion", {
            who,
            days: isDeletionDemanded
              ? Math.min(data.deletion.demandedDays, data.deletion.days)
              : data.deletion.days,
          })}
        </li>
      )}
    </ul>
  );
}
