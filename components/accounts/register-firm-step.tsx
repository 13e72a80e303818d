"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState, type FormEvent, type ReactNode } from "react";
import type { z } from "zod";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { VerifyRepresentativeInput, type VerifiedRepresentative } from "@/domain/accounts/schema";
import { Uscc } from "@/domain/enterprises/uscc";
import { invalidFields } from "./field-errors";

export type Proven = z.infer<typeof VerifiedRepresentative>;
type Field = keyof VerifyRepresentativeInput;

/** Which firm, and that it is its legal representative who asks. */
export function RegisterFirmStep({
  refusal,
  onProven,
}: {
  refusal: ReactNode;
  onProven: (proven: Proven) => void;
}) {
  const t = useTranslations("auth.register");
  const fieldText = useTranslations("auth.field");
  const errors = useTranslations("errors");
  const trpc = useTRPC();
  const refusalText = useRefusalText();
  const [values, setValues] = useState({ uscc: "", name: "", idNumber: "" });
  const [wrong, setWrong] = useState(new Set<string>());
  const verify = useMutation(trpc.accounts.verifyRepresentative.mutationOptions());

  function submit(event: FormEvent) {
    event.preventDefault();
    const invalid = invalidFields(VerifyRepresentativeInput, values);
    if (!Uscc.safeParse(values.uscc).success) invalid.add("uscc");
    setWrong(invalid);
    if (invalid.size === 0) verify.mutate(values, { onSuccess: onProven });
  }

  const field = (name: Field) => ({
    name,
    label: t(name),
    hint: t(`${name}Hint`),
    value: values[name],
    error: wrong.has(name)
      ? name === "uscc" && values.uscc.trim()
        ? errors("uscc_invalid")
        : fieldText(name)
      : undefined,
    onChange: ({ target }: { target: HTMLInputElement }) =>
      setValues({ ...values, [name]: target.value }),
  });
  return (
    <form onSubmit={submit} method="post" noValidate className="grid gap-5">
      <TextInput
        {...field("uscc")}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
      />
      <TextInput {...field("name")} autoComplete="name" maxLength={40} />
      <TextInput {...field("idNumber")} autoComplete="off" spellCheck={false} maxLength={30} />
      {verify.error ? <Notice tone="refused">{refusalText(verify.error)}</Notice> : refusal}
      <Button
        type="submit"
        size="large"
        isPending={verify.isPending}
        className="justify-self-start"
      >
        {t("verify")}
      </Button>
    </form>
  );
}
