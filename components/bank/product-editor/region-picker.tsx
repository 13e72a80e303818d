"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { FieldError } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { districts, findDistrict } from "@/domain/enterprises/districts";
import { findProvince } from "@/domain/enterprises/provinces";
import { useEditor, useProblemOf } from "./editor-context";
import { idOfField } from "./form-problems";

/** Everywhere, or the districts and other divisions that are chosen. */
export function RegionPicker() {
  const t = useTranslations("editor.regions");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  const nameOf = useRegionName();
  const { regions } = form;
  const elsewhere = regions.filter((code) => !findDistrict(code));

  function tick(code: string, isTicked: boolean) {
    const others = regions.filter((one) => one !== code);
    set({ regions: isTicked ? [...others, code] : others });
  }

  return (
    <div className="grid gap-3">
      <RadioGroup
        legend={t("legend")}
        name="regions"
        options={[
          { value: "everywhere", label: t("everywhere") },
          { value: "some", label: t("some") },
        ]}
        defaultValue={form.isEverywhere ? "everywhere" : "some"}
        onChange={({ target }) => set({ isEverywhere: target.value === "everywhere" })}
      />
      {!form.isEverywhere && (
        <fieldset
          id={idOfField("regions")}
          tabIndex={-1}
          className="grid gap-3 border-s-2 border-line-strong ps-4"
        >
          <legend className="sr-only">{t("some")}</legend>
          <div className="grid grid-cols-2 sm:grid-cols-4">
            {districts.map(({ code }) => (
              <Checkbox
                key={code}
                label={nameOf(code)}
                checked={regions.includes(code)}
                onChange={({ target }) => tick(code, target.checked)}
              />
            ))}
            {elsewhere.map((code) => (
              <Checkbox
                key={code}
                label={nameOf(code)}
                checked
                onChange={() => tick(code, false)}
              />
            ))}
          </div>
          <AddRegion onAdd={(code) => tick(code, true)} />
          <FieldError id={undefined}>{problemOf("regions")}</FieldError>
        </fieldset>
      )}
    </div>
  );
}

/** A division's name; of a city or county elsewhere its province's, with the code. */
function useRegionName() {
  const t = useTranslations("editor.regions");
  const isEnglish = useLocale() === "en";
  return (code: string) => {
    const own = findDistrict(code);
    if (own) return isEnglish ? own.en : own.zh;
    const province = findProvince(code);
    if (!province) return code;
    const name = isEnglish ? province.en : province.zh;
    return code.endsWith("0000") ? name : t("within", { province: name, code });
  };
}

function AddRegion({ onAdd }: { onAdd: (code: string) => void }) {
  const t = useTranslations("editor.regions");
  const nameOf = useRegionName();
  const [typed, setTyped] = useState("");
  const code = typed.normalize("NFKC").trim();
  const isCode = /^\d{6}$/u.test(code);
  const isWrong = code.length >= 6 && !isCode;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <TextInput
        label={t("code")}
        hint={isCode ? nameOf(code) : t("codeHint")}
        error={isWrong ? t("codeWrong") : undefined}
        isOptional
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button
        variant="quiet"
        disabled={!isCode}
        onClick={() => {
          onAdd(code);
          setTyped("");
        }}
      >
        {t("add")}
      </Button>
    </div>
  );
}
