"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/choice";
import { FieldError } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { useEditor, useProblemOf } from "./editor-context";
import { idOfField } from "./form-problems";
import { PartHead } from "./list-parts";
import type { ItemForm } from "./product-form";

/** `tax_declarations:indicator` in words. */
export function useScopeName() {
  const sources = useTranslations("sources");
  return (scope: string) => {
    const [item = "", granularity = ""] = scope.split(":");
    return sources("itemAt", {
      item: sources(`item.${item}`),
      granularity: sources(`granularity.${granularity}`),
    });
  };
}

/** One item of data: why the bank wants to see it, and whether it can do without. */
export function ItemFields({ item }: { item: ItemForm }) {
  const t = useTranslations("editor.item");
  const hints = useTranslations("sources.granularityHint");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  const scopeName = useScopeName();
  const name = scopeName(item.scope);
  const path = `items.${item.key}`;
  const granularity = item.scope.split(":")[1] ?? "";
  const change = (to: Partial<ItemForm>) =>
    set({ items: form.items.map((one) => (one.key === item.key ? { ...one, ...to } : one)) });
  return (
    <fieldset
      id={idOfField(path)}
      tabIndex={-1}
      className="grid min-w-0 gap-3 border-t border-line pt-2"
    >
      <PartHead
        title={name}
        remove={t("remove", { item: name })}
        onRemove={() => set({ items: form.items.filter(({ key }) => key !== item.key) })}
      />
      {hints.has(granularity) && (
        <p className="text-sm text-ink-soft first-letter:uppercase">{hints(granularity)}</p>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <TextInput
          id={idOfField(`${path}.whyZh`)}
          label={t("whyZh")}
          lang="zh-CN"
          maxLength={600}
          value={item.whyZh}
          onChange={({ target }) => change({ whyZh: target.value })}
          error={problemOf(`${path}.whyZh`)}
        />
        <TextInput
          id={idOfField(`${path}.whyEn`)}
          label={t("whyEn")}
          lang="en"
          maxLength={900}
          value={item.whyEn}
          onChange={({ target }) => change({ whyEn: target.value })}
          error={problemOf(`${path}.whyEn`)}
        />
      </div>
      <Checkbox
        label={t("required")}
        hint={t("requiredHint")}
        checked={item.isRequired}
        onChange={({ target }) => change({ isRequired: target.checked })}
      />
      <FieldError id={undefined}>{problemOf(path)}</FieldError>
    </fieldset>
  );
}
