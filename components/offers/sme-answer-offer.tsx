"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";

/** Yes is a signature: the code field opens, what follows is said, and one press makes the contract. */
export function AnswerOffer({ offerId, bank }: { offerId: string; bank: string }) {
  const t = useTranslations("offers.answer");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isAccepting, setIsAccepting] = useState(false);
  const said = useQuery(
    trpc.enterpriseOffers.acceptance.queryOptions({ offerId }, { enabled: isAccepting }),
  );
  const accept = useMutation(
    trpc.enterpriseOffers.accept.mutationOptions({ onSuccess: () => router.refresh() }),
  );
  const refuse = useMutation(trpc.enterpriseOffers.refuse.mutationOptions());

  if (isAccepting && said.isPending) return <Loading lines={4} />;
  if (isAccepting && said.error) return <Notice tone="refused">{refusalText(said.error)}</Notice>;
  if (isAccepting && said.data)
    return (
      <div className="border-t border-line pt-4">
        <SignForm
          signLabel={t("sign")}
          backLabel={t("back")}
          artefactHash={said.data.artefactHash}
          onSign={(proof) => accept.mutateAsync({ offerId, proof })}
          onBack={() => setIsAccepting(false)}
          error={accept.error}
          isPending={accept.isPending}
          isDone={accept.isSuccess}
        >
          <p className="measure">{t("follows", { bank })}</p>
          <Details summary={t("bytes")}>
            <pre className="max-h-60 overflow-auto bg-wash p-3 text-xs break-all whitespace-pre-wrap">
              {said.data.artefact}
            </pre>
          </Details>
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
