"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { makePasskey, usePasskeySupport } from "./passkey-client";
import { SigningCodeField } from "./signing-code-field";

/** A code first, then the device makes the key and keeps its secret half. */
export function AddPasskey() {
  const t = useTranslations("signing.passkeys");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const isSupported = usePasskeySupport();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [isGivenUp, setIsGivenUp] = useState(false);
  const begin = useMutation(trpc.passkeys.begin.mutationOptions());
  const add = useMutation(trpc.passkeys.add.mutationOptions());
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    setIsPending(true);
    setIsGivenUp(false);
    try {
      const asked = await begin.mutateAsync({ code });
      setCode("");
      const made = await makePasskey(asked, name.trim()).catch(() => null);
      setIsGivenUp(made === null);
      if (!made) return;
      await add.mutateAsync(made);
      setIsOpen(false);
      setName("");
      router.refresh();
    } catch {
      // Shown below as the refusal that it is.
    } finally {
      setIsPending(false);
    }
  }

  if (!isSupported) return <p className="measure text-sm text-ink-soft">{t("unsupported")}</p>;
  if (!isOpen)
    return (
      <div>
        <Button onClick={() => setIsOpen(true)}>{t("add")}</Button>
      </div>
    );
  const error = begin.error ?? add.error;
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="grid max-w-md gap-4 border-t border-line pt-4"
    >
      <p className="measure">{t("addLead")}</p>
      <TextInput
        label={t("name")}
        hint={t("nameHint")}
        name="name"
        value={name}
        maxLength={60}
        onChange={({ target }) => setName(target.value)}
      />
      <SigningCodeField value={code} onChange={setCode} />
      {isGivenUp && <Notice tone="waiting">{t("givenUp")}</Notice>}
      {error && !isGivenUp && <Notice tone="refused">{refusalText(error)}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button
          type="submit"
          isPending={isPending}
          disabled={code.length !== 6 || name.trim() === ""}
        >
          {t("make")}
        </Button>
        <Button variant="quiet" disabled={isPending} onClick={() => setIsOpen(false)}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
