import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { BarChart } from "@/components/charts/bar-chart";
import { formatAmount, formatExactAmount } from "@/components/format/amount";
import { formatCount } from "@/components/format/count";
import { formatAxisMonth, formatDay, formatMonth } from "@/components/format/day";
import { DescriptionList } from "@/components/ui/description-list";
import { Details } from "@/components/ui/details";
import { Status, Tag } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import { findFact } from "@/domain/profiles/indicators";
import type { ProfileView } from "@/domain/profiles/schema";
import { BandText, IndicatorText } from "./indicator-value";
import { InvoiceTable } from "./invoice-table";

type Section = ProfileView["sections"][number];
type Row = Section["rows"][number];

/** The one series of each monthly table that is worth a picture. */
const pictured: Partial<Record<Section["item"], string>> = {
  tax_declarations: "taxableSales",
  vat_invoices: "issuedAmount",
  social_insurance: "headcount",
  housing_fund: "amount",
  water_usage: "volume",
  gas_usage: "volume",
};

/** What a recipient may see about a firm, item by item. The dry run and the bank's case draw the same. */
export function ProfileSections({ profile }: { profile: ProfileView }) {
  return (
    <div className="grid gap-8">
      {profile.sections.map((section) => (
        <ProfileSection key={section.item} section={section} />
      ))}
    </div>
  );
}

function ProfileSection({ section }: { section: Section }) {
  const t = useTranslations("profiles");
  const items = useTranslations("sources");
  const locale = useLocale();
  const isEmpty =
    section.rows.length +
      section.indicators.length +
      section.bands.length +
      section.answers.length +
      section.questions.length +
      section.invoices.length ===
    0;
  return (
    <section className="grid gap-3 border-t border-line pt-4" data-item={section.item}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="text-base font-semibold first-letter:uppercase">
          {items(`item.${section.item}`)}
        </h3>
        {section.granularities.map((granularity) => (
          <Tag key={granularity}>{items(`granularity.${granularity}`)}</Tag>
        ))}
        {section.asOf && (
          <span className="text-sm text-ink-soft">
            {t("asOf", { month: formatMonth(section.asOf, locale) })}
          </span>
        )}
      </div>
      {isEmpty && <p className="text-ink-soft">{t("empty")}</p>}
      <Indicators section={section} />
      <Answers section={section} />
      {section.rows.length > 0 && <MonthlyRows section={section} />}
      {section.invoices.length > 0 && <InvoiceTable invoices={section.invoices} />}
    </section>
  );
}

function Indicators({ section: { indicators, bands } }: { section: Section }) {
  const locale = useLocale();
  const name = (code: string) => {
    const fact = findFact(code);
    if (!fact) return code;
    const side = locale === "en" ? "en" : "zh";
    return <span title={fact.formula[side]}>{fact.name[side]}</span>;
  };
  const items = [
    ...indicators.map(({ code, value, ...grounds }) => ({
      key: `indicator-${code}`,
      term: name(code),
      details: (
        <WithGrounds {...grounds}>
          <IndicatorText code={code} value={value} />
        </WithGrounds>
      ),
    })),
    ...bands.map(({ code, band, flag, ...grounds }) => ({
      key: `band-${code}`,
      term: name(code),
      details: (
        <WithGrounds {...grounds}>
          <BandText code={code} band={band} flag={flag} />
        </WithGrounds>
      ),
    })),
  ];
  return items.length > 0 ? <DescriptionList items={items} columns={2} /> : null;
}

/** A value with what it lacks: months its source does not have, records its subject disputes. */
function WithGrounds({
  coverage,
  isDisputed = false,
  children,
}: {
  coverage: { present: number; expected: number };
  isDisputed?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("profiles");
  return (
    <>
      {children}
      {coverage.present < coverage.expected && (
        <span className="ms-2 text-xs text-ochre">{t("coverage", coverage)}</span>
      )}
      {isDisputed && <span className="ms-2 text-xs text-ochre">{t("disputed")}</span>}
    </>
  );
}

const answerTone = { yes: "good", no: "refused", unknown: "waiting" } as const;

/** Every question that is asked: one without an answer reads as unknown, whatever the cause. */
function Answers({ section: { answers, questions } }: { section: Section }) {
  const t = useTranslations("profiles");
  const locale = useLocale();
  const side = locale === "en" ? "en" : "zh";
  const given = new Map(answers.map(({ question, answer }) => [question, answer]));
  const worded = new Map(questions.map(({ code, wording }) => [code, wording[side]]));
  const codes = [...new Set([...worded.keys(), ...given.keys()])];
  if (codes.length === 0) return null;
  return (
    <DescriptionList
      columns={2}
      items={codes.map((code) => {
        const answer = given.get(code) ?? "unknown";
        return {
          key: code,
          term: worded.get(code) ?? findFact(code)?.name[side] ?? code,
          details: <Status tone={answerTone[answer]}>{t(answer)}</Status>,
        };
      })}
    />
  );
}

function MonthlyRows({ section }: { section: Section }) {
  const t = useTranslations("profiles");
  const items = useTranslations("sources");
  const locale = useLocale();
  const item = items(`item.${section.item}`);
  const key = pictured[section.item];
  const column = section.columns.find((candidate) => candidate.key === key);
  const disputed = new Set(section.disputedMonths);
  const show = (unit: string, value: Section["rows"][number][string] | undefined) => {
    if (value === null || value === undefined) return "—";
    if (unit === "fen") return formatExactAmount(BigInt(value), locale);
    if (unit === "month") return formatMonth(String(value), locale);
    if (unit === "day") return formatDay(String(value), locale);
    if (unit === "thousandths") return formatCount(Math.round(Number(value) / 1000), locale);
    return formatCount(Number(value), locale);
  };
  return (
    <>
      {column && (
        <BarChart
          title={t("chartTitle", { item, column: t(`column.${column.key}`) })}
          points={section.rows.toReversed().map((row) => ({
            key: String(row["month"]),
            label: formatAxisMonth(String(row["month"]), locale),
            value: Number(row[column.key] ?? 0),
          }))}
          format={(value) =>
            column.unit === "fen"
              ? formatAmount(BigInt(Math.round(value)), locale)
              : formatCount(
                  column.unit === "thousandths" ? Math.round(value / 1000) : value,
                  locale,
                )
          }
        />
      )}
      <Details summary={t("monthlyTable", { item })}>
        <Table<Row>
          isDense
          isCaptionHidden
          caption={t("monthlyTable", { item })}
          rows={section.rows}
          rowKey={(row) => String(row["month"])}
          columns={section.columns.map((definition) => ({
            key: definition.key,
            header: t(`column.${definition.key}`),
            isRowHeader: definition.key === "month",
            align: definition.unit === "month" || definition.unit === "day" ? "start" : "end",
            cell: (row) => (
              <>
                {show(definition.unit, row[definition.key])}
                {definition.key === "month" && disputed.has(String(row["month"])) && (
                  <span className="ms-2 text-xs text-ochre">{t("disputed")}</span>
                )}
              </>
            ),
          }))}
        />
      </Details>
    </>
  );
}
