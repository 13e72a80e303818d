"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatRate } from "@/components/format/rate";
import { AmountRange } from "@/components/format/values";
import { amountText, parseAmount } from "@/components/format/parse-amount";
import { RateRange } from "@/components/products/rate-range";
import { TextInput } from "@/components/ui/text-input";
import { Table } from "@/components/ui/table";
import type { PriceRange } from "@/domain/products/price";
import { useEditor } from "./editor-context";
import { parseWhole } from "@/components/bank/rule-builder/condition-value";
import { pricesOf, referenceOf } from "./priced-form";

/** 100 亿元: beyond what any product lends. */
const most = 1_000_000_000_000n;

/** What borrowing under these terms costs today, for an amount and term one can change. */
export function RatePreview() {
  const t = useTranslations("editor.rate");
  const units = useTranslations("editor.unit");
  const repayments = useTranslations("states.repayment");
  const locale = useLocale();
  const { form, today } = useEditor();
  const [amount, setAmount] = useState("");
  const [months, setMonths] = useState("");
  const reference = referenceOf(form);
  const asked = {
    amount: amount === "" ? reference?.amount : wanOf(amount),
    months: months === "" ? reference?.months : (parseWhole(months) ?? undefined),
  };
  const prices = pricesOf(form, asked, today);
  const [first] = prices;
  return (
    <div className="grid gap-3 bg-wash px-4 py-3">
      <h3 className="font-medium">{t("title")}</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextInput
          label={t("amount")}
          isOptional
          inputMode="decimal"
          autoComplete="off"
          unit={units("wan")}
          placeholder={reference ? amountText(reference.amount, "wan") : ""}
          value={amount}
          onChange={({ target }) => setAmount(target.value)}
        />
        <TextInput
          label={t("months")}
          isOptional
          inputMode="numeric"
          autoComplete="off"
          unit={units("months")}
          placeholder={reference ? String(reference.months) : ""}
          value={months}
          onChange={({ target }) => setMonths(target.value)}
        />
      </div>
      {first ? (
        <>
          <p className="figures">
            {t("nominal", {
              from: formatRate(first.lowest.nominalRate, locale),
              to: formatRate(first.highest.nominalRate, locale),
            })}
          </p>
          <Table<PriceRange>
            isDense
            isCaptionHidden
            caption={t("title")}
            rows={prices}
            rowKey={({ repaymentKind }) => repaymentKind}
            columns={[
              {
                key: "repayment",
                header: t("repayment"),
                isRowHeader: true,
                cell: ({ repaymentKind }) => repayments(repaymentKind),
              },
              {
                key: "annual",
                header: t("annual"),
                align: "end",
                cell: ({ lowest, highest }) => (
                  <RateRange
                    from={lowest.annualRate}
                    to={highest.annualRate}
                    className="font-semibold"
                  />
                ),
              },
              {
                key: "cost",
                header: t("cost"),
                align: "end",
                cell: ({ lowest, highest }) => (
                  <AmountRange from={lowest.totalCost} to={highest.totalCost} isExact />
                ),
              },
            ]}
          />
        </>
      ) : (
        <p className="text-sm text-ink-soft">{t("none")}</p>
      )}
    </div>
  );
}

function wanOf(text: string): bigint | undefined {
  const fen = parseAmount(text, "wan");
  return fen !== null && fen > 0n && fen <= most ? fen : undefined;
}
