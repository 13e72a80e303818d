"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { ConventionText } from "@/components/calculator/convention-text";
import { PrepaymentText } from "@/components/calculator/prepayment-text";
import { formatAmount } from "@/components/format/amount";
import { formatRate } from "@/components/format/rate";
import { LprNote } from "@/components/products/lpr-note";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { FieldError } from "@/components/ui/field";
import { MoneyInput } from "@/components/ui/money-input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { Textarea, TextInput } from "@/components/ui/text-input";
import { longestOfferDays, nominalRateRange } from "@/domain/offers/bank-rules";
import { DraftOfferInput } from "@/domain/offers/bank-schema";
import { priceOffer } from "@/domain/offers/pricing";
import type { ScheduleConvention } from "@/domain/loans/convention";
import { lprPublication } from "@/domain/loans/lpr";
import { conventionOf } from "@/domain/products/convention";
import type { Fee, ProductContent, RepaymentKind } from "@/domain/products/schema";
import { addDays } from "@/domain/shared/calendar";
import { OfferFigures } from "./offer-figures";
import { percentOf, readPercent } from "./percent";
import { useFormProblems } from "./use-form-problems";

export type OfferStart = {
  amount: bigint;
  termMonths: number;
  repayment: RepaymentKind;
  nominalRate: number;
  conditions: string;
};

type Props = {
  applicationId: string;
  product: ProductContent;
  /** What the firm asked for, or the draft that was sent back. */
  start: OfferStart;
  today: string;
};

/** Terms on the left, what they cost on the right, as they are typed. */
export function DraftOfferForm({ applicationId, product, start, today }: Props) {
  const t = useTranslations("bank.offer");
  const repayments = useTranslations("states.repayment");
  const timings = useTranslations("states.feeTiming");
  const locale = useLocale();
  const trpc = useTRPC();
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState<bigint | null>(start.amount);
  const [term, setTerm] = useState(String(start.termMonths));
  const [repayment, setRepayment] = useState<RepaymentKind>(start.repayment);
  const [rate, setRate] = useState(percentOf(start.nominalRate));
  const [fees, setFees] = useState<readonly Fee[]>(product.fees);
  const draft = useMutation(trpc.bankOffers.draft.mutationOptions());
  const form = useFormProblems(DraftOfferInput, draft.error);
  const range = nominalRateRange(product, today);
  const published = lprPublication(today);
  const terms = {
    amount: amount ?? undefined,
    termMonths: /^\d{1,3}$/.test(term) ? Number(term) : undefined,
    repayment,
    nominalRate: readPercent(rate) ?? undefined,
    fees: [...fees],
  };

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = form.parse({
      ...terms,
      id,
      applicationId,
      conditions: fields.get("conditions"),
      validUntil: fields.get("validUntil"),
    });
    if (!input) return;
    draft.mutate(input, {
      onSuccess: () => {
        router.push(`/bank/applications/${applicationId}`);
        router.refresh();
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-10 lg:grid-cols-2">
      <div className="grid content-start gap-4">
        <MoneyInput
          label={t("amount")}
          hint={t("amountHint", { most: formatAmount(BigInt(product.amountMax), locale) })}
          name="amount"
          defaultFen={start.amount}
          onFenChange={setAmount}
          error={form.problemOf("amount")}
        />
        <TextInput
          label={t("term")}
          hint={t("termHint", { from: product.termMin, to: product.termMax })}
          name="termMonths"
          inputMode="numeric"
          unit={t("months")}
          value={term}
          onChange={({ target }) => setTerm(target.value.trim())}
          error={form.problemOf("termMonths")}
        />
        <Select
          label={t("repayment")}
          name="repayment"
          placeholder={false}
          value={repayment}
          onChange={({ target }) =>
            setRepayment(product.repaymentKinds.find((kind) => kind === target.value) ?? repayment)
          }
          options={product.repaymentKinds.map((kind) => ({ value: kind, label: repayments(kind) }))}
          error={form.problemOf("repayment")}
        />
        <TextInput
          label={t("nominalRate")}
          hint={t("rateHint", {
            from: formatRate(range.min, locale),
            to: formatRate(range.max, locale),
          })}
          name="nominalRate"
          inputMode="decimal"
          unit={t("percent")}
          value={rate}
          onChange={({ target }) => setRate(target.value)}
          error={form.problemOf("nominalRate")}
        />
        <LprNote
          on={published.on}
          rate={{ tenor: product.lprTenor, basisPoints: published[product.lprTenor] }}
          today={today}
        />
        {product.fees.length > 0 && (
          <fieldset>
            <legend className="font-medium">{t("fees")}</legend>
            <p className="text-sm text-ink-soft">{t("feesHint")}</p>
            {product.fees.map((fee) => (
              <Checkbox
                key={`${fee.name.zh}-${fee.timing}`}
                checked={fees.includes(fee)}
                onChange={({ target }) =>
                  setFees((before) =>
                    target.checked ? [...before, fee] : before.filter((other) => other !== fee),
                  )
                }
                label={fee.name[locale === "en" ? "en" : "zh"]}
                hint={[
                  fee.basisPoints ? formatRate(fee.basisPoints, locale) : null,
                  fee.amount ? formatAmount(BigInt(fee.amount), locale) : null,
                  timings(fee.timing),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              />
            ))}
            <FieldError id={undefined}>{form.problemOf("fees")}</FieldError>
          </fieldset>
        )}
        <TextInput
          label={t("validUntil")}
          hint={t("validHint", { days: longestOfferDays })}
          name="validUntil"
          type="date"
          min={today}
          max={addDays(today, longestOfferDays)}
          defaultValue={addDays(today, 14)}
          error={form.problemOf("validUntil")}
        />
        <Textarea
          label={t("conditions")}
          hint={t("conditionsHint")}
          name="conditions"
          isOptional
          rows={3}
          maxLength={1_000}
          defaultValue={start.conditions}
          error={form.problemOf("conditions")}
        />
        {form.isWrong && <Notice tone="refused">{t("wrong")}</Notice>}
        {form.refused && <Notice tone="refused">{form.refused}</Notice>}
        <Button
          type="submit"
          isPending={draft.isPending || draft.isSuccess}
          className="justify-self-start"
        >
          {t("submit")}
        </Button>
        <p className="measure text-sm text-ink-soft">{t("fourEyes")}</p>
      </div>
      <section aria-label={t("preview")} aria-live="polite" className="content-start">
        <Preview terms={terms} convention={conventionOf(product)} today={today} />
      </section>
    </form>
  );
}

const PreviewTerms = DraftOfferInput.pick({
  amount: true,
  termMonths: true,
  repayment: true,
  nominalRate: true,
  fees: true,
});

type PreviewProps = { terms: object; convention: ScheduleConvention; today: string };

function Preview({ terms, convention, today }: PreviewProps) {
  const t = useTranslations("bank.offer");
  const calculator = useTranslations("calculator");
  const priced = PreviewTerms.safeParse(terms);
  if (!priced.success) return <p className="text-ink-soft">{t("previewEmpty")}</p>;
  return (
    <div className="grid gap-3">
      <OfferFigures quote={priceOffer({ ...priced.data, convention }, today)} />
      <p className="text-sm text-ink-soft">
        <span className="font-medium">{calculator("convention.title")}</span>
        <ConventionText convention={convention} />
      </p>
      <p className="text-sm text-ink-soft">
        <span className="font-medium">{calculator("prepayment.title")}</span>{" "}
        <PrepaymentText terms={convention.prepayment} />
      </p>
    </div>
  );
}
