"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { SigningCodeField } from "@/components/accounts/signing-code-field";
import { Amount } from "@/components/format/values";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { MoneyInput } from "@/components/ui/money-input";
import { Notice } from "@/components/ui/notice";

/** From which amount on it takes two of the firm to sign. */
export function SigningRule({ above, canManage }: { above: bigint | null; canManage: boolean }) {
  const t = useTranslations("signing.rule");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isOpen, setIsOpen] = useState(false);
  const [amount, setAmount] = useState<bigint | null>(above);
  const [code, setCode] = useState("");
  const set = useMutation(
    trpc.authorities.setRule.mutationOptions({
      onSuccess: () => {
        setIsOpen(false);
        setCode("");
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    set.mutate({ secondSignerAbove: amount, code });
  }

  return (
    <div className="grid justify-items-start gap-4">
      <p className="measure">
        {above === null ? (
          t("none")
        ) : (
          <>
            {t("from")}
            <Amount fen={above} />
            {t("takesTwo")}
          </>
        )}
      </p>
      {canManage && !isOpen && (
        <Button variant="quiet" onClick={() => setIsOpen(true)}>
          {t("change")}
        </Button>
      )}
      {isOpen && (
        <form onSubmit={submit} className="grid w-full max-w-md gap-4 border-t border-line pt-4">
          <MoneyInput
            name="secondSignerAbove"
            label={t("amount")}
            hint={t("amountHint")}
            isOptional
            {...(above !== null && { defaultFen: above })}
            onFenChange={setAmount}
          />
          <SigningCodeField value={code} onChange={setCode} />
          {set.error && <Notice tone="refused">{refusalText(set.error)}</Notice>}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" isPending={set.isPending} disabled={code.length !== 6}>
              {t("save")}
            </Button>
            <Button variant="quiet" disabled={set.isPending} onClick={() => setIsOpen(false)}>
              {t("cancel")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
