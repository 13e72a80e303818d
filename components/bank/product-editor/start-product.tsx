"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { newProduct } from "./new-product";

export type ToCopy = { id: string; name: { zh: string; en: string } };

/** A new product begins with what most have, or with what another one says. */
export function StartProduct({ products }: { products: readonly ToCopy[] }) {
  const t = useTranslations("editor.start");
  const side = useLocale() === "en" ? "en" : "zh";
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [id] = useState(() => crypto.randomUUID());
  const [isCopy, setIsCopy] = useState(false);
  const [copied, setCopied] = useState(products[0]?.id ?? "");
  const create = useMutation(trpc.productProposals.create.mutationOptions());

  function start() {
    const begin = isCopy && copied ? { copyOf: copied } : { content: newProduct };
    create.mutate(
      { id, productId: null, ...begin },
      { onSuccess: () => router.push(`/bank/products/proposals/${id}/edit`) },
    );
  }

  return (
    <form
      className="grid max-w-xl gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <RadioGroup
        legend={t("legend")}
        name="beginning"
        defaultValue="blank"
        options={[
          { value: "blank", label: t("blank"), hint: t("blankHint") },
          {
            value: "copy",
            label: t("copy"),
            hint: t("copyHint"),
            isDisabled: products.length === 0,
          },
        ]}
        onChange={({ target }) => setIsCopy(target.value === "copy")}
      />
      {isCopy && (
        <Select
          label={t("product")}
          placeholder={false}
          value={copied}
          options={products.map((product) => ({ value: product.id, label: product.name[side] }))}
          onChange={({ target }) => setCopied(target.value)}
        />
      )}
      {create.error && <Notice tone="refused">{refusalText(create.error)}</Notice>}
      <Button
        type="submit"
        className="justify-self-start"
        isPending={create.isPending || create.isSuccess}
      >
        {t("act")}
      </Button>
    </form>
  );
}
