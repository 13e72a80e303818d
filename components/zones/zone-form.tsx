"use client";

import { useMutation } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useFormProblems } from "@/components/bank/use-form-problems";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { fieldRows } from "@/components/ui/field";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { Textarea, TextInput } from "@/components/ui/text-input";
import { type EditedZone, SaveZoneInput } from "@/domain/zones/schema";
import { type ShelfProduct, ZoneProducts } from "./zone-products";

const texts = [
  { name: "nameZh", lang: "zh-CN", of: ["name", "zh"], isLong: false },
  { name: "nameEn", lang: "en", of: ["name", "en"], isLong: false },
  { name: "summaryZh", lang: "zh-CN", of: ["summary", "zh"], isLong: true },
  { name: "summaryEn", lang: "en", of: ["summary", "en"], isLong: true },
] as const;

/** A zone's texts, its place and its shelf. Without a zone it makes a new one. */
export function ZoneForm({
  zone,
  onOffer,
}: {
  zone: EditedZone | null;
  onOffer: readonly ShelfProduct[];
}) {
  const t = useTranslations("zones.form");
  const trpc = useTRPC();
  const router = useRouter();
  const [shelf, setShelf] = useState<readonly ShelfProduct[]>(zone?.products ?? []);
  // What was saved here is what is changed next; a change by somebody else is still noticed.
  const [revision, setRevision] = useState(zone?.revision ?? null);
  const save = useMutation(trpc.zones.save.mutationOptions());
  const form = useFormProblems(SaveZoneInput, save.error);

  /** "Saved" is said of what stands there, not of what is typed after it. */
  function forget() {
    if (zone && save.isSuccess) save.reset();
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = form.parse({
      code: zone?.code ?? fields.get("code"),
      revision,
      name: { zh: fields.get("nameZh"), en: fields.get("nameEn") },
      summary: { zh: fields.get("summaryZh"), en: fields.get("summaryEn") },
      position: Number(fields.get("position")),
      products: shelf.map(({ id }) => id),
    });
    if (!input) return;
    save.mutate(input, {
      onSuccess: (saved) => {
        setRevision(saved.revision);
        if (!zone) router.push(`/credit-office/zones/${saved.code}`);
        router.refresh();
      },
    });
  }

  return (
    <form onSubmit={submit} onChange={forget} noValidate className="grid max-w-3xl gap-6">
      {!zone && (
        <TextInput
          label={t("code")}
          hint={t("codeHint")}
          name="code"
          autoCapitalize="none"
          spellCheck={false}
          error={form.problemOf("code")}
        />
      )}
      <div className={clsx(fieldRows, "sm:grid-cols-2")}>
        {texts.map(({ name, lang, of: [part, side], isLong }) => {
          const field = {
            label: t(name),
            name,
            lang,
            defaultValue: zone?.[part][side] ?? "",
            error: form.problemOf(`${part}.${side}`),
          };
          return isLong ? (
            <Textarea key={name} {...field} rows={4} />
          ) : (
            <TextInput key={name} {...field} />
          );
        })}
      </div>
      <TextInput
        className="max-w-40"
        label={t("position")}
        name="position"
        inputMode="numeric"
        defaultValue={String(zone?.position ?? 1)}
        error={form.problemOf("position")}
      />
      <ZoneProducts
        shelf={shelf}
        onOffer={onOffer}
        problem={form.problemOf("products")}
        onChange={(next) => {
          setShelf(next);
          forget();
        }}
      />
      {form.isWrong && <Notice tone="refused">{t("wrong")}</Notice>}
      {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" isPending={save.isPending || (!zone && save.isSuccess)}>
          {t("save")}
        </Button>
        <LiveRegion isVisible>{zone && save.isSuccess ? t("saved") : null}</LiveRegion>
      </div>
    </form>
  );
}
