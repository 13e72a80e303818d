import { useTranslations } from "next-intl";
import { Day, Instant } from "@/components/format/values";
import { Details } from "@/components/ui/details";
import { Status, type Tone } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { Change, ConsentDifference } from "@/domain/consents/diff";

const tones: Record<Change, Tone> = { widened: "waiting", narrowed: "good", same: "neutral" };

/** What a new text gives that the one before it did not; what stays as it was is under a fold. */
export function ConsentDiff({ differences }: { differences: readonly ConsentDifference[] }) {
  const t = useTranslations("consents.diff");
  const changed = differences.filter(({ change }) => change !== "same");
  const same = differences.filter(({ change }) => change === "same");
  return (
    <div className="grid gap-3">
      <Points caption={t("caption")} differences={changed} />
      {same.length > 0 && (
        <Details summary={t("unchanged", { count: same.length })}>
          <Points
            caption={t("unchanged", { count: same.length })}
            isCaptionHidden
            differences={same}
          />
        </Details>
      )}
    </div>
  );
}

function Points({
  caption,
  isCaptionHidden = false,
  differences,
}: {
  caption: string;
  isCaptionHidden?: boolean;
  differences: readonly ConsentDifference[];
}) {
  const t = useTranslations("consents.diff");
  const sources = useTranslations("sources");
  const nameOf = (one: ConsentDifference) =>
    one.about === "item"
      ? sources("itemAt", {
          item: sources(`item.${one.item}`),
          granularity: sources(`granularity.${one.granularity}`),
        })
      : t(`about.${one.about}`);
  return (
    <Table
      caption={caption}
      isCaptionHidden={isCaptionHidden}
      empty={t("nothing")}
      rows={differences}
      rowKey={nameOf}
      columns={[
        {
          key: "about",
          header: t("point"),
          isRowHeader: true,
          cell: (one) => <span className="inline-block first-letter:uppercase">{nameOf(one)}</span>,
        },
        { key: "before", header: t("before"), cell: (one) => <Value one={one} side="before" /> },
        { key: "after", header: t("after"), cell: (one) => <Value one={one} side="after" /> },
        {
          key: "change",
          header: t("change"),
          cell: ({ change }) => <Status tone={tones[change]}>{t(`mark.${change}`)}</Status>,
        },
      ]}
    />
  );
}

function Value({ one, side }: { one: ConsentDifference; side: "before" | "after" }) {
  const t = useTranslations("consents.diff");
  const limits = useTranslations("consents.limits");
  switch (one.about) {
    case "item": {
      const period = one[side];
      return period ? (
        <span>
          <Day day={period.from} /> – <Day day={period.to} />
        </span>
      ) : (
        t("uncovered")
      );
    }
    case "validity":
      return <Instant at={one[side]} />;
    case "readsPer": {
      const rate = one[side];
      return rate ? limits(`readsPer.${rate.unit}`, { count: rate.count }) : t("unlimited");
    }
    case "reads":
      return limits("readsTotal", { count: one[side] });
    case "fetches":
      return limits("fetchCount", { count: one[side] });
    case "dataLife":
      return limits("lifeDays", { count: one[side] });
  }
}
