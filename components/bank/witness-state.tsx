import { useLocale, useTranslations } from "next-intl";
import { formatCount } from "@/components/format/count";
import { Instant } from "@/components/format/values";
import { Section } from "@/components/layout/page-header";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import type { WitnessStatusView } from "@/domain/ledger/witness-schema";

/** How far the ledger has grown, how far this bank has confirmed it, and under which key. */
export function WitnessState({ status }: { status: WitnessStatusView }) {
  const t = useTranslations("bank.witness");
  const locale = useLocale();
  const { checkpoint, cosigned, key, objectedAt } = status;
  const point = ({ size, at }: { size: bigint; at: Date }) => (
    <>
      {t("entries", { count: formatCount(size, locale) })}
      <span className="block text-sm text-ink-soft">
        <Instant at={at} />
      </span>
    </>
  );
  return (
    <Section title={t("state")}>
      {objectedAt && (
        <Notice tone="refused" title={t("objects")}>
          {t.rich("objectsLead", { at: () => <Instant key="at" at={objectedAt} /> })}
        </Notice>
      )}
      <div className="max-w-2xl">
        <DescriptionList
          items={[
            {
              key: "checkpoint",
              term: t("checkpoint"),
              details: checkpoint ? point(checkpoint) : t("noCheckpoint"),
            },
            {
              key: "cosigned",
              term: t("cosigned"),
              details: cosigned ? (
                <>
                  {!objectedAt && (
                    <Status tone="good" className="block">
                      {t("agrees")}
                    </Status>
                  )}
                  <span className="block">{point(cosigned)}</span>
                </>
              ) : (
                <Status tone="neutral">{t("notCosigned")}</Status>
              ),
            },
            {
              key: "key",
              term: t("key"),
              details: key ? (
                <>
                  <code className="text-sm break-all">{key.publicKey}</code>
                  <span className="block text-sm text-ink-soft">
                    {t.rich("since", { at: () => <Instant key="at" at={key.registeredAt} /> })}
                  </span>
                </>
              ) : (
                <Status tone="waiting">{t("noKey")}</Status>
              ),
            },
            ...(key
              ? [
                  {
                    key: "name",
                    term: t("name"),
                    details: <code className="text-sm break-all">{key.name}</code>,
                  },
                ]
              : []),
          ]}
        />
      </div>
    </Section>
  );
}
