"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** The bank's signature under the contract: vermilion, because it signs. */
export function SignContract({
  applicationId,
  termsHash,
  number,
}: {
  applicationId: string;
  termsHash: string;
  number: string;
}) {
  const t = useTranslations("bank.contract");
  const dialog = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const sign = useMutation(
    trpc.bankContracts.sign.mutationOptions({
      onSuccess: () => {
        setIsOpen(false);
        router.refresh();
      },
    }),
  );
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setIsOpen}
      title={t("confirmTitle", { number })}
      closeLabel={dialog("close")}
      trigger={
        <Button variant="seal" isWide data-key="s">
          {t("sign")}
        </Button>
      }
    >
      <SignForm
        signLabel={t("sign")}
        backLabel={dialog("cancel")}
        artefactHash={termsHash}
        onSign={(proof) => sign.mutateAsync({ applicationId, termsHash, proof })}
        onBack={() => setIsOpen(false)}
        error={sign.error}
        isPending={sign.isPending}
        isDone={sign.isSuccess}
      >
        <p className="measure">{t("confirmBody")}</p>
      </SignForm>
    </Dialog>
  );
}
