"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Day, Instant } from "@/components/format/values";
import { ProfileSections } from "@/components/profiles/profile-sections";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { lastDayOfClock } from "@/domain/applications/clock";
import type { CaseView } from "@/domain/applications/bank-schema";

/** The credit profile, read through the gate when asked for and not before; nothing of it is kept. */
export function ReadProfile({
  applicationId,
  consent,
  canRead,
  unreadable,
}: {
  applicationId: string;
  consent: NonNullable<CaseView["consent"]>;
  canRead: boolean;
  /** Why it cannot be read although the consent is live. */
  unreadable: "notYours" | "notNow" | "over";
}) {
  const t = useTranslations("bank.profile");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const read = useMutation(
    trpc.profiles.read.mutationOptions({ onSettled: () => router.refresh() }),
  );
  const isLive = consent.status === "active";
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
        <Status tone={isLive ? "consent" : "neutral"}>{t(isLive ? "live" : "ended")}</Status>
        <span className="figures">
          {t("reads", { used: consent.readsUsed, most: consent.maxReads })}
        </span>
        {isLive && (
          <span className="text-ink-soft">
            {t.rich("until", {
              day: () => <Day key="day" day={lastDayOfClock(consent.validTo)} />,
            })}
          </span>
        )}
      </p>
      {consent.signatures.length > 0 && (
        <ul className="grid gap-1 text-sm text-ink-soft">
          {consent.signatures.map(({ role, method, at }) => (
            <li key={role} className="measure">
              {t.rich(`signed.${method}`, {
                role: t(`signer.${role}`),
                at: () => <Instant key="at" at={at} />,
              })}
            </li>
          ))}
        </ul>
      )}
      {canRead && isLive ? (
        <div className="flex flex-wrap items-center gap-4">
          <Button
            data-key="p"
            isPending={read.isPending}
            // A double press ends before the button is disabled: it must not be two looks.
            onClick={({ detail }) => detail < 2 && read.mutate({ applicationId })}
          >
            {t(read.data ? "again" : "read")}
          </Button>
          <p className="measure text-sm text-ink-soft">{t("logged")}</p>
        </div>
      ) : (
        <p className="measure text-ink-soft">{t(isLive ? unreadable : "noMore")}</p>
      )}
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
