import { useLocale, useTranslations } from "next-intl";
import { formatList } from "@/components/format/list";
import { Instant } from "@/components/format/values";
import { Timeline, type TimelineEntry } from "@/components/ui/timeline";
import type { LedgerEntryView } from "@/domain/ledger/schema";

/** The codes of what was done; any other is the code of a refusal. */
const done = new Set(
  (
    "PERMITTED SHOWN STORED REQUESTED SIGNED AWAITING_COSIGN REJECTED CANCELLED PAUSED RESUMED NARROWED REVOKED " +
    "RELINQUISHED TERMINATED SUPERSEDED EXPIRED LAPSED CONSUMED ASKED DECLINED WITHDRAWN MADE ATTESTED OVERDUE " +
    "RELEASED SENT GRANTED ENDED SET DELETED ERASED"
  ).split(" "),
);
/** What may be refused, and what its refusal is called. */
const refusals: Record<string, "refused" | "discarded" | "askRefused"> = {
  "gate.open": "refused",
  "gate.take": "refused",
  "source.fetch": "discarded",
  "ask.make": "askRefused",
};

/** Vermilion is for what was agreed to; taking back, pausing and the rest are ink. */
const signatures = new Set(["consent.sign", "consent.resume", "predicate.release"]);

/** Every look at the firm's data, refusal included, and every act on a consent. */
export function Looks({ entries }: { entries: readonly LedgerEntryView[] }) {
  const t = useTranslations("consents.looks");
  const sources = useTranslations("sources");
  const locale = useLocale();

  function scopesOf({ scopes }: LedgerEntryView): string {
    // How closely is said once for all the items it goes for.
    const byGranularity = Object.groupBy(scopes, (scope) => scope.split(":")[1] ?? "");
    const parts = Object.entries(byGranularity).map(([granularity, of = []]) => {
      const items = formatList(
        of.map((scope) => {
          const [item = ""] = scope.split(":");
          return sources.has(`item.${item}`) ? sources(`item.${item}`) : item;
        }),
        locale,
      );
      return sources.has(`granularity.${granularity}`)
        ? sources("itemAt", { item: items, granularity: sources(`granularity.${granularity}`) })
        : items;
    });
    return parts.join(t("apart"));
  }

  function lineOf(entry: LedgerEntryView): TimelineEntry {
    const isDone = done.has(entry.code);
    const who = entry.recipient
      ? locale === "en"
        ? entry.recipient.nameEn
        : entry.recipient.name
      : t("platform");
    const key = `action.${entry.action.replaceAll(".", "_")}`;
    const code = `code.${entry.code}`;
    const reason = t.has(code) ? t(code) : t("otherReason");
    const act = t.has(key) ? t(key, { who }) : t("otherAct", { who });
    const title = isDone ? act : t(refusals[entry.action] ?? "notDone", { who, reason, act });
    return {
      key: entry.seq.toString(),
      title,
      when: <Instant at={entry.at} />,
      body: (
        <>
          {entry.scopes.length > 0 && <p className="first-letter:uppercase">{scopesOf(entry)}</p>}
          <p className="text-xs">
            {t("seq", { seq: Number(entry.seq) })} ·{" "}
            <code title={entry.hash}>{entry.hash.slice(0, 12)}</code>
          </p>
        </>
      ),
      tone: !isDone ? "refused" : signatures.has(entry.action) ? "consent" : "done",
    };
  }

  return <Timeline label={t("label")} entries={entries.map((entry) => lineOf(entry))} />;
}
