"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import { Stepper } from "@/components/ui/timeline";
import type { ConsentView } from "@/domain/consents/schema";
import type { ItemCode } from "@/domain/sources/catalogue";
import { ConsentText } from "./consent-text";
import { FetchProgress } from "./fetch-progress";

type Offered = { code: ItemCode; isComputed: boolean };

/** Choose items, read the exact text, sign, and watch the agencies answer. */
export function AllowMatching({
  items,
  preselected,
  next,
}: {
  items: readonly Offered[];
  /** Ticked beforehand because a product asked for exactly these. */
  preselected: readonly ItemCode[];
  /** Where to go on when all is fetched. */
  next: string;
}) {
  const t = useTranslations("consents.matching");
  const sources = useTranslations("sources");
  const trpc = useTRPC();
  const router = useRouter();
  const language = useLocale();
  const refusalText = useRefusalText();
  const [requestId] = useState(() => crypto.randomUUID());
  const [attempt, setAttempt] = useState(0);
  const [consent, setConsent] = useState<ConsentView | null>(null);
  const [isSigned, setIsSigned] = useState(false);
  const [chosen, setChosen] = useState<readonly ItemCode[]>(preselected);
  const [nothing, setNothing] = useState(false);
  const request = useMutation(trpc.consents.request.mutationOptions());
  const sign = useMutation(trpc.consents.sign.mutationOptions());

  function choose(event: FormEvent) {
    event.preventDefault();
    setNothing(chosen.length === 0);
    if (chosen.length === 0) return;
    // Another choice is another text: it needs an id of its own.
    const id = attempt === 0 ? requestId : crypto.randomUUID();
    request.mutate(
      { id, purpose: "platform_matching", language, items: [...chosen] },
      {
        onSuccess: (requested) => {
          setConsent(requested);
          setAttempt(attempt + 1);
        },
      },
    );
  }

  const step = isSigned ? 2 : consent ? 1 : 0;
  return (
    <div className="grid gap-6">
      <Stepper
        current={step}
        steps={(["choose", "read", "fetch"] as const).map((key) => ({
          key,
          label: t(`step.${key}`),
        }))}
      />
      {step === 0 && (
        <form onSubmit={choose} className="grid gap-4">
          <fieldset>
            <legend className="font-medium">{t("legend")}</legend>
            <p className="measure mb-2 text-sm text-ink-soft">{t("hint")}</p>
            <Button
              variant="quiet"
              size="small"
              onClick={() => setChosen(items.map(({ code: item }) => item))}
            >
              {t("all")}
            </Button>
            {items.map(({ code: item, isComputed }) => (
              <Checkbox
                key={item}
                name="item"
                value={item}
                checked={chosen.includes(item)}
                onChange={({ target }) =>
                  setChosen((before) =>
                    target.checked ? [...before, item] : before.filter((other) => other !== item),
                  )
                }
                label={<span className="first-letter:uppercase">{sources(`item.${item}`)}</span>}
                hint={sources(`granularityHint.${isComputed ? "predicate" : "indicator"}`)}
              />
            ))}
          </fieldset>
          {nothing && <Notice tone="waiting">{t("nothing")}</Notice>}
          {request.error && <Notice tone="refused">{refusalText(request.error)}</Notice>}
          <div>
            <Button type="submit" size="large" isPending={request.isPending}>
              {t("read")}
            </Button>
          </div>
        </form>
      )}
      {step === 1 && consent && (
        <SignForm
          signLabel={t("sign")}
          backLabel={t("back")}
          artefactHash={consent.artefactHash}
          onSign={(proof) =>
            sign
              .mutateAsync({
                consentId: consent.id,
                artefactHash: consent.artefactHash,
                proof,
              })
              .then(() => setIsSigned(true))
          }
          onBack={() => setConsent(null)}
          error={sign.error}
          isPending={sign.isPending}
          isDone={sign.isSuccess}
        >
          <ConsentText consent={consent} />
        </SignForm>
      )}
      {step === 2 && consent && (
        <FetchProgress
          consentId={consent.id}
          onDone={() => {
            router.push(next);
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
