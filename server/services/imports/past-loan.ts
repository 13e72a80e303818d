import type { enterprises, loans } from "@/db/schema";
import { loanFlags } from "@/domain/loans/flags";
import { quote } from "@/domain/loans/quote";
import { standingOf } from "@/domain/loans/standing";
import { conventionOf } from "@/domain/products/convention";
import type { ProductContent } from "@/domain/products/schema";
import type { PastApplication } from "@/server/connectors/city-feed";
import { pastOutcomes } from "@/server/services/imports/past-outcomes";

export type Firm = Pick<typeof enterprises.$inferSelect, "id" | "size" | "industry">;

type Drawn = {
  bankId: string;
  application: PastApplication;
  applicationId: string;
  enterprise: Firm;
  product: { id: string; content: ProductContent };
  disbursedOn: string;
  nominalRate: number;
};

/** The loan a past application became: priced by its product's conventions, flagged as a new one is. */
export function pastLoan(drawn: Drawn): typeof loans.$inferInsert {
  const { bankId, application, applicationId, enterprise, product } = drawn;
  const { disbursedOn, nominalRate } = drawn;
  const principal = BigInt(application.offeredAmount ?? application.amount);
  const { annualRate, rows } = quote({
    principal,
    months: application.termMonths,
    rate: nominalRate,
    repaymentKind: application.repayment,
    startOn: disbursedOn,
    ...conventionOf(product.content),
  });
  const { balance, status, overdueDays, grade } = standingOf(
    pastOutcomes(application, disbursedOn),
  );
  const { isInclusive, isRenewal, isLongTerm, isManufacturing } = loanFlags({
    hasPriorLoan: !application.isFirstLoan,
    guarantee: application.guarantee,
    size: enterprise.size,
    industry: enterprise.industry,
    creditAtBank: principal,
    product: product.content.kind,
    termMonths: application.termMonths,
  });
  return {
    applicationId,
    enterpriseId: enterprise.id,
    bankId,
    productId: product.id,
    bankReference: application.reference,
    principal,
    balance,
    nominalRate,
    annualRate: annualRate.kind === "rate" ? annualRate.rate : (nominalRate / 10_000).toFixed(6),
    termMonths: application.termMonths,
    repayment: application.repayment,
    guarantee: application.guarantee,
    disbursedOn,
    maturesOn: application.maturesOn ?? rows.at(-1)?.dueOn ?? disbursedOn,
    status,
    overdueDays,
    grade,
    isFirstLoan: application.isFirstLoan,
    isCreditLoan: application.isCreditLoan,
    isInclusive,
    isRenewal,
    isLongTerm,
    isManufacturing,
    origin: "imported",
  };
}
