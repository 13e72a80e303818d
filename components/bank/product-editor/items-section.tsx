"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { FieldError } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useEditor, useProblemOf } from "./editor-context";
import { EditorSection } from "./editor-section";
import { idOfField } from "./form-problems";
import { ItemFields, useScopeName } from "./item-fields";
import { focusOnceDrawn, ListEnd } from "./list-parts";

const most = 20;

/** The data a firm will be asked to allow: as little as the conditions need, each with its reason. */
export function ItemsSection({ ceilings }: { ceilings: ReactNode }) {
  const t = useTranslations("editor.item");
  const scopeName = useScopeName();
  const { form, set, allowed } = useEditor();
  const problemOf = useProblemOf();
  const [chosen, setChosen] = useState("");
  const { items } = form;
  const free = allowed.filter((scope) => items.every((item) => item.scope !== scope));

  function add() {
    const item = {
      key: crypto.randomUUID(),
      scope: chosen,
      whyZh: "",
      whyEn: "",
      isRequired: true,
    };
    set({ items: [...items, item] });
    setChosen("");
    focusOnceDrawn(idOfField(`items.${item.key}.whyZh`));
  }

  return (
    <EditorSection name="items">
      <div id={idOfField("items")} tabIndex={-1} className="grid gap-4">
        {items.length === 0 && <p className="text-sm text-ink-soft">{t("none")}</p>}
        {items.map((item) => (
          <ItemFields key={item.key} item={item} />
        ))}
        <FieldError id={undefined}>{problemOf("items")}</FieldError>
      </div>
      {items.length < most ? (
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label={t("choose")}
            className="min-w-0 flex-1 sm:max-w-md"
            isOptional
            value={chosen}
            options={free.map((scope) => ({ value: scope, label: scopeName(scope) }))}
            onChange={({ target }) => setChosen(target.value)}
          />
          <Button variant="quiet" disabled={!free.includes(chosen)} onClick={add}>
            {t("add")}
          </Button>
        </div>
      ) : (
        <ListEnd most={most} />
      )}
      <Details summary={t("ceilings")}>{ceilings}</Details>
    </EditorSection>
  );
}
