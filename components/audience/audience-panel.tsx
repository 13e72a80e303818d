"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AudienceAnswer } from "@/components/audience/audience-answer";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import type { AskAudienceInput } from "@/domain/audience/schema";
import type { Rule } from "@/domain/products/rule";

/**
 * Whom a rule reaches, asked for by a button and never by itself: each question is written down and
 * counts against the bank's day. Needs the namespaces audience, common and errors.
 */
export function AudiencePanel({
  rule,
  regions,
  heading: Heading = "h2",
}: {
  rule: Rule | null;
  regions: string[];
  /** Its place under the headings around it. */
  heading?: "h2" | "h3";
}) {
  const t = useTranslations("audience");
  const trpc = useTRPC();
  const refusalText = useRefusalText();
  const ask = useMutation(trpc.audience.ask.mutationOptions());
  const { data } = ask;
  const [asked, setAsked] = useState<AskAudienceInput | null>(null);
  const isOutdated = asked !== null && !isSame(asked, { rule, regions });
  const count = () => {
    if (!rule) return;
    setAsked({ rule, regions });
    ask.mutate({ rule, regions });
  };
  return (
    <section aria-labelledby="audience-title" className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <Heading id="audience-title" className="text-lg font-semibold">
          {t("title")}
        </Heading>
        <Button
          type="button"
          variant="quiet"
          size="small"
          disabled={rule === null}
          isPending={ask.isPending}
          onClick={count}
        >
          {t(data ? "askAgain" : "ask")}
        </Button>
      </div>
      <p className="measure text-sm text-ink-soft">{t(rule === null ? "noRule" : "lead")}</p>
      <LiveRegion>
        {ask.isPending
          ? t("counting")
          : data && t("counted", { band: t(`band.${data.total.eligible}`) })}
      </LiveRegion>
      {ask.error && <Notice tone="refused">{refusalText(ask.error)}</Notice>}
      {data && asked && !ask.isPending && (
        <>
          {isOutdated && <Notice tone="waiting">{t("outdated")}</Notice>}
          <AudienceAnswer answer={data} asked={asked.rule} />
        </>
      )}
    </section>
  );
}

/** Whether the answer on the screen is to the rule on the screen. */
const isSame = (one: AskAudienceInput, other: { rule: Rule | null; regions: string[] }) =>
  JSON.stringify(one.rule) === JSON.stringify(other.rule) &&
  one.regions.toSorted().join() === other.regions.toSorted().join();
