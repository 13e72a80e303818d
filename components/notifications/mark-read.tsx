"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import type { Audience } from "@/domain/notifications/audience";

/** Marks everything as read, for everybody of the organization. */
export function MarkRead({ reader, hasUnread }: { reader: Audience; hasUnread: boolean }) {
  const t = useTranslations("notifications");
  const { notifications } = useTRPC();
  const refusal = useRefusalText();
  const router = useRouter();
  const procedures = {
    enterprise: notifications.markReadByEnterprise,
    bank: notifications.markReadByBank,
    office: notifications.markReadByOffice,
  };
  const mark = useMutation(
    procedures[reader].mutationOptions({ onSuccess: () => router.refresh() }),
  );
  return (
    <div className="flex flex-wrap items-center gap-4">
      <LiveRegion isVisible={mark.isError}>
        {mark.isError ? refusal(mark.error) : mark.isSuccess ? t("marked") : null}
      </LiveRegion>
      <Button
        variant="quiet"
        size="small"
        isPending={mark.isPending}
        disabled={!hasUnread}
        onClick={() => mark.mutate()}
      >
        {t("markRead")}
      </Button>
    </div>
  );
}
