"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { formatList } from "@/components/format/list";
import { Day, Instant } from "@/components/format/values";
import { ProfileSections } from "@/components/profiles/profile-sections";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** The report, read through the gate when asked for and not before. */
export function ReadReport({ number }: { number: string }) {
  const t = useTranslations("reports");
  const items = useTranslations("sources.item");
  const trpc = useTRPC();
  const locale = useLocale();
  const refusalText = useRefusalText();
  const read = useMutation(trpc.reports.readShared.mutationOptions());
  const report = read.data;
  return (
    <div className="grid gap-4">
      <div>
        <Button
          isPending={read.isPending}
          // A double press ends before the button is disabled: it must not be two looks.
          onClick={({ detail }) => detail < 2 && read.mutate({ number })}
        >
          {t(report ? "bank.again" : "bank.read")}
        </Button>
      </div>
      {read.error && <Notice tone="refused">{refusalText(read.error)}</Notice>}
      {report && (
        <div className="grid gap-4" aria-live="polite">
          <p>
            {t.rich("bank.made", {
              firm: report.enterprise.name,
              at: () => <Instant key="at" at={report.at} />,
            })}{" "}
            · <Day day={report.period.from} /> – <Day day={report.period.to} />
          </p>
          {report.unreachable.length > 0 && (
            <Notice tone="waiting">
              {t("bank.unreachable", {
                items: formatList(
                  report.unreachable.map((item) => items(item)),
                  locale,
                ),
              })}
            </Notice>
          )}
          <ProfileSections profile={report.profile} />
          <p className="text-sm text-ink-soft">
            {t("hash")} <code className="text-xs break-all">{report.contentHash}</code>
          </p>
        </div>
      )}
    </div>
  );
}
