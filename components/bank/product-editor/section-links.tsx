"use client";

import { useTranslations } from "next-intl";
import { useEditor } from "./editor-context";
import { idOfSection } from "./editor-section";
import { sectionOf, sections } from "./form-problems";

/** The parts of the form; those with something left to do are marked once one has asked. */
export function SectionLinks() {
  const t = useTranslations("editor");
  const { problems, isAsked } = useEditor();
  const open = new Set(isAsked ? problems.map(({ field }) => sectionOf(field)) : []);
  return (
    <nav aria-label={t("sections")} className="hidden lg:block">
      <ul>
        {sections.map((name) => (
          <li key={name}>
            <a href={`#${idOfSection(name)}`} className="link inline-flex min-h-8 items-center">
              {t(`section.${name}.title`)}
              {open.has(name) && (
                <span className="ms-2 text-sm text-refusal">{t("sectionOpen")}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
