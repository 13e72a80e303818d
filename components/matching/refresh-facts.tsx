"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { formatInstant } from "@/components/format/day";
import { formatList } from "@/components/format/list";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";

/** Has the agencies of a consent asked again, within what it allows, and the page judged anew with their answers. */
export function RefreshFacts({ consentId }: { consentId: string }) {
  const t = useTranslations("sources");
  const locale = useLocale();
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const { data, refetch } = useQuery({
    ...trpc.sources.refreshable.queryOptions({ consentId }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.pending > 0 ? 700 : false),
  });
  const [asked, setAsked] = useState(0);
  const isOver = asked > 0 && data?.pending === 0;
  const refresh = useMutation(
    trpc.sources.refresh.mutationOptions({
      onMutate: () => setAsked(0),
      onSuccess: async ({ queued }) => {
        await refetch();
        setAsked(queued);
      },
    }),
  );
  useEffect(() => {
    if (isOver) router.refresh();
  }, [isOver, router]);
  if (!data) return null;
  const isUnderWay = asked > 0 && data.pending > 0;
  const failed = formatList(
    data.failed.map((item) => t(`item.${item}`)),
    locale,
  );
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-sm text-ink-soft">
        {data.lastAnsweredAt &&
          `${t("refresh.last", { at: formatInstant(data.lastAnsweredAt, locale) })} `}
        {t("refresh.used", { made: data.made, most: data.most })}
      </p>
      <Button
        variant="quiet"
        isPending={refresh.isPending || isUnderWay}
        disabled={!data.canRefresh}
        onClick={() => refresh.mutate({ consentId })}
      >
        {t("refresh.action")}
      </Button>
      {isUnderWay && (
        <Progress
          label={t("fetching")}
          value={asked - data.pending}
          max={asked}
          text={t("fetched", { done: asked - data.pending, total: asked })}
        />
      )}
      <LiveRegion>{isOver ? t("refresh.done") : null}</LiveRegion>
      {data.failed.length > 0 && <Notice tone="waiting">{t("refresh.failed", { failed })}</Notice>}
      {refresh.error && <Notice tone="refused">{refusalText(refresh.error)}</Notice>}
    </div>
  );
}
