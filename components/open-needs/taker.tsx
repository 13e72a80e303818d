"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useBankName, useOwnText } from "@/components/products/texts";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button, LinkButton } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import type { OwnOpening } from "@/domain/needs/open-schema";

/** A bank that took the need up: go on with its product, or decline. */
export function Taker({ take }: { take: OwnOpening["takes"][number] }) {
  const t = useTranslations("openNeeds.take");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const own = useOwnText();
  const bank = useBankName()(take.bank);
  const refusalText = useRefusalText();
  const [applicationId] = useState(() => crypto.randomUUID());
  const accept = useMutation(
    trpc.openNeeds.accept.mutationOptions({
      onSuccess: (made) => router.push(`/sme/applications/${made.applicationId}`),
    }),
  );
  const decline = useMutation(trpc.openNeeds.decline.mutationOptions());
  const { product } = take;
  return (
    <li className="grid gap-2 border-t border-line py-4">
      <p className="flex flex-wrap items-baseline justify-between gap-x-6">
        <span>
          <span className="font-medium">{bank}</span>{" "}
          {product.isOnOffer ? (
            <Link href={`/products/${product.id}`} className="link">
              {t("suggests", { product: own(product.name) })}
            </Link>
          ) : (
            <span className="text-ink-soft">{t("gone")}</span>
          )}
        </span>
        {take.status !== "taken" && (
          <Status tone={take.status === "accepted" ? "good" : "neutral"}>{t(take.status)}</Status>
        )}
      </p>
      {take.message && <p className="measure text-ink-soft">{take.message}</p>}
      {take.applicationId && (
        <LinkButton
          href={`/sme/applications/${take.applicationId}`}
          variant="quiet"
          size="small"
          className="justify-self-start"
        >
          {t("see")}
        </LinkButton>
      )}
      {take.status === "taken" && (
        <>
          <div className="flex flex-wrap gap-3">
            <Button
              size="small"
              disabled={!product.isOnOffer}
              isPending={accept.isPending || accept.isSuccess}
              onClick={() => accept.mutate({ takeId: take.id, applicationId })}
            >
              {t("accept")}
            </Button>
            <Confirm
              trigger={
                <Button variant="quiet" size="small">
                  {t("decline")}
                </Button>
              }
              title={t("declineTitle", { bank })}
              description={t("declineText")}
              action={t("decline")}
              cancelLabel={cancel("cancel")}
              onConfirm={async () => {
                await decline.mutateAsync({ takeId: take.id });
                router.refresh();
              }}
            >
              {decline.error && <Notice tone="refused">{refusalText(decline.error)}</Notice>}
            </Confirm>
          </div>
          <p className="text-sm text-ink-soft">{t("acceptHint")}</p>
          {accept.error && <Notice tone="refused">{refusalText(accept.error)}</Notice>}
        </>
      )}
    </li>
  );
}
