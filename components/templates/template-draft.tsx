import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatCount } from "@/components/format/count";
import { Section } from "@/components/layout/page-header";
import { DescriptionList } from "@/components/ui/description-list";
import { templateChanges } from "@/domain/templates/diff";
import type { TemplateView } from "@/domain/templates/schema";
import { DecideTemplate } from "./decide-template";
import { MarkedText } from "./marked-text";

const unitOf: Record<string, "days" | "months"> = {
  maxValidityDays: "days",
  dataLifeDays: "days",
  maxDataMonths: "months",
};

/** What a draft would change in the version in force, and the two acts on it. */
export function TemplateDraft({
  active,
  draft,
  mayApprove,
  mayDiscard,
}: {
  active: TemplateView;
  draft: TemplateView;
  mayApprove: boolean;
  mayDiscard: boolean;
}) {
  const t = useTranslations("templates.draft");
  const ceiling = useTranslations("templates.ceiling");
  const sources = useTranslations("sources");
  const locale = useLocale();
  const changes = templateChanges(active, draft);
  const limit = (field: string, count: number | null) => {
    if (count === null) return ceiling("unlimited");
    const unit = unitOf[field];
    return unit ? ceiling(unit, { count }) : formatCount(count, locale);
  };
  const numbers = changes.ceilings.map(({ field, before, after }) => ({
    key: field as string,
    term: ceiling(field === "readsPerCount" ? "readsPer" : field),
    details: t("fromTo", {
      before: limit(field, before),
      after: limit(field, after),
    }),
  }));
  const amount = (fen: bigint | null) =>
    fen === null ? ceiling("never") : ceiling("from", { amount: formatAmount(fen, locale) });
  if (changes.secondSigner)
    numbers.push({
      key: "secondSignerAbove",
      term: ceiling("secondSignerAbove"),
      details: t("fromTo", {
        before: amount(active.secondSignerAbove),
        after: amount(draft.secondSignerAbove),
      }),
    });
  if (changes.readsPerUnit)
    numbers.push({
      key: "readsPerUnit",
      term: ceiling("readsPerUnit"),
      details: t("fromTo", {
        before: ceiling(`unit.${active.readsPerUnit ?? "none"}`),
        after: ceiling(`unit.${draft.readsPerUnit ?? "none"}`),
      }),
    });
  const named = (scopes: readonly string[]) =>
    scopes.map((scope) => {
      const [item = "", granularity = ""] = scope.split(":");
      return (
        <li key={scope}>
          {sources("itemAt", {
            item: sources(`item.${item}`),
            granularity: sources(`granularity.${granularity}`),
          })}
        </li>
      );
    });
  return (
    <Section title={t("title", { version: draft.version })} lead={t(draft.proposedBy ?? "shipped")}>
      <h3 className="font-medium">{t("wordingZh")}</h3>
      <MarkedText before={active.wording.zh} after={draft.wording.zh} lang="zh-CN" />
      <h3 className="font-medium">{t("wordingEn")}</h3>
      <MarkedText before={active.wording.en} after={draft.wording.en} lang="en" />
      <h3 className="font-medium">{t("limits")}</h3>
      {numbers.length > 0 ? (
        <DescriptionList items={numbers} />
      ) : (
        <p className="text-ink-soft">{t("limitsSame")}</p>
      )}
      <h3 className="font-medium">{t("scopes")}</h3>
      {changes.added.length + changes.removed.length === 0 && (
        <p className="text-ink-soft">{t("scopesSame")}</p>
      )}
      {changes.added.length > 0 && (
        <div>
          <p className="text-celadon">{t("added")}</p>
          <ul className="list-disc ps-5">{named(changes.added)}</ul>
        </div>
      )}
      {changes.removed.length > 0 && (
        <div>
          <p className="text-refusal">{t("removed")}</p>
          <ul className="list-disc ps-5">{named(changes.removed)}</ul>
        </div>
      )}
      <DecideTemplate
        code={draft.code}
        version={draft.version}
        mayApprove={mayApprove}
        mayDiscard={mayDiscard}
      />
      {!mayApprove && <p className="measure text-sm text-ink-soft">{t("needsAnother")}</p>}
    </Section>
  );
}
