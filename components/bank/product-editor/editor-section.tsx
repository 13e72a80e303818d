import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Section } from "./form-problems";

export const idOfSection = (name: Section) => `section-${name}`;

/** One part of the form under its heading. */
export function EditorSection({ name, children }: { name: Section; children: ReactNode }) {
  const t = useTranslations("editor.section");
  return (
    <section
      id={idOfSection(name)}
      tabIndex={-1}
      aria-labelledby={`${idOfSection(name)}-title`}
      className="grid min-w-0 scroll-mt-32 gap-4 border-t border-ink pt-4"
    >
      <div>
        <h2 id={`${idOfSection(name)}-title`} className="text-lg">
          {t(`${name}.title`)}
        </h2>
        {t.has(`${name}.lead`) && (
          <p className="measure text-sm text-ink-soft">{t(`${name}.lead`)}</p>
        )}
      </div>
      {children}
    </section>
  );
}
