"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useFormProblems } from "@/components/bank/use-form-problems";
import { useOwnText } from "@/components/products/texts";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/text-input";
import { TakeNeedInput } from "@/domain/needs/open-schema";

export type OfferedProduct = { id: string; name: { zh: string; en: string } };

/** Takes a need up with one of the bank's products and a word to the firm. */
export function TakeForm({
  openNeedId,
  products,
}: {
  openNeedId: string;
  products: readonly OfferedProduct[];
}) {
  const t = useTranslations("openNeeds.bank");
  const own = useOwnText();
  const trpc = useTRPC();
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const take = useMutation(trpc.openNeeds.take.mutationOptions());
  const form = useFormProblems(TakeNeedInput, take.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = form.parse({
      id,
      openNeedId,
      productId: fields.get("productId"),
      message: fields.get("message"),
    });
    if (input) take.mutate(input, { onSuccess: () => router.refresh() });
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-xl gap-4">
      <Select
        label={t("product")}
        name="productId"
        options={products.map(({ id: value, name }) => ({ value, label: own(name) }))}
        error={form.problemOf("productId")}
      />
      <Textarea
        label={t("message")}
        hint={t("messageHint")}
        name="message"
        isOptional
        rows={2}
        maxLength={200}
        error={form.problemOf("message")}
      />
      {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      <Button
        type="submit"
        size="small"
        className="justify-self-start"
        isPending={take.isPending || take.isSuccess}
      >
        {t("send")}
      </Button>
    </form>
  );
}
