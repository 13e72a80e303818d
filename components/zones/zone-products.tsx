"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useBankName, useOwnText } from "@/components/products/texts";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { EditedZone } from "@/domain/zones/schema";

export type ShelfProduct = EditedZone["products"][number];

/** The shelf in its order: what stands on it, moved and taken out by buttons, and what may be added. */
export function ZoneProducts({
  shelf,
  onOffer,
  problem,
  onChange,
}: {
  shelf: readonly ShelfProduct[];
  onOffer: readonly ShelfProduct[];
  problem: string | undefined;
  onChange: (shelf: ShelfProduct[]) => void;
}) {
  const t = useTranslations("zones.form");
  const locale = useLocale();
  const own = useOwnText();
  const bankName = useBankName();
  const [chosen, setChosen] = useState("");
  const held = new Set(shelf.map(({ id }) => id));
  const moved = (index: number, by: number) => {
    const next = [...shelf];
    next.splice(index + by, 0, ...next.splice(index, 1));
    onChange(next);
  };
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium">{t("products")}</legend>
      <p className="text-sm text-ink-soft">{t("productsHint")}</p>
      <ol>
        {shelf.map((product, index) => {
          const name = own(product.name);
          return (
            <li
              key={product.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2"
            >
              <span className="figures w-6 text-ink-soft">{index + 1}</span>
              <span className="min-w-48 flex-1">
                {name} <span className="text-sm text-ink-soft">{bankName(product.bank)}</span>
                {!product.isOnOffer && (
                  <span className="block text-sm text-refusal">{t("offShelf")}</span>
                )}
              </span>
              <span className="flex gap-2">
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={t("up", { name })}
                  disabled={index === 0}
                  onClick={() => moved(index, -1)}
                >
                  {t("upShort")}
                </Button>
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={t("down", { name })}
                  disabled={index === shelf.length - 1}
                  onClick={() => moved(index, 1)}
                >
                  {t("downShort")}
                </Button>
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={t("remove", { name })}
                  onClick={() => onChange(shelf.filter(({ id }) => id !== product.id))}
                >
                  {t("removeShort")}
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          className="min-w-0 flex-1"
          label={t("add")}
          value={chosen}
          onChange={({ target }) => setChosen(target.value)}
          placeholder={t("choose")}
          options={onOffer
            .filter(({ id }) => !held.has(id))
            .map((product) => ({
              value: product.id,
              label: `${own(product.name)} · ${bankName(product.bank)}`,
            }))
            .toSorted((a, b) => a.label.localeCompare(b.label, locale))}
        />
        <Button
          variant="quiet"
          disabled={!chosen}
          onClick={() => {
            const product = onOffer.find(({ id }) => id === chosen);
            if (product) onChange([...shelf, product]);
            setChosen("");
          }}
        >
          {t("addAct")}
        </Button>
      </div>
      <FieldError id={undefined}>{problem}</FieldError>
    </fieldset>
  );
}
