"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { useEditor, useProblemOf } from "./editor-context";
import { EditorSection } from "./editor-section";
import { idOfField } from "./form-problems";
import { ListEnd, PartHead } from "./list-parts";
import type { MaterialForm } from "./product-form";

const most = 12;

/** Papers the firm brings itself. */
export function MaterialsSection() {
  const t = useTranslations("editor.material");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  const { materials } = form;

  function change(key: string, to: Partial<MaterialForm>) {
    set({ materials: materials.map((one) => (one.key === key ? { ...one, ...to } : one)) });
  }

  return (
    <EditorSection name="materials">
      {materials.length === 0 && <p className="text-sm text-ink-soft">{t("none")}</p>}
      {materials.map(({ key, zh, en }, index) => (
        <fieldset key={key} className="grid min-w-0 gap-3">
          <PartHead
            title={t("title", { number: index + 1 })}
            remove={t("remove", { number: index + 1 })}
            onRemove={() => set({ materials: materials.filter((one) => one.key !== key) })}
          />
          <div className="grid gap-3 sm:grid-cols-2">
            <TextInput
              id={idOfField(`materials.${key}.zh`)}
              label={t("zh")}
              lang="zh-CN"
              maxLength={600}
              value={zh}
              onChange={({ target }) => change(key, { zh: target.value })}
              error={problemOf(`materials.${key}.zh`)}
            />
            <TextInput
              id={idOfField(`materials.${key}.en`)}
              label={t("en")}
              lang="en"
              maxLength={900}
              value={en}
              onChange={({ target }) => change(key, { en: target.value })}
              error={problemOf(`materials.${key}.en`)}
            />
          </div>
        </fieldset>
      ))}
      {materials.length < most ? (
        <Button
          size="small"
          variant="quiet"
          className="justify-self-start"
          onClick={() =>
            set({ materials: [...materials, { key: crypto.randomUUID(), zh: "", en: "" }] })
          }
        >
          {t("add")}
        </Button>
      ) : (
        <ListEnd most={most} />
      )}
    </EditorSection>
  );
}
