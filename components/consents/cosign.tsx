"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SigningRefusal } from "@/domain/authorities/rules";
import type { ConsentView } from "@/domain/consents/schema";
import { ConsentText } from "./consent-text";

/**
 * A consent that one has signed and that takes two: what the second may read and sign, or why the
 * viewer is not the second. Needs the messages `auth`, `common`, `consents`, `errors`, `signing`
 * and `sources`.
 */
export function Cosign({
  consent,
  refusal,
}: {
  consent: ConsentView;
  /** Why the viewer may not sign; null: may. */
  refusal: SigningRefusal | null;
}) {
  const t = useTranslations("signing.cosign");
  const trpc = useTRPC();
  const router = useRouter();
  const [isReading, setIsReading] = useState(false);
  const sign = useMutation(
    trpc.consents.sign.mutationOptions({ onSuccess: () => router.refresh() }),
  );
  if (refusal)
    return (
      <Notice tone="waiting" title={t("title")}>
        {t(`refusal.${refusal}`)}
      </Notice>
    );
  if (!isReading)
    return (
      <Notice
        tone="waiting"
        title={t("title")}
        action={<Button onClick={() => setIsReading(true)}>{t("read")}</Button>}
      >
        {t("lead")}
      </Notice>
    );
  const { id: consentId, artefactHash } = consent;
  return (
    <SignForm
      signLabel={t("sign")}
      backLabel={t("back")}
      artefactHash={artefactHash}
      onSign={(proof) => sign.mutateAsync({ consentId, artefactHash, proof })}
      onBack={() => setIsReading(false)}
      error={sign.error}
      isPending={sign.isPending}
      isDone={sign.isSuccess}
    >
      <ConsentText consent={consent} />
    </SignForm>
  );
}
