"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Details } from "@/components/ui/details";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/text-input";
import { SendBackOfferInput } from "@/domain/offers/bank-schema";
import { useFormProblems } from "./use-form-problems";

/** The approver's two answers to a draft. */
export function ApproveOffer({ offerId, firm }: { offerId: string; firm: string }) {
  const t = useTranslations("bank.approve");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const approve = useMutation(
    trpc.bankOffers.approve.mutationOptions({ onSuccess: () => router.refresh() }),
  );
  const sendBack = useMutation(
    trpc.bankOffers.sendBack.mutationOptions({ onSuccess: () => router.refresh() }),
  );
  const form = useFormProblems(SendBackOfferInput, sendBack.error);

  function returnIt(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get("reason");
    const input = form.parse({ offerId, reason });
    if (input) sendBack.mutate(input);
  }

  return (
    <div className="grid gap-2">
      <Button
        isWide
        data-key="y"
        isPending={approve.isPending || approve.isSuccess}
        disabled={sendBack.isPending}
        onClick={() => approve.mutate({ offerId })}
      >
        {t("act")}
      </Button>
      <p className="text-sm text-ink-soft">{t("hint", { firm })}</p>
      {approve.error && <Notice tone="refused">{refusalText(approve.error)}</Notice>}
      <Details summary={t("sendBack")}>
        <form onSubmit={returnIt} noValidate className="grid gap-3">
          <Textarea
            label={t("reason")}
            name="reason"
            rows={2}
            maxLength={500}
            error={form.problemOf("reason")}
          />
          {form.refused && <Notice tone="refused">{form.refused}</Notice>}
          <Button
            type="submit"
            variant="quiet"
            isPending={sendBack.isPending || sendBack.isSuccess}
            disabled={approve.isPending}
          >
            {t("sendBackAct")}
          </Button>
        </form>
      </Details>
    </div>
  );
}

/** Takes an offer back; asked once more where the firm has already seen it. */
export function WithdrawOffer({ offerId, isSeen }: { offerId: string; isSeen: boolean }) {
  const t = useTranslations("bank.withdrawOffer");
  const dialog = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const withdraw = useMutation(trpc.bankOffers.withdraw.mutationOptions());
  return (
    <Confirm
      trigger={
        <Button variant="quiet" size="small" className="justify-self-start">
          {t("act")}
        </Button>
      }
      title={t("title")}
      description={t(isSeen ? "seen" : "unseen")}
      action={t("act")}
      cancelLabel={dialog("cancel")}
      onConfirm={async () => {
        await withdraw.mutateAsync({ offerId });
        router.refresh();
      }}
    >
      {withdraw.error && <Notice tone="refused">{refusalText(withdraw.error)}</Notice>}
    </Confirm>
  );
}
