"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { formatMonth } from "@/components/format/day";
import { useBankName } from "@/components/products/texts";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import type { WaitingAnswers } from "@/domain/predicates/schema";

/**
 * The answers that a recipient does not have yet. They are fetched only when asked for: the look is
 * written into the enterprise's own ledger. Needs `common`, `errors`, `predicates`, `sources`.
 */
export function AnswersWaiting({
  consentId,
  recipient,
  waiting,
  mayRelease,
}: {
  consentId: string;
  recipient: { name: string; nameEn: string };
  /** How many items' answers wait, from `predicates.waiting`. */
  waiting: number;
  mayRelease: boolean;
}) {
  const t = useTranslations("predicates.waiting");
  const trpc = useTRPC();
  const refusalText = useRefusalText();
  const who = useBankName()(recipient);
  const [isShown, setIsShown] = useState(false);
  const answers = useQuery(
    trpc.predicates.waitingOf.queryOptions({ consentId }, { enabled: isShown, retry: false }),
  );
  if (waiting === 0) return null;
  return (
    <section className="grid gap-4" aria-label={t("title", { who })}>
      <Notice tone="waiting" title={t("title", { who })}>
        <p className="measure">{t("lead", { who })}</p>
      </Notice>
      {!isShown && (
        <Button variant="quiet" className="justify-self-start" onClick={() => setIsShown(true)}>
          {t("show", { count: waiting })}
        </Button>
      )}
      {isShown && answers.isPending && <Loading lines={3} />}
      {answers.error && <Notice tone="refused">{refusalText(answers.error)}</Notice>}
      {answers.data?.length === 0 && <p className="text-ink-soft">{t("gone")}</p>}
      {answers.data?.map((held) => (
        <Held key={`${held.scope}-${held.period}`} held={held} who={who} mayRelease={mayRelease} />
      ))}
    </section>
  );
}

const tones = { yes: "good", no: "refused", unknown: "waiting" } as const;

function Held({
  held,
  who,
  mayRelease,
}: {
  held: WaitingAnswers;
  who: string;
  mayRelease: boolean;
}) {
  const t = useTranslations("predicates.waiting");
  const answers = useTranslations("predicates.answer");
  const sources = useTranslations("sources.item");
  const common = useTranslations("common.dialog");
  const locale = useLocale();
  const side = locale === "en" ? "en" : "zh";
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const release = useMutation(trpc.predicates.release.mutationOptions());
  const { consentId, item, period, digest } = held;
  if (release.isSuccess) return <Notice tone="good">{t("released", { who })}</Notice>;
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      <h3 className="font-medium first-letter:uppercase">
        {t("about", { item: sources(item), month: formatMonth(period.slice(0, 7), locale) })}
      </h3>
      <dl className="grid gap-2">
        {held.answers.map(({ question, wording, answer, from, to }) => (
          <div
            key={question}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6"
          >
            <dt className="measure">
              {wording[side]}
              <span className="block text-sm text-ink-soft">
                {t("period", {
                  from: formatMonth(from.slice(0, 7), locale),
                  to: formatMonth(to.slice(0, 7), locale),
                })}
              </span>
            </dt>
            <dd>
              <Status tone={tones[answer]}>{answers(answer)}</Status>
            </dd>
          </div>
        ))}
      </dl>
      {mayRelease ? (
        <div className="flex flex-wrap items-center gap-4">
          <Confirm
            variant="seal"
            trigger={<Button variant="seal">{t("release", { who })}</Button>}
            title={t("confirmTitle", { who })}
            description={t("confirmBody", { who })}
            action={t("release", { who })}
            cancelLabel={common("cancel")}
            onConfirm={async () => {
              const scope = `${item}:predicate` as const;
              await release.mutateAsync({ consentId, scope, period, digest });
              router.refresh();
            }}
          >
            {release.error && <Notice tone="refused">{refusalText(release.error)}</Notice>}
          </Confirm>
          <p className="text-sm text-ink-soft">{t("leave", { who })}</p>
        </div>
      ) : (
        <p className="text-sm text-ink-soft">{t("onlyOwner")}</p>
      )}
    </div>
  );
}
