import { useTranslations } from "next-intl";
import { Instant } from "@/components/format/values";
import { ClientMessages } from "@/components/messages/client-messages";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { BankProductHistory } from "@/domain/products/bank-schema";
import { NextVersion } from "./shelf-acts";

/** Every version a product had, who made it and who applied for it. */
export function VersionHistory({ product }: { product: BankProductHistory }) {
  const t = useTranslations("shelf.history");
  const isOpen = product.proposalId !== null;
  return (
    <Table
      caption={t("title")}
      isCaptionHidden
      rows={product.versions}
      rowKey={({ version }) => String(version)}
      columns={[
        {
          key: "version",
          header: t("version"),
          isRowHeader: true,
          cell: ({ version }) => (
            <span className="flex flex-wrap items-baseline gap-x-3">
              {t("number", { version })}
              {version === product.version && product.status === "published" && (
                <Status tone="good">{t("onOffer")}</Status>
              )}
            </span>
          ),
        },
        {
          key: "at",
          header: t("at"),
          cell: ({ createdAt }) => <Instant at={createdAt} only="day" />,
        },
        {
          key: "by",
          header: t("by"),
          cell: ({ writer, approver, isByOffice }) =>
            writer === null && approver === null ? (
              t("imported")
            ) : (
              <>
                {t("people", { writer: writer ?? "–", approver: approver ?? "–" })}
                {isByOffice && <span className="text-ink-soft"> · {t("office")}</span>}
              </>
            ),
        },
        {
          key: "applied",
          header: t("applied"),
          align: "end",
          cell: ({ applications }) => applications.total,
        },
        {
          key: "live",
          header: t("live"),
          align: "end",
          cell: ({ applications }) => applications.live,
        },
        {
          key: "acts",
          header: t("acts"),
          cell: ({ version }) => (
            <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <a
                href={`/bank/products/${product.id}/export?version=${version}`}
                className="link inline-flex min-h-8 items-center"
                download
              >
                {t("export")}
              </a>
              {product.may.write && !isOpen && version !== product.version && (
                <ClientMessages namespaces={["common", "errors", "shelf"]}>
                  <NextVersion productId={product.id} version={version} />
                </ClientMessages>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
