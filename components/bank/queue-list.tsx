import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { LinkBusy } from "@/components/ui/detail-link";
import { Amount, Duration, Instant } from "@/components/format/values";
import { Tag } from "@/components/ui/status";
import type { QueueRow } from "@/domain/applications/bank-schema";
import { ApplicationClock } from "./application-clock";
import { ApplicationState } from "./application-status";

type Props = {
  rows: readonly QueueRow[];
  now: Date;
  /** The case that is open beside it. */
  currentId?: string;
  isCompact?: boolean;
};

/** One line of the queue is one case; j and k walk over them, Enter opens. */
export function QueueList({ rows, now, currentId, isCompact = false }: Props) {
  const t = useTranslations("bank.queue");
  const locale = useLocale();
  return (
    <ul className="border-t border-ink" aria-label={t("list")}>
      {rows.map((row) => (
        <li key={row.id} className="border-b border-line">
          <Link
            href={`/bank/applications/${row.id}`}
            prefetch={false}
            data-row
            aria-current={row.id === currentId ? "page" : undefined}
            className={clsx(
              "grid gap-x-6 gap-y-1 px-2 py-2.5 hover:bg-wash focus-visible:bg-wash aria-[current=page]:bg-wash",
              !isCompact && "md:grid-cols-[minmax(0,1fr)_10rem_9rem_13rem] md:items-center",
            )}
          >
            <span className="min-w-0">
              <span className="block truncate font-medium">
                {row.enterprise.name}
                <LinkBusy />
              </span>
              <span className="block truncate text-sm text-ink-soft">
                {row.product[locale === "en" ? "en" : "zh"]}
                {!isCompact && (
                  <>
                    {" · "}
                    <Instant at={row.submittedAt} only="day" />
                  </>
                )}
              </span>
            </span>
            <span className={clsx("text-sm", !isCompact && "md:text-end")}>
              <Amount fen={row.amount} /> · <Duration months={row.termMonths} />
            </span>
            <span className="flex flex-wrap items-baseline gap-2 text-sm">
              <ApplicationState status={row.status} />
              {row.isAwaitingApproval && <Tag>{t("awaitingApproval")}</Tag>}
            </span>
            <ApplicationClock status={row.status} deadline={row.deadline} now={now} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
