"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/** Yes is a signature: the code field opens, what follows is said, and one press makes the contract. */
export function AnswerOffer({ offerId, bank }: { offerId: string; bank: string }) {
  const t = useTranslations("offers.answer");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isAccepting, setIsAccepting] = useState(false);
  const accept = useMutation(
    trpc.enterpriseOffers.accept.mutationOptions({ onSuccess: () => router.refresh() }),
  );
  const refuse = useMutation(trpc.enterpriseOffers.refuse.mutationOptions());

  if (isAccepting)
    return (
      <div className="border-t border-line pt-4">
        <SignForm
          signLabel={t("sign")}
          backLabel={t("back")}
          onSign={(code) => accept.mutateAsync({ offerId, code })}
          onBack={() => setIsAccepting(false)}
          error={accept.error}
          isPending={accept.isPending}
          isDone={accept.isSuccess}
        >
          <p className="measure">{t("follows", { bank })}</p>
        </SignForm>
      </div>
    );
  return (
    <div className="flex flex-wrap gap-3">
      <Button onClick={() => setIsAccepting(true)}>{t("accept")}</Button>
      <Confirm
        trigger={<Button variant="danger">{t("refuse")}</Button>}
        title={t("refuseTitle", { bank })}
        description={t("refuseDescription", { bank })}
        action={t("refuseConfirm")}
        cancelLabel={cancel("cancel")}
        onConfirm={async () => {
          await refuse.mutateAsync({ offerId });
          router.refresh();
        }}
      >
        {refuse.error && <Notice tone="refused">{refusalText(refuse.error)}</Notice>}
      </Confirm>
    </div>
  );
}
