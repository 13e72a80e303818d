import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/page-header";
import { calculate, calculationAddress } from "@/domain/loans/calculation";
import type { OwnLoanView } from "@/domain/loans/enterprise-schema";
import type { Day } from "@/domain/shared/calendar";
import { PrepaymentForm } from "./prepayment-form";
import { PrepaymentResult } from "./prepayment-result";
import { PrepaymentText } from "./prepayment-text";

type Given = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Paying early, for a loan the firm has: the public calculator's rules on the loan's own terms. */
export function PrepaymentCalculator({
  loan,
  given,
  today,
}: {
  loan: OwnLoanView;
  given: Given;
  today: Day;
}) {
  const t = useTranslations("calculator.prepaid");
  const { prepayment } = loan.convention;
  const terms = calculationAddress({
    amount: loan.principal,
    months: loan.termMonths,
    repaymentKind: loan.repayment,
    nominalRate: loan.nominalRate,
    fees: loan.fees,
    convention: loan.convention,
    startOn: loan.disbursedOn,
  });
  const calculation = calculate(
    {
      prepayOn: today,
      ...picked(given, prepayment ? asked : [...asked, "prepayFee"]),
      ...Object.fromEntries(new URLSearchParams(terms.slice(terms.indexOf("?")))),
    },
    today,
  );
  const prepaid = calculation.result?.prepaid;
  return (
    <Section title={t("formTitle")} lead={t("formLead")}>
      <p className="font-medium">
        <PrepaymentText terms={prepayment} />
      </p>
      {prepayment?.isAllowed !== false && (
        <PrepaymentForm
          calculation={calculation}
          action={`/sme/loans/${loan.id}`}
          isFeeKnown={prepayment !== undefined}
        />
      )}
      {prepaid && <PrepaymentResult prepaid={prepaid} />}
    </Section>
  );
}

const asked = ["prepay", "prepayOn", "effect"];

/** Only what paying early is about: an address cannot change the loan's own terms. */
function picked(given: Given, names: readonly string[]): Given {
  return Object.fromEntries(
    names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
}
