import { useLocale, useTranslations } from "next-intl";
import { formatCount } from "@/components/format/count";
import { Instant } from "@/components/format/values";
import type { SealView } from "@/domain/ledger/receipt-schema";

/** How far the firm's ledger is sealed, who has countersigned it, and how to take it home. */
export function SealSummary({ seal }: { seal: SealView }) {
  const t = useTranslations("ledger.seal");
  const locale = useLocale();
  const count = (value: bigint) => formatCount(value, locale);
  const { checkpoint, witnesses } = seal;
  return (
    <section aria-labelledby="seal" className="grid gap-2">
      <h2 id="seal" className="text-lg">
        {t("title")}
      </h2>
      {checkpoint ? (
        <>
          <p>{t("sealed", { lines: count(seal.lines), sealed: count(seal.sealed) })}</p>
          <p className="text-ink-soft">
            {t("checkpoint", { size: count(checkpoint.size) })} <Instant at={checkpoint.at} />
          </p>
          <p className="text-xs text-ink-soft">
            {t("root")} <code className="break-all">{checkpoint.root}</code>
          </p>
          {witnesses.length === 0 && <p className="text-ink-soft">{t("noWitness")}</p>}
          <ul>
            {witnesses.map(({ name, nameEn, size, at }) => (
              <li key={name} className="text-ink-soft">
                {t("witness", { bank: locale === "en" ? nameEn : name, size: count(size) })}{" "}
                <Instant at={at} />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t("none")}</p>
      )}
      <p className="text-ink-soft">{t("hint")}</p>
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <a href="/sme/history/export" download className="link">
          {t("export")}
        </a>
        <a href="/verify" target="_blank" rel="noopener" className="link">
          {t("verify")}
        </a>
      </p>
    </section>
  );
}
