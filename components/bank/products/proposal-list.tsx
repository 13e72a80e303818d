import { useLocale, useTranslations } from "next-intl";
import { DetailLink } from "@/components/ui/detail-link";
import { Instant } from "@/components/format/values";
import { Status } from "@/components/ui/status";
import type { ProposalRow } from "@/domain/products/proposal-schema";
import { proposalTone } from "./proposal-tone";

/** Versions in the making: what, of which, by whom and how far. */
export function ProposalList({
  proposals,
  base,
}: {
  proposals: readonly (ProposalRow & { bank?: { name: string; nameEn: string } })[];
  base: string;
}) {
  const t = useTranslations("shelf.list");
  const statuses = useTranslations("shelf.status");
  const isEnglish = useLocale() === "en";
  return (
    <ul className="border-t border-line">
      {proposals.map((row) => (
        <li key={row.id} className="grid gap-1 border-b border-line py-3">
          <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <DetailLink href={`${base}/${row.id}`} data-row className="text-lg wrap-anywhere">
              {(isEnglish ? row.name.en || row.name.zh : row.name.zh || row.name.en) ||
                t("unnamed")}
            </DetailLink>
            <Status tone={proposalTone(row.status)}>{statuses(row.status)}</Status>
            {row.status === "draft" && row.isSentBack && (
              <Status tone="refused">{t("sentBack")}</Status>
            )}
          </div>
          <p className="flex flex-wrap gap-x-4 text-sm text-ink-soft">
            {row.bank && <span>{isEnglish ? row.bank.nameEn : row.bank.name}</span>}
            <span>
              {row.basedOn === null ? t("newProduct") : t("after", { version: row.basedOn })}
            </span>
            {row.isOwn ? (
              <span>{t("own")}</span>
            ) : (
              row.writer && <span>{t("writer", { name: row.writer })}</span>
            )}
            <span>
              {t("changed")} <Instant at={row.updatedAt} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
