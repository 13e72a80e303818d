import { useTranslations } from "next-intl";
import Link from "next/link";
import { Instant } from "@/components/format/values";
import { useConsentWords } from "@/components/consents/consent-words";
import { ConsentLine } from "@/components/ui/consent-sentence";
import type { ConsentView } from "@/domain/consents/schema";
import type { ReceiptView } from "@/domain/ledger/receipt-schema";

/** Receipts, newest first: for what, when, and the file to keep. */
export function ReceiptList({
  receipts,
  consents,
}: {
  receipts: readonly ReceiptView[];
  /** Those that the receipts are about; left out on the consent's own page. */
  consents?: readonly ConsentView[];
}) {
  const t = useTranslations("consents.receipts");
  return (
    <ol aria-label={t("caption")} className="border-t border-line">
      {receipts.map(({ id, kind, seq, consentId, issuedAt }) => {
        const consent = consents?.find((one) => one.id === consentId);
        return (
          <li
            key={id}
            className="grid gap-x-6 border-b border-line py-3 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <div className="measure">
              <p className="font-medium">{t(`kind.${kind}`)}</p>
              {consent ? (
                <p className="text-sm">
                  <AboutConsent consent={consent} />
                </p>
              ) : (
                consents && consentId === null && <p className="text-sm">{t("platform")}</p>
              )}
              <p className="text-sm text-ink-soft">
                <Instant at={issuedAt} /> · {t("line", { seq: Number(seq) })}
              </p>
            </div>
            <a
              href={`/sme/receipts/${id}/file`}
              download
              className="link inline-flex min-h-11 items-center text-sm"
              aria-label={`${t("download")}: ${t(`kind.${kind}`)}, ${t("line", { seq: Number(seq) })}`}
            >
              {t("download")}
            </a>
          </li>
        );
      })}
    </ol>
  );
}

function AboutConsent({ consent }: { consent: ConsentView }) {
  const words = useConsentWords(consent);
  return (
    <Link href={`/sme/consents/${consent.id}`} className="hover:underline">
      <ConsentLine {...words} />
    </Link>
  );
}
