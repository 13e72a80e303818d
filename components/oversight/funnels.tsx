import { useLocale, useTranslations } from "next-intl";
import { Funnel } from "@/components/charts/horizontal-bars";
import { formatCount } from "@/components/format/count";
import type { OverviewView } from "@/domain/oversight/schema";

const needSteps = ["needs", "matched", "applied", "offered", "disbursed"] as const;
const applicationSteps = ["submitted", "accepted", "approved", "disbursed"] as const;

/** Two ways from wish to money: needs exist on this platform only, applications also in history. */
export function Funnels({
  overview: { cut, needFunnel, applicationFunnel },
}: {
  overview: Pick<OverviewView, "cut" | "needFunnel" | "applicationFunnel">;
}) {
  const t = useTranslations("office.funnel");
  const locale = useLocale();
  const format = (value: number) => formatCount(value, locale);
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2 print:grid-cols-2 print:gap-x-5 print:gap-y-3">
      <div className="grid content-start gap-2">
        <Funnel
          title={t("applications")}
          format={format}
          points={applicationSteps.map((step) => ({
            key: step,
            label: t(`step.${step}`),
            value: applicationFunnel[step],
          }))}
        />
        <p className="text-sm text-ink-soft">
          {t(cut.origin === "all" ? "applicationsHint" : "applicationsHintCut")}
        </p>
      </div>
      <div className="grid content-start gap-2">
        {needFunnel && needFunnel.needs > 0 ? (
          <>
            <Funnel
              title={t("needs")}
              format={format}
              points={needSteps.map((step) => ({
                key: step,
                label: t(`step.${step}`),
                value: needFunnel[step],
              }))}
            />
            <p className="text-sm text-ink-soft">{t("needsHint")}</p>
          </>
        ) : (
          <>
            <p className="font-medium">{t("needs")}</p>
            <p className="border-y border-line py-6 text-ink-soft">
              {t(needFunnel ? "noNeeds" : cut.bank ? "noNeedsOfBank" : "noNeedsImported")}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
