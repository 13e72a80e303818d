"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { ConsentText } from "@/components/consents/consent-text";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import type { ConsentView } from "@/domain/consents/schema";
import type { ReportView } from "@/domain/reports/schema";

/** One institution, the exact text, one signature. */
export function ShareReport({
  reportId,
  institutions,
}: {
  reportId: string;
  institutions: ReportView["institutions"];
}) {
  const t = useTranslations("reports.share");
  const trpc = useTRPC();
  const router = useRouter();
  const language = useLocale();
  const refusalText = useRefusalText();
  const [consent, setConsent] = useState<ConsentView | null>(null);
  const share = useMutation(trpc.reports.share.mutationOptions({ onSuccess: setConsent }));
  const sign = useMutation(
    trpc.consents.sign.mutationOptions({
      onSuccess: () => {
        setConsent(null);
        router.refresh();
      },
    }),
  );

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const bankId = new FormData(event.currentTarget).get("bankId");
    if (typeof bankId !== "string" || bankId === "") return;
    share.mutate({ id: crypto.randomUUID(), reportId, bankId, language });
  }

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
        <ConsentText consent={consent} />
      </SignForm>
    );
  return (
    <form onSubmit={read} className="grid gap-4 sm:max-w-md">
      <Select
        label={t("institution")}
        name="bankId"
        placeholder={t("choose")}
        options={institutions.map(({ id, name, nameEn }) => ({
          value: id,
          label: language === "en" ? nameEn : name,
        }))}
      />
      {share.error && <Notice tone="refused">{refusalText(share.error)}</Notice>}
      <div>
        <Button type="submit" isPending={share.isPending}>
          {t("read")}
        </Button>
      </div>
    </form>
  );
}
