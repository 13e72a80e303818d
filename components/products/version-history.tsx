import { useLocale, useTranslations } from "next-intl";
import { NextVersion } from "@/components/bank/products/shelf-acts";
import { formatList } from "@/components/format/list";
import { Instant } from "@/components/format/values";
import { ClientMessages } from "@/components/messages/client-messages";
import { Table } from "@/components/ui/table";
import type { ProductHistory } from "@/domain/products/history-schema";
import { ShelfStatus } from "./shelf-status";

type Version = ProductHistory["versions"][number];

/** Every version a product had, who made it and who applied for it; its bank may take one up again. */
export function VersionHistory({
  by,
  product,
  today,
}: {
  by: "bank" | "office";
  product: ProductHistory;
  today: string;
}) {
  const t = useTranslations("shelf.history");
  const locale = useLocale();
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
          cell: ({ version, content }) => (
            <span className="flex flex-wrap items-baseline gap-x-3">
              {t("number", { version })}
              {version === product.version && product.status === "published" && (
                <ShelfStatus status="published" validity={content} today={today} />
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
          cell: ({ isImported, writers, approver, isByOffice }) =>
            isImported ? (
              t("imported")
            ) : (
              <span>
                {by === "office"
                  ? t("twoOfBank")
                  : t("people", {
                      writer: formatList(writers, locale) || "–",
                      approver: approver ?? "–",
                    })}
                {isByOffice && <span className="text-ink-soft"> · {t("office")}</span>}
              </span>
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
        ...(by === "bank"
          ? [
              {
                key: "acts",
                header: t("acts"),
                cell: ({ version }: Version) => <Acts product={product} version={version} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Acts({ product, version }: { product: ProductHistory; version: number }) {
  const t = useTranslations("shelf.history");
  const mayFollow = product.may.write && product.proposalId === null && version !== product.version;
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <a
        href={`/bank/products/${product.id}/export?version=${version}`}
        className="link inline-flex min-h-8 items-center"
        download
      >
        {t("export")}
      </a>
      {mayFollow && (
        <ClientMessages namespaces={["common", "errors", "shelf"]}>
          <NextVersion productId={product.id} version={version} />
        </ClientMessages>
      )}
    </span>
  );
}
