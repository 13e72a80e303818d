import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Day } from "@/components/format/values";
import { dayInShanghai } from "@/components/format/day";
import { Section } from "@/components/layout/page-header";
import { Details } from "@/components/ui/details";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import type { OwnErasureView } from "@/domain/erasures/schema";

/** `children`: what the enterprise may do about it. */
type Props = { erasure: OwnErasureView; children?: ReactNode };

/** On an ended consent: until when the bank must delete, or what it declared. */
export function OwnErasure({ erasure, children }: Props) {
  const t = useTranslations("erasures");
  const { state, daysLeft } = erasure;
  return (
    <Section title={t("own.title")}>
      <div className="grid gap-3">
        {state === "overdue" ? (
          <Notice tone="refused">
            <What erasure={erasure} />
          </Notice>
        ) : (
          <p>
            <What erasure={erasure} />{" "}
            {state === "due" && <Status tone="waiting">{t("left", { days: daysLeft })}</Status>}
          </p>
        )}
        {children}
        {erasure.attestation && (
          <Details summary={t("own.signature")}>
            <p className="text-sm text-ink-soft">{t("own.signatureHint")}</p>
            <code className="mt-2 block text-xs break-all">{erasure.attestation}</code>
          </Details>
        )}
      </div>
    </Section>
  );
}

const dayOf = (at: Date) => () => <Day key="on" day={dayInShanghai(at)} />;

function What({ erasure }: { erasure: OwnErasureView }) {
  const t = useTranslations("erasures.own");
  const isEnglish = useLocale() === "en";
  const { state, dueAt, attestedAt, declared } = erasure;
  const bank = isEnglish ? erasure.bank.nameEn : erasure.bank.name;
  if (declared && attestedAt)
    return t.rich(declared.statement, { bank, on: dayOf(attestedAt), note: declared.note });
  return t.rich(state === "overdue" ? "overdue" : "due", { bank, on: dayOf(dueAt) });
}
