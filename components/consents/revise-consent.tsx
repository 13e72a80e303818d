"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";
import { TextInput } from "@/components/ui/text-input";
import { Stepper } from "@/components/ui/timeline";
import type { RevisionRoom } from "@/domain/consents/life-schema";
import { lastDayBefore } from "@/domain/consents/periods";
import type { ConsentView } from "@/domain/consents/schema";
import { SignWaiting } from "./sign-waiting";
import { useChosenScopes } from "@/components/sources/use-chosen-scopes";

/** Chooses what to add, shows what that changes, and signs the new text in the place of the old one. */
export function ReviseConsent({ consent, room }: { consent: ConsentView; room: RevisionRoom }) {
  const t = useTranslations("consents.revise");
  const sources = useTranslations("sources");
  const trpc = useTRPC();
  const language = useLocale();
  const refusalText = useRefusalText();
  const { chosen, isChosen, choose } = useChosenScopes(room.items);
  const [until, setUntil] = useState("");
  const [text, setText] = useState<ConsentView | null>(null);
  const revise = useMutation(trpc.consents.revise.mutationOptions({ onSuccess: setText }));
  const isNothing = chosen.length === 0 && until === "";

  function read(event: FormEvent) {
    event.preventDefault();
    if (isNothing || revise.isPending) return;
    revise.mutate({
      // Another choice is another text: each reading gets an id of its own.
      id: crypto.randomUUID(),
      consentId: consent.id,
      language,
      add: chosen.map(({ item, granularity }) => ({ item, granularity })),
      ...(until !== "" && { until }),
    });
  }

  return (
    <div className="grid gap-6">
      <Stepper
        current={text ? 1 : 0}
        steps={(["choose", "sign"] as const).map((key) => ({ key, label: t(`step.${key}`) }))}
      />
      {text ? (
        <Changes consentId={text.id}>
          {(differences) => (
            <SignWaiting
              consent={text}
              differences={differences}
              back={`/sme/consents/${consent.id}`}
            />
          )}
        </Changes>
      ) : (
        <form onSubmit={read} className="grid gap-5">
          {room.items.length > 0 ? (
            <fieldset>
              <legend className="font-medium">{t("legend")}</legend>
              <p className="measure text-sm text-ink-soft">{t("hint")}</p>
              {room.items.map((one) => (
                <Checkbox
                  key={`${one.item}:${one.granularity}`}
                  name="add"
                  checked={isChosen(one)}
                  onChange={({ target }) => choose(one, target.checked)}
                  label={sources("itemAt", {
                    item: sources(`item.${one.item}`),
                    granularity: sources(`granularity.${one.granularity}`),
                  })}
                  hint={one.why}
                />
              ))}
            </fieldset>
          ) : (
            <Notice>{t("noItems")}</Notice>
          )}
          <TextInput
            type="date"
            label={t("until")}
            hint={t("untilHint", {
              validity: consent.ceilings.validityDays,
              months: consent.ceilings.dataMonths,
            })}
            isOptional
            min={lastDayBefore(consent.validTo)}
            max={room.lastDay}
            value={until}
            onChange={({ target }) => setUntil(target.value)}
          />
          {revise.error && <Notice tone="refused">{refusalText(revise.error)}</Notice>}
          <div>
            <Button type="submit" size="large" disabled={isNothing} isPending={revise.isPending}>
              {t("read")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}

function Changes({
  consentId,
  children,
}: {
  consentId: string;
  children: (differences: Parameters<typeof SignWaiting>[0]["differences"]) => React.ReactNode;
}) {
  const trpc = useTRPC();
  const refusalText = useRefusalText();
  const { data, error } = useQuery(trpc.consents.compare.queryOptions({ consentId }));
  if (error) return <Notice tone="refused">{refusalText(error)}</Notice>;
  return data ? children(data.differences) : <Loading lines={6} />;
}
