"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { ConsentDiff } from "@/components/consents/consent-diff";
import { ConsentText } from "@/components/consents/consent-text";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button, LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import type { OwnAskView } from "@/domain/asks/schema";
import { diffConsents } from "@/domain/consents/diff";
import type { ConsentView } from "@/domain/consents/schema";
import { useChosenScopes } from "@/components/sources/use-chosen-scopes";

/** Choose what is optional, read the exact text, sign it. */
export function AnswerAsk({ ask }: { ask: OwnAskView }) {
  const t = useTranslations("asks.answer");
  const sources = useTranslations("sources");
  const trpc = useTRPC();
  const router = useRouter();
  const language = useLocale();
  const refusalText = useRefusalText();
  const optional = ask.items.filter(({ isRequired }) => !isRequired);
  const { chosen, isChosen, choose } = useChosenScopes(optional);
  const [consent, setConsent] = useState<ConsentView | null>(null);
  const answer = useMutation(trpc.asks.answer.mutationOptions({ onSuccess: setConsent }));
  const sign = useMutation(
    trpc.consents.sign.mutationOptions({ onSuccess: () => router.refresh() }),
  );

  if (sign.data)
    return (
      <Notice
        tone="good"
        title={t("signed")}
        action={
          <LinkButton href={`/sme/consents/${sign.data.consentId}`}>{t("seeConsent")}</LinkButton>
        }
      >
        {t(sign.data.status === "awaiting_cosign" ? "cosign" : "signedLead")}
      </Notice>
    );
  if (consent)
    return (
      <SignForm
        signLabel={t("sign")}
        backLabel={t("back")}
        artefactHash={consent.artefactHash}
        onSign={(proof) =>
          sign.mutateAsync({ consentId: consent.id, artefactHash: consent.artefactHash, proof })
        }
        onBack={() => setConsent(null)}
        error={sign.error}
        isPending={sign.isPending}
        isDone={sign.isSuccess}
      >
        {ask.live && <ConsentDiff differences={diffConsents(ask.live, consent)} />}
        <ConsentText consent={consent} />
      </SignForm>
    );
  return (
    <div className="grid gap-4">
      {optional.length > 0 && (
        <fieldset>
          <legend className="font-medium">{t("optional")}</legend>
          <p className="text-sm text-ink-soft">{t("optionalHint")}</p>
          {optional.map((one) => (
            <Checkbox
              key={`${one.item}:${one.granularity}`}
              name="optional"
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
      )}
      {answer.error && <Notice tone="refused">{refusalText(answer.error)}</Notice>}
      <div>
        <Button
          size="large"
          isPending={answer.isPending}
          // A double press ends before the button is disabled: it must not be two texts.
          onClick={({ detail }) =>
            detail < 2 &&
            answer.mutate({
              id: crypto.randomUUID(),
              askId: ask.id,
              language,
              optionalItems: chosen.map(({ item, granularity }) => ({ item, granularity })),
            })
          }
        >
          {t("read")}
        </Button>
      </div>
    </div>
  );
}
