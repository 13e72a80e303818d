import { useTranslations } from "next-intl";
import { Amount, Count, Day } from "@/components/format/values";
import { Schedule } from "@/components/loans/schedule";
import { DescriptionList } from "@/components/ui/description-list";
import type { Prepaid } from "@/domain/loans/prepayment";

/** What paying early comes to: what it costs that day, what it saves, and what is due from then on. */
export function PrepaymentResult({ prepaid }: { prepaid: Prepaid }) {
  const t = useTranslations("calculator.prepaid");
  const { rows, before } = prepaid;
  const last = rows.at(-1);
  return (
    <section className="grid gap-3 border-t border-ink pt-4" aria-live="polite">
      <h2 className="text-lg">{t("title")}</h2>
      <p>
        <span className="block text-sm text-ink-soft">{t("saved")}</span>
        <span className="text-xl leading-tight font-semibold">
          <Amount fen={prepaid.netSaved} isExact />
        </span>
      </p>
      <DescriptionList
        items={[
          { term: t("interestSaved"), details: <Amount fen={prepaid.interestSaved} isExact /> },
          { term: t("thatDay"), details: <Amount fen={prepaid.paidThatDay} isExact /> },
          { term: t("interestToDay"), details: <Amount fen={prepaid.interestToDay} isExact /> },
          { term: t("fee"), details: <Amount fen={prepaid.fee} isExact /> },
          { term: t("balance"), details: <Amount fen={prepaid.balanceAfter} isExact /> },
          {
            term: t("next"),
            details: (
              <>
                <Amount fen={before[0]?.due ?? 0n} isExact /> →{" "}
                <Amount fen={rows[0]?.due ?? 0n} isExact />
              </>
            ),
          },
          {
            term: t("count"),
            details: (
              <>
                <Count count={before.length} /> → <Count count={rows.length} />
              </>
            ),
          },
          ...(last ? [{ term: t("last"), details: <Day day={last.dueOn} /> }] : []),
        ]}
      />
      {rows.length > 0 && <Schedule rows={rows} />}
      <p className="measure text-sm text-ink-soft">{t("note")}</p>
    </section>
  );
}
