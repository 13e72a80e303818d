import { useTranslations } from "next-intl";
import { AnnualRate, Amount } from "@/components/format/values";
import { useBankName, useOwnText } from "@/components/products/texts";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { ReplayView } from "@/domain/matching/views";
import { verdictTones } from "./match-card";
import { Sentence } from "./sentence";

/** A run made again: whether it came out the same, by its hashes, and the result itself. */
export function ReplayProof({ replay }: { replay: ReplayView }) {
  const t = useTranslations("needs.replay");
  const states = useTranslations("states.verdict");
  const own = useOwnText();
  const bankName = useBankName();
  const { run, outcome, isSame, isEngineChanged, results } = replay;
  const hashes = [
    { name: t("inputsHash"), kept: run.inputsHash, now: replay.inputsHash },
    { name: t("resultHash"), kept: run.resultHash, now: replay.resultHash },
  ];
  return (
    <div className="grid gap-8">
      <Notice
        tone={isSame ? "good" : outcome === "consent_not_live" ? "waiting" : "refused"}
        title={t(`outcome.${outcome}.title`)}
      >
        {t(`outcome.${outcome}.body`)}
        {isEngineChanged && ` ${t("engineChanged", { before: run.engine, now: replay.engine })}`}
      </Notice>
      <DescriptionList
        items={hashes.flatMap(({ name, kept, now }) => [
          {
            key: `${name} kept`,
            term: t("kept", { name }),
            details: <code className="text-xs break-all">{kept}</code>,
            isProse: true,
          },
          {
            key: `${name} now`,
            term: t("now", { name }),
            details: now ? <code className="text-xs break-all">{now}</code> : t("notMade"),
            isProse: true,
          },
        ])}
      />
      {results.length > 0 && (
        <Table
          caption={t("results")}
          columns={[
            { key: "rank", header: t("rank"), align: "end", cell: ({ rank }) => rank },
            {
              key: "product",
              header: t("product"),
              isRowHeader: true,
              cell: ({ bank, name, version }) => (
                <span className="block sm:min-w-36">
                  {own(name)}
                  <span className="block text-sm font-normal text-ink-soft">
                    {bankName(bank)} · {t("version", { version })}
                  </span>
                </span>
              ),
            },
            {
              key: "verdict",
              header: t("verdict"),
              cell: ({ verdict, reason }) => (
                <span className="block">
                  <Status tone={verdictTones[verdict]}>{states(verdict)}</Status>
                  {reason && (
                    <span className="block text-sm text-ink-soft">
                      <Sentence sentence={reason} />
                    </span>
                  )}
                </span>
              ),
            },
            {
              key: "annual",
              header: t("annual"),
              align: "end",
              cell: ({ annualRate }) => (annualRate ? <AnnualRate rate={annualRate} /> : "–"),
            },
            {
              key: "cost",
              header: t("cost"),
              align: "end",
              cell: ({ totalCost }) =>
                totalCost === null ? "–" : <Amount fen={totalCost} isExact />,
            },
          ]}
          rows={results}
          rowKey={({ productId }) => productId}
        />
      )}
    </div>
  );
}
