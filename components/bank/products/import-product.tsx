"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useRef, useState, type ChangeEvent, type FormEvent } from "react";
import { useProblemText } from "@/components/products/problem-text";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { FileInput, Textarea } from "@/components/ui/text-input";
import type { ImportedProduct } from "@/domain/products/proposal-schema";

const longest = 100_000;

/** A product pasted or from a file; anything wrong with it is listed by where it is, and nothing is kept. */
export function ImportProduct({ products }: { products: readonly { id: string; name: string }[] }) {
  const t = useTranslations("shelf.import");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const text = useRef<HTMLTextAreaElement>(null);
  const [id] = useState(() => crypto.randomUUID());
  const [slip, setSlip] = useState<"tooLong" | "missing" | null>(null);
  const read = useMutation(
    trpc.productProposals.import.mutationOptions({
      onSuccess: ({ proposalId }) => {
        if (proposalId) router.push(`/bank/products/proposals/${proposalId}`);
      },
    }),
  );

  async function fill(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.currentTarget.files ?? [];
    if (!file || !text.current) return;
    setSlip(file.size > longest * 4 ? "tooLong" : null);
    if (file.size <= longest * 4) text.current.value = await file.text();
  }

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [given, productId] = ["text", "productId"].map((name) => textOf(form.get(name)));
    if (given === undefined) return;
    const wrong = given.trim() === "" ? "missing" : given.length > longest ? "tooLong" : null;
    setSlip(wrong);
    read.reset();
    if (wrong) return;
    read.mutate({ id, productId: productId || null, text: given });
  }

  return (
    <form onSubmit={(event) => send(event)} noValidate className="grid max-w-3xl gap-5">
      <Select
        label={t("as")}
        name="productId"
        placeholder={false}
        options={[
          { value: "", label: t("asNew") },
          ...products.map((product) => ({
            value: product.id,
            label: t("asNext", { name: product.name }),
          })),
        ]}
      />
      <FileInput
        label={t("file")}
        accept="application/json,.json"
        isOptional
        onChange={(event) => void fill(event)}
      />
      <Textarea
        label={t("text")}
        name="text"
        rows={14}
        spellCheck={false}
        ref={text}
        error={slip ? t(slip) : undefined}
      />
      <Button
        type="submit"
        className="justify-self-start"
        isPending={read.isPending || Boolean(read.data?.proposalId)}
      >
        {t("act")}
      </Button>
      {read.error && <Notice tone="refused">{refusalText(read.error)}</Notice>}
      <LiveRegion isVisible>
        {read.data && read.data.problems.length > 0 && <Problems problems={read.data.problems} />}
      </LiveRegion>
    </form>
  );
}

const textOf = (value: FormDataEntryValue | null) => (typeof value === "string" ? value : "");

function Problems({ problems }: Pick<ImportedProduct, "problems">) {
  const t = useTranslations("shelf.import");
  const problemText = useProblemText();
  return (
    <Notice tone="refused" title={t("problems", { count: problems.length })}>
      <ul className="grid gap-1">
        {problems.map((problem) => {
          const place = problem.path.join(".");
          return (
            <li key={`${place} ${problem.reason}`}>
              {place && <code className="figures break-all">{place}: </code>}
              {problemText(problem)}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
