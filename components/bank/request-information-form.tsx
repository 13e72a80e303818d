"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/text-input";
import { RequestInformationInput } from "@/domain/applications/bank-schema";
import { wordedInformationKinds } from "@/domain/applications/lifecycle";
import { useFormProblems } from "./use-form-problems";

export function RequestInformationForm({ applicationId }: { applicationId: string }) {
  const t = useTranslations("bank.information");
  const kinds = useTranslations("states.informationKind");
  const asks = useTranslations("asks.bank");
  const trpc = useTRPC();
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const ask = useMutation(trpc.bankApplications.requestInformation.mutationOptions());
  const form = useFormProblems(RequestInformationInput, ask.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = form.parse({
      id,
      applicationId,
      kind: fields.get("kind"),
      message: fields.get("message"),
    });
    if (!input) return;
    ask.mutate(input, {
      onSuccess: () => {
        router.push(`/bank/applications/${applicationId}`);
        router.refresh();
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
      <RadioGroup
        legend={t("kind")}
        name="kind"
        defaultValue="document"
        error={form.problemOf("kind")}
        options={wordedInformationKinds.map((kind) => ({
          value: kind,
          label: kinds(kind),
          hint: t(`hint.${kind}`),
        }))}
      />
      <p className="measure text-sm">
        {asks("more")}{" "}
        <Link className="link" href={`/bank/applications/${applicationId}/ask`}>
          {asks("review")}
        </Link>
      </p>
      <Textarea
        label={t("message")}
        hint={t("messageHint")}
        name="message"
        maxLength={1_000}
        error={form.problemOf("message")}
      />
      {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      <div className="grid gap-2">
        <Button
          type="submit"
          isPending={ask.isPending || ask.isSuccess}
          className="justify-self-start"
        >
          {t("act")}
        </Button>
        <p className="measure text-sm text-ink-soft">{t("clock")}</p>
      </div>
    </form>
  );
}
