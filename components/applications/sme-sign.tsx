"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { ConsentText } from "@/components/consents/consent-text";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import { Stepper } from "@/components/ui/timeline";
import type { ConsentView } from "@/domain/consents/schema";
import type { Granularity, ItemCode } from "@/domain/sources/catalogue";
import { useChosenScopes } from "@/components/sources/use-chosen-scopes";

type Asked = { item: ItemCode; granularity: Granularity; why: string; isRequired: boolean };

/** Reads the exact text, signs it, and the application is with the bank: one act. */
export function SignApplication({
  applicationId,
  items,
}: {
  applicationId: string;
  /** What the bank wishes to see. What it can do without is not ticked beforehand. */
  items: readonly Asked[];
}) {
  const t = useTranslations("applications.sign");
  const sources = useTranslations("sources");
  const trpc = useTRPC();
  const router = useRouter();
  const language = useLocale();
  const refusalText = useRefusalText();
  const optional = items.filter(({ isRequired }) => !isRequired);
  const { chosen, isChosen, choose } = useChosenScopes(optional);
  const required = items.filter(({ isRequired }) => isRequired);
  const nameOf = ({ item, granularity }: Asked) =>
    sources("itemAt", {
      item: sources(`item.${item}`),
      granularity: sources(`granularity.${granularity}`),
    });
  const [consent, setConsent] = useState<ConsentView | null>(null);
  const request = useMutation(trpc.consents.request.mutationOptions({ onSuccess: setConsent }));
  const submit = useMutation(
    trpc.enterpriseApplications.submit.mutationOptions({ onSuccess: () => router.refresh() }),
  );

  function read() {
    request.mutate({
      // Another choice is another text: each reading gets an id of its own.
      id: crypto.randomUUID(),
      purpose: "loan_application",
      language,
      applicationId,
      optionalItems: chosen.map(({ item, granularity }) => ({ item, granularity })),
    });
  }

  return (
    <div className="grid gap-6">
      <Stepper
        current={consent ? 1 : 0}
        steps={(["read", "sign"] as const).map((key) => ({ key, label: t(`step.${key}`) }))}
      />
      {!consent && (
        <div className="grid gap-4">
          {required.length > 0 && (
            <fieldset>
              <legend className="font-medium">{t("required")}</legend>
              <p className="measure text-sm text-ink-soft">{t("requiredHint")}</p>
              {required.map((one) => (
                <Checkbox
                  key={`${one.item}:${one.granularity}`}
                  name="required"
                  checked
                  disabled
                  readOnly
                  label={nameOf(one)}
                  hint={one.why}
                />
              ))}
            </fieldset>
          )}
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
                  label={nameOf(one)}
                  hint={one.why}
                />
              ))}
            </fieldset>
          )}
          {request.error && <Notice tone="refused">{refusalText(request.error)}</Notice>}
          <div>
            <Button
              size="large"
              // A double press ends before the button is disabled: it must not be two texts.
              onClick={({ detail }) => detail < 2 && read()}
              isPending={request.isPending}
            >
              {t("read")}
            </Button>
          </div>
        </div>
      )}
      {consent && (
        <SignForm
          signLabel={t("sign")}
          backLabel={t("back")}
          artefactHash={consent.artefactHash}
          onSign={(proof) =>
            submit.mutateAsync({
              applicationId,
              consentId: consent.id,
              artefactHash: consent.artefactHash,
              proof,
            })
          }
          onBack={() => setConsent(null)}
          error={submit.error}
          isPending={submit.isPending}
          isDone={submit.isSuccess}
        >
          <ConsentText consent={consent} />
        </SignForm>
      )}
    </div>
  );
}
