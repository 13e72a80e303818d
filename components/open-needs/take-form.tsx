"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { refusalReason } from "@/components/accounts/field-errors";
import { useFormProblems } from "@/components/bank/use-form-problems";
import { useOwnText } from "@/components/products/texts";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/text-input";
import { TakeNeedInput } from "@/domain/needs/open-schema";

export type OfferedProduct = { id: string; name: { zh: string; en: string } };

/** After these no second try can do it: the bank or others were first, or it is over. */
const final: readonly (string | null)[] = [
  "open_need_taken",
  "open_need_full",
  "open_need_closed",
  "open_need_not_found",
];

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
  const [isRefreshing, refresh] = useTransition();
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

  if (final.includes(refusalReason(take.error)))
    return (
      <Notice
        tone="refused"
        action={
          <Button
            variant="quiet"
            size="small"
            isPending={isRefreshing}
            onClick={() => refresh(() => router.refresh())}
          >
            {t("refresh")}
          </Button>
        }
      >
        {form.refused}
      </Notice>
    );
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
