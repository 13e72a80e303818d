import { useLocale, useTranslations } from "next-intl";
import { Month } from "@/components/format/values";
import { Notice } from "@/components/ui/notice";
import type { SourceView } from "@/domain/sources/schema";

const modeKey = { P: "public", A: "consented", V: "verified", M: "computed" } as const;

/** Each agency with its items: whether there are records and for which months, never what they say. */
export function AgencyList({ sources }: { sources: readonly SourceView[] }) {
  const t = useTranslations("sources");
  const locale = useLocale();
  const side = locale === "en" ? "en" : "zh";
  return (
    <div className="grid gap-8">
      {sources.map((source) => (
        <section key={source.agency} className="grid gap-2 border-t border-ink pt-3">
          <h2 className="text-base font-semibold">{source.name[side]}</h2>
          {!source.isReachable && (
            <Notice tone="waiting" title={t("unreachableTitle", { agency: source.name[side] })}>
              {t("unreachable")}
            </Notice>
          )}
          <ul>
            {source.items.map((item) => (
              <li
                key={item.code}
                className="grid gap-x-6 border-b border-line py-3 sm:grid-cols-[minmax(0,1fr)_14rem]"
              >
                <div>
                  <p className="font-medium first-letter:uppercase">{item.name[side]}</p>
                  <p className="measure text-sm text-ink-soft">{item.description[side]}</p>
                </div>
                <div className="text-sm sm:text-end">
                  {item.records !== null && (
                    <p className="figures">{t("records", { count: item.records })}</p>
                  )}
                  {item.from && item.to && (
                    <p className="text-ink-soft">
                      <Month month={item.from} /> – <Month month={item.to} />
                    </p>
                  )}
                  <p className="text-ink-soft">{t(modeKey[item.mode])}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
