import { useLocale, useTranslations } from "next-intl";
import { formatList } from "@/components/format/list";
import { Section } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import type { AskView } from "@/domain/asks/schema";
import { AskDeadline } from "./ask-deadline";

/** What banks wait for; nothing where none does. */
export function OpenAsks({ asks, now }: { asks: readonly AskView[]; now: Date }) {
  const t = useTranslations("asks");
  const sources = useTranslations("sources");
  const locale = useLocale();
  const open = asks.filter(({ status }) => status === "open");
  if (open.length === 0) return null;
  return (
    <Section title={t("openTitle")}>
      <ul className="border-t border-line">
        {open.map((ask) => (
          <li
            key={ask.id}
            className="grid gap-3 border-b border-line py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center"
          >
            <div className="grid gap-1">
              <p className="font-medium">
                {t("asks", { bank: locale === "en" ? ask.bank.nameEn : ask.bank.name })}
              </p>
              <p className="measure">{t(`wants.${ask.purpose}`)}</p>
              {ask.items.length > 0 && (
                <p className="measure text-ink-soft first-letter:uppercase">
                  {formatList(
                    ask.items.map(({ item, granularity }) =>
                      sources("itemAt", {
                        item: sources(`item.${item}`),
                        granularity: sources(`granularity.${granularity}`),
                      }),
                    ),
                    locale,
                  )}
                </p>
              )}
              <p className="text-sm">
                <AskDeadline ask={ask} now={now} />
              </p>
            </div>
            <LinkButton href={`/sme/asks/${ask.id}`} variant="quiet">
              {t("see")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}
