import { useLocale, useTranslations } from "next-intl";
import { formatList } from "@/components/format/list";
import { Instant } from "@/components/format/values";
import { Timeline, type TimelineEntry } from "@/components/ui/timeline";
import type { LedgerEntryView } from "@/domain/ledger/schema";

const permitted = new Set(["PERMITTED", "SHOWN", "STORED"]);

const isGuarded = (action: string) => action.startsWith("gate.") || action === "source.fetch";

/** Every look at the firm's data, refusal included, and every act on a consent. */
export function Looks({ entries }: { entries: readonly LedgerEntryView[] }) {
  const t = useTranslations("consents.looks");
  const sources = useTranslations("sources");
  const locale = useLocale();

  function scopesOf({ scopes }: LedgerEntryView): string {
    return formatList(
      scopes.map((scope) => {
        const [item = "", granularity = ""] = scope.split(":");
        return sources.has(`item.${item}`) && sources.has(`granularity.${granularity}`)
          ? sources("itemAt", {
              item: sources(`item.${item}`),
              granularity: sources(`granularity.${granularity}`),
            })
          : scope;
      }),
      locale,
    );
  }

  function lineOf(entry: LedgerEntryView): TimelineEntry {
    const isRefused = isGuarded(entry.action) && !permitted.has(entry.code);
    const who = entry.recipient
      ? locale === "en"
        ? entry.recipient.nameEn
        : entry.recipient.name
      : t("platform");
    const key = `action.${entry.action.replaceAll(".", "_")}`;
    const code = `code.${entry.code}`;
    const title = isRefused
      ? t(entry.action === "source.fetch" ? "discarded" : "refused", {
          who,
          reason: t.has(code) ? t(code) : entry.code,
        })
      : t.has(key)
        ? t(key, { who })
        : `${entry.action} ${entry.code}`;
    return {
      key: entry.seq.toString(),
      title,
      when: <Instant at={entry.at} />,
      body: (
        <>
          {entry.scopes.length > 0 && <p>{scopesOf(entry)}</p>}
          <p className="text-xs">
            {t("seq", { seq: Number(entry.seq) })} ·{" "}
            <code title={entry.hash}>{entry.hash.slice(0, 12)}</code>
          </p>
        </>
      ),
      tone: isRefused ? "refused" : entry.action.startsWith("consent.") ? "consent" : "done",
    };
  }

  return <Timeline label={t("label")} entries={entries.map((entry) => lineOf(entry))} />;
}
