"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { Status, type Tone } from "@/components/ui/status";
import type { FetchView } from "@/domain/sources/schema";

const tones: Record<FetchView["status"], Tone> = {
  queued: "waiting",
  running: "waiting",
  done: "good",
  failed: "refused",
  discarded: "neutral",
};
const ended = new Set<FetchView["status"]>(["done", "failed", "discarded"]);
const known = ["node_unreachable", "malformed_answer", "wrong_enterprise"] as const;

/** The agencies' answers arriving, one line each. */
export function FetchProgress({ consentId, onDone }: { consentId: string; onDone: () => void }) {
  const t = useTranslations("sources");
  const consents = useTranslations("consents.matching");
  const trpc = useTRPC();
  const { data: fetches = [] } = useQuery({
    ...trpc.sources.fetches.queryOptions({ consentId }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data && state.data.length > 0 && state.data.every(({ status }) => ended.has(status))
        ? false
        : 700,
  });
  const done = fetches.filter(({ status }) => ended.has(status)).length;
  const isOver = fetches.length > 0 && done === fetches.length;
  const failed = fetches.filter(({ status }) => status === "failed");
  const reasonOf = ({ reason }: FetchView) => {
    const word = known.find((candidate) => candidate === reason);
    return t(`failure.${word ?? "other"}`);
  };
  return (
    <section className="grid gap-4">
      <Progress
        label={t("fetching")}
        value={done}
        max={Math.max(fetches.length, 1)}
        text={t("fetched", { done, total: fetches.length })}
      />
      <ul className="grid gap-2">
        {fetches.map((fetch) => (
          <li key={fetch.id} className="flex justify-between gap-4 border-b border-line py-2">
            <span className="first-letter:uppercase">{t(`item.${fetch.item}`)}</span>
            <Status tone={tones[fetch.status]}>{t(`status.${fetch.status}`)}</Status>
          </li>
        ))}
      </ul>
      <LiveRegion>{isOver ? t("allFetched") : null}</LiveRegion>
      {failed.map((fetch) => (
        <Notice key={fetch.id} tone="waiting">
          {t("fetchFailed", { item: t(`item.${fetch.item}`), reason: reasonOf(fetch) })}
        </Notice>
      ))}
      {isOver && (
        <div>
          <Button size="large" onClick={onDone}>
            {consents("next")}
          </Button>
        </div>
      )}
    </section>
  );
}
