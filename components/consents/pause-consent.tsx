"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Consequences } from "./consequences";

type Props = { consentId: string; who: string };

/** Stops every look for a while; it can go on whenever the firm likes. */
export function PauseConsent({ consentId, who }: Props) {
  const t = useTranslations("consents.pause");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isOpen, setIsOpen] = useState(false);
  const pause = useMutation(trpc.consents.pause.mutationOptions());
  return (
    <Confirm
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button variant="quiet" size="small">
          {t("action")}
        </Button>
      }
      variant="primary"
      title={t("title", { who })}
      description={t("description")}
      action={t("action")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await pause.mutateAsync({ consentId });
        router.refresh();
      }}
    >
      {isOpen && <Consequences consentId={consentId} who={who} action="pause" />}
      {pause.error && <Notice tone="refused">{refusalText(pause.error)}</Notice>}
    </Confirm>
  );
}

/** Lets what was paused go on, exactly as it was signed. */
export function ResumeConsent({ consentId, who }: Props) {
  const t = useTranslations("consents.resume");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const resume = useMutation(trpc.consents.resume.mutationOptions());
  return (
    <Confirm
      trigger={<Button size="small">{t("action")}</Button>}
      variant="primary"
      title={t("title", { who })}
      description={t("description", { who })}
      action={t("action")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await resume.mutateAsync({ consentId });
        router.refresh();
      }}
    >
      {resume.error && <Notice tone="refused">{refusalText(resume.error)}</Notice>}
    </Confirm>
  );
}
