"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { RegisterWitnessKeyInput } from "@/domain/ledger/witness-schema";

/** Names the key with which the bank's own system countersigns; what follows is said first. */
export function RegisterWitnessKey({ hasKey }: { hasKey: boolean }) {
  const t = useTranslations("bank.witness.register");
  const dialog = useTranslations("common.dialog");
  const router = useRouter();
  const refusalText = useRefusalText();
  const [publicKey, setPublicKey] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const [asked, setAsked] = useState<RegisterWitnessKeyInput | null>(null);
  const register = useMutation(useTRPC().witness.registerKey.mutationOptions());

  function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const input = RegisterWitnessKeyInput.safeParse({
      id: crypto.randomUUID(),
      publicKey: publicKey.trim(),
    });
    setIsWrong(!input.success);
    register.reset();
    if (input.success) setAsked(input.data);
  }

  return (
    <form onSubmit={ask} noValidate className="grid max-w-2xl gap-4">
      <TextInput
        label={t("publicKey")}
        hint={t("hint")}
        name="publicKey"
        autoComplete="off"
        spellCheck={false}
        value={publicKey}
        onChange={({ target }) => setPublicKey(target.value)}
        error={isWrong ? t("wrong") : undefined}
      />
      <LiveRegion isVisible={register.isSuccess}>
        {register.isSuccess ? t("done") : null}
      </LiveRegion>
      <Button type="submit" className="justify-self-start">
        {t(hasKey ? "replace" : "act")}
      </Button>
      <Confirm
        open={asked !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setAsked(null);
        }}
        title={t(hasKey ? "replaceTitle" : "confirmTitle")}
        description={t(hasKey ? "replaceLead" : "confirmLead")}
        action={t(hasKey ? "replace" : "act")}
        cancelLabel={dialog("cancel")}
        variant={hasKey ? "danger" : "primary"}
        onConfirm={async () => {
          if (!asked) return;
          await register.mutateAsync(asked);
          setPublicKey("");
          router.refresh();
        }}
      >
        <p className="text-sm">
          <code className="break-all">{asked?.publicKey}</code>
        </p>
        {register.error && <Notice tone="refused">{refusalText(register.error)}</Notice>}
      </Confirm>
    </form>
  );
}
