import { getTranslations } from "next-intl/server";
import { CalculationResult } from "@/components/calculator/calculation-result";
import { CalculatorForm } from "@/components/calculator/calculator-form";
import { PageHeader } from "@/components/layout/page-header";
import { Notice } from "@/components/ui/notice";
import { calculate } from "@/domain/loans/calculation";
import { fieldNames } from "@/domain/loans/calculation-fields";
import { shanghaiDay } from "@/domain/shared/calendar";

export async function generateMetadata() {
  const t = await getTranslations("calculator");
  return { title: t("title"), description: t("lead") };
}

/** Anyone's to use: nothing of it is kept, and all of it is in the address. */
export default async function CalculatorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const t = await getTranslations("calculator");
  const today = shanghaiDay(new Date());
  const calculation = calculate(await searchParams, today);
  const { typed, result } = calculation;
  const query = new URLSearchParams(
    fieldNames.filter((name) => typed[name] !== "").map((name) => [name, typed[name]]),
  );
  return (
    <div className="page py-8">
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-10 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-12">
        <CalculatorForm calculation={calculation} />
        {result ? (
          <CalculationResult
            result={result}
            today={today}
            csvHref={`/calculator/schedule?${query}`}
          />
        ) : (
          <Notice tone="waiting" title={t("wrong.title")} className="self-start">
            {t("wrong.body")}
          </Notice>
        )}
      </div>
    </div>
  );
}
