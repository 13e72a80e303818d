import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ruleWords } from "@/components/bank/rule-words";
import { RuleText } from "@/components/bank/rule-text";
import { formatIndustries } from "@/components/format/industry";
import { MarkedText } from "@/components/templates/marked-text";
import { DescriptionList } from "@/components/ui/description-list";
import { isSame, productDiff } from "@/domain/products/diff";
import type { ProductDraft } from "@/domain/products/draft";
import type { RuleChange } from "@/domain/products/rule-diff";
import { useChangeTexts } from "./change-texts";

/** Each thing that one version says differently from another, under the name it has on the page. */
export function ProductChanges({ before, after }: { before: ProductDraft; after: ProductDraft }) {
  const t = useTranslations("shelf.changes");
  const sources = useTranslations("sources");
  const { fieldText, feeText, own } = useChangeTexts();
  const diff = productDiff(before, after);
  if (isSame(diff)) return <p className="text-ink-soft">{t("same")}</p>;
  const itemText = (item: (typeof diff.items)[number]["after"]) =>
    item &&
    t(item.isRequired ? "itemRequired" : "itemOptional", {
      item: sources("itemAt", {
        item: sources(`item.${item.item}`),
        granularity: sources(`granularity.${item.granularity}`),
      }),
      why: own(item.why),
    });
  return (
    <div className="grid gap-6">
      {diff.fields.length > 0 && (
        <DescriptionList
          columns={2}
          items={diff.fields.map(({ field, before: was, after: is }) => ({
            key: field,
            term: t(`field.${field}`),
            details: <Sides before={fieldText(field, was)} after={fieldText(field, is)} />,
          }))}
        />
      )}
      {diff.texts.map(({ field, language, before: was, after: is }) => (
        <Group key={`${field}.${language}`} title={t(`text.${field}.${language}`)}>
          <MarkedText before={was} after={is} lang={language === "zh" ? "zh-CN" : "en"} />
        </Group>
      ))}
      {diff.rules.length > 0 && (
        <Group title={t("rules")}>
          <ul className="grid gap-2">
            {diff.rules.map((change, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- two versions never change
              <li key={index}>
                <RuleLine change={change} />
              </li>
            ))}
          </ul>
        </Group>
      )}
      <ListGroup
        title={t("items")}
        changes={diff.items.map((one) => ({
          before: itemText(one.before),
          after: itemText(one.after),
        }))}
      />
      <ListGroup
        title={t("fees")}
        changes={diff.fees.map((one) => ({
          before: one.before && feeText(one.before),
          after: one.after && feeText(one.after),
        }))}
      />
      <ListGroup
        title={t("materials")}
        changes={diff.materials.map((one) => ({
          before: one.before && `${one.before.zh} / ${one.before.en}`,
          after: one.after && `${one.after.zh} / ${one.after.en}`,
        }))}
      />
      {diff.reordered.length > 0 && (
        <p className="text-sm text-ink-soft">
          {diff.reordered.map((list) => t(`reordered.${list}`)).join(" ")}
        </p>
      )}
    </div>
  );
}

function RuleLine({ change }: { change: RuleChange }) {
  const t = useTranslations("shelf.changes");
  const words = ruleWords(useLocale());
  if (change.change === "regrouped")
    return (
      <div className="grid gap-3">
        <p>{t("regrouped")}</p>
        <div className="grid gap-4 lg:grid-cols-2">
          <del className="no-underline opacity-70">
            <RuleText rule={change.before} />
          </del>
          <ins className="no-underline">
            <RuleText rule={change.after} />
          </ins>
        </div>
      </div>
    );
  const before = "before" in change ? words.condition(change.before, formatIndustries) : null;
  const after = "after" in change ? words.condition(change.after, formatIndustries) : null;
  return <Sides before={before} after={after} />;
}

type Change = { before: string | null; after: string | null };

function ListGroup({ title, changes }: { title: string; changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <Group title={title}>
      <ul className="grid gap-2">
        {changes.map(({ before, after }) => (
          <li key={`${before}\n${after}`}>
            <Sides before={before} after={after} />
          </li>
        ))}
      </ul>
    </Group>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <h3 className="font-medium">{title}</h3>
      {children}
    </div>
  );
}

/** What went and what came, told apart by mark and word and not by colour alone. */
function Sides({ before, after }: Change) {
  const t = useTranslations("shelf.changes");
  return (
    <span className="measure block">
      {before !== null && (
        <del className="text-refusal">
          {after === null && <span className="sr-only">{t("removed")} </span>}
          {before}
        </del>
      )}
      {before !== null && after !== null && <span aria-hidden="true"> → </span>}
      {after !== null && (
        <ins className="text-celadon">
          {before === null && <span className="sr-only">{t("added")} </span>}
          {after}
        </ins>
      )}
    </span>
  );
}
