import { useTranslations } from "next-intl";
import { Day, Instant } from "@/components/format/values";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { BankErasureView } from "@/domain/erasures/schema";
import { dayInShanghai } from "@/components/format/day";
import { AttestErasure } from "./attest-erasure";
import { ScopeList } from "./scope-list";

/** What the bank has to delete: of whom, what exactly was read, why, and by when. */
export function BankErasures({ rows }: { rows: readonly BankErasureView[] }) {
  const t = useTranslations("erasures");
  return (
    <Table
      isCaptionHidden
      caption={t("title")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "firm",
          header: t("column.firm"),
          isRowHeader: true,
          cell: ({ enterprise }) => (
            <span>
              {enterprise.name}
              <span className="figures block font-normal text-ink-soft">{enterprise.uscc}</span>
            </span>
          ),
        },
        { key: "what", header: t("column.what"), cell: (row) => <WhatWasRead row={row} /> },
        { key: "why", header: t("column.why"), cell: ({ reason }) => t(`reason.${reason}`) },
        { key: "due", header: t("column.due"), cell: (row) => <Deadline row={row} /> },
        {
          key: "act",
          header: t("column.act"),
          cell: (row) =>
            row.attestedAt ? (
              <Declared row={row} />
            ) : (
              <AttestErasure erasureId={row.id} firm={row.enterprise.name} />
            ),
        },
      ]}
    />
  );
}

function WhatWasRead({ row }: { row: BankErasureView }) {
  const t = useTranslations("erasures");
  const { reads, lastReadAt, scopes } = row;
  if (reads === 0 || !lastReadAt) return <span className="text-ink-soft">{t("nothingRead")}</span>;
  return (
    <div>
      <ScopeList scopes={scopes} />
      <span className="mt-1 block text-sm text-ink-soft">
        {t.rich("reads", { count: reads, at: () => <Instant key="at" at={lastReadAt} /> })}
      </span>
    </div>
  );
}

function Deadline({ row: { dueAt, state, daysLeft } }: { row: BankErasureView }) {
  const t = useTranslations("erasures");
  return (
    <span className="grid gap-1 max-sm:justify-items-end">
      <Day day={dayInShanghai(dueAt)} />
      {state === "due" && (
        <Status tone={daysLeft <= 2 ? "waiting" : "neutral"}>
          {t("left", { days: daysLeft })}
        </Status>
      )}
      {state === "overdue" && <Status tone="refused">{t("late", { days: -daysLeft })}</Status>}
    </span>
  );
}

function Declared({ row: { attestedAt, attestedBy, declared } }: { row: BankErasureView }) {
  const t = useTranslations("erasures");
  if (!attestedAt || !declared) return null;
  return (
    <span className="grid gap-1 max-sm:justify-items-end">
      <Status tone="done">{t(`statement.${declared.statement}`)}</Status>
      {declared.note && <span className="text-sm">{t("keeps", { note: declared.note })}</span>}
      <span className="text-sm text-ink-soft">
        <Instant at={attestedAt} /> {attestedBy && t("by", { name: attestedBy })}
      </span>
    </span>
  );
}
