"use client";

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list of sixty cannot be searched by the words of its groups */

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState, type KeyboardEvent } from "react";
import { controlLook, Field } from "@/components/ui/field";
import { findFact } from "@/domain/profiles/indicators";
import { type FactGroup, searchFacts } from "./fact-choices";

/** Chooses a fact by typing part of its name, its item or its agency; arrows, Enter, Escape. */
export function FactPicker({
  id,
  fact,
  error,
  onChoose,
}: {
  id: string;
  fact: string;
  error?: string | undefined;
  onChoose: (fact: string) => void;
}) {
  const t = useTranslations("editor.rule");
  const states = useTranslations("states");
  const sources = useTranslations("sources.item");
  const side = useLocale() === "en" ? "en" : "zh";
  const listId = useId();
  const [search, setSearch] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);

  const heading = ({ agency, item }: FactGroup) =>
    t("factGroup", { agency: states(`agency.${agency}`), item: sources(item) });
  const groups = isOpen ? searchFacts(search, heading) : [];
  const codes = groups.flatMap((group) => group.facts.map(({ code }) => code));
  const current = codes[Math.min(active, codes.length - 1)];
  const chosen = findFact(fact);
  const optionId = (code: string) => `${listId}-${code}`;

  function open(at = 0) {
    setIsOpen(true);
    setActive(at);
  }
  function close() {
    setIsOpen(false);
    setSearch("");
  }
  function choose(code: string) {
    onChoose(code);
    close();
  }
  function walk(to: number) {
    const at = (to + codes.length) % Math.max(codes.length, 1);
    setActive(at);
    const option = codes[at] && document.getElementById(optionId(codes[at]));
    if (option) option.scrollIntoView({ block: "nearest" });
  }
  function press(event: KeyboardEvent) {
    const at = Math.min(active, codes.length - 1);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) walk(at + (event.key === "ArrowDown" ? 1 : -1));
      else open();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen && current) choose(current);
      else open();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  }

  return (
    <Field label={t("fact")} id={id} error={error} className="relative">
      {(control) => (
        <>
          <input
            {...control}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && current ? optionId(current) : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={t("factPlaceholder")}
            value={isOpen ? search : (chosen?.name[side] ?? fact)}
            className={controlLook}
            onChange={({ target }) => {
              setSearch(target.value);
              open();
            }}
            onClick={() => !isOpen && open()}
            onBlur={close}
            onKeyDown={press}
          />
          <div
            id={listId}
            role="listbox"
            aria-label={t("fact")}
            hidden={!isOpen}
            className="absolute inset-x-0 top-full z-30 max-h-80 overflow-y-auto border border-line-strong bg-surface shadow-float"
          >
            {groups.map((group) => (
              <div key={group.item} role="group" aria-label={heading(group)}>
                <p aria-hidden="true" className="bg-wash px-3 py-1 text-sm text-ink-soft">
                  {heading(group)}
                </p>
                {group.facts.map(({ code, name, formula }) => (
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above takes the keys
                  <div
                    key={code}
                    id={optionId(code)}
                    role="option"
                    tabIndex={-1}
                    aria-selected={code === current}
                    className={clsx(
                      "min-h-11 cursor-pointer px-3 py-1.5",
                      code === current && "bg-ink text-paper",
                    )}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => choose(code)}
                  >
                    <span className="block">{name[side]}</span>
                    <span className={clsx("block text-sm", code !== current && "text-ink-soft")}>
                      {formula[side]}
                    </span>
                  </div>
                ))}
              </div>
            ))}
            {isOpen && codes.length === 0 && (
              <p className="px-3 py-2 text-sm text-ink-soft">{t("noFact")}</p>
            )}
          </div>
        </>
      )}
    </Field>
  );
}
