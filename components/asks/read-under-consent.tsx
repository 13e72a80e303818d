"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Instant } from "@/components/format/values";
import { ProfileSections } from "@/components/profiles/profile-sections";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { BankConsentView } from "@/domain/consents/bank-schema";
import { ConsentReads } from "./consent-reads";

/** What a consent covers, read through the gate when asked for; nothing of it is kept. */
export function ReadUnderConsent({ consent }: { consent: BankConsentView }) {
  const t = useTranslations("asks.held");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const read = useMutation(
    trpc.profiles.readUnderConsent.mutationOptions({ onSettled: () => router.refresh() }),
  );
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-4">
        <Button
          isPending={read.isPending}
          // A double press ends before the button is disabled: it must not be two looks.
          onClick={({ detail }) => detail < 2 && read.mutate({ consentId: consent.id })}
        >
          {t(read.data ? "again" : "read")}
        </Button>
        <p className="measure text-sm text-ink-soft">
          <ConsentReads consent={consent} /> · {t("logged")}
        </p>
      </div>
      {read.error && (
        <Notice tone="refused" title={t("refused")}>
          {refusalText(read.error)}
        </Notice>
      )}
      {read.data && (
        <div className="grid gap-3" aria-live="polite">
          <p className="text-sm text-ink-soft">
            {t.rich("readAt", { at: () => <Instant key="at" at={read.data.readAt} /> })}
          </p>
          <ProfileSections profile={read.data.profile} />
        </div>
      )}
    </div>
  );
}
