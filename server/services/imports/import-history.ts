import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  applications,
  banks,
  enterprises,
  loans,
  outcomes,
  products,
  productVersions,
} from "@/db/schema";
import type { ApplicationStatus } from "@/domain/applications/lifecycle";
import type { ProductContent } from "@/domain/products/schema";
import { startOfShanghaiDay } from "@/domain/shared/calendar";
import { historyPages, type PastApplication } from "@/server/connectors/city-feed";
import { pastLoan, type Firm } from "@/server/services/imports/past-loan";
import { pastOutcomes } from "@/server/services/imports/past-outcomes";
import type { SystemContext } from "@/server/services/context";

type Progress = (done: number) => void;
type Known = {
  enterprises: Map<string, Firm>;
  products: Map<string, { id: string; version: number; content: ProductContent }>;
  bankId: string;
};

const rowsPerStatement = 1_000;

/**
 * Takes what a bank reports of the time before the platform: no consent, no profile read, no ledger
 * line, and marked as imported. Told again, nothing is doubled. Gives the number of applications.
 */
export async function importHistory(
  { db, now }: SystemContext,
  bankCode: string,
  progress: Progress = () => {},
) {
  let done = 0;
  for await (const page of historyPages(bankCode)) {
    await db.transaction((tx) => storePage(tx, bankCode, page.applications, now));
    done += page.applications.length;
    progress(done);
  }
  if (done > 0) await db.call(sql`analyze app.applications, app.loans, app.outcomes`);
  return done;
}

async function storePage(
  tx: Transaction,
  bankCode: string,
  past: readonly PastApplication[],
  now: Date,
) {
  if (past.length === 0) return;
  const known = await lookUp(tx, bankCode, past);
  const rows = past.flatMap((application) => {
    const enterprise = known.enterprises.get(application.uscc);
    const product = known.products.get(application.productCode);
    return enterprise && product ? [{ application, enterprise, product }] : [];
  });
  const stored = await inBatches(
    rows.map(({ application, enterprise, product }) => ({
      enterpriseId: enterprise.id,
      bankId: known.bankId,
      productId: product.id,
      productVersion: product.version,
      bankReference: application.reference,
      amount: BigInt(application.amount),
      termMonths: application.termMonths,
      status: statusOf(application),
      origin: "imported" as const,
      submittedAt: workingHour(application.submittedOn),
      acceptedAt: application.acceptedOn ? workingHour(application.acceptedOn) : null,
      decidedAt: application.decidedOn ? workingHour(application.decidedOn) : null,
      declineReasons: application.decision === "declined" ? application.reasonCodes : null,
      updatedAt: now,
    })),
    (values) =>
      tx
        .insert(applications)
        .values(values)
        .onConflictDoNothing({ target: [applications.bankId, applications.bankReference] })
        .returning({ id: applications.id, reference: applications.bankReference }),
  );
  // Only what is new gets outcomes: a page told twice ends here.
  const ids = new Map(stored.map(({ id, reference }) => [reference, id]));
  const fresh = rows.flatMap((row) => {
    const applicationId = ids.get(row.application.reference);
    return applicationId ? [{ ...row, applicationId }] : [];
  });
  await storeOutcomes(tx, known.bankId, fresh, now);
}

type Fresh = {
  application: PastApplication;
  applicationId: string;
  enterprise: Firm;
  product: { id: string; content: ProductContent };
};

async function storeOutcomes(tx: Transaction, bankId: string, fresh: readonly Fresh[], now: Date) {
  const drawn = fresh.flatMap((row) => {
    const { disbursedOn, annualRateBp } = row.application;
    if (!disbursedOn || annualRateBp === null) return [];
    return [
      {
        ...row,
        disbursedOn,
        loan: pastLoan({ ...row, bankId, disbursedOn, nominalRate: annualRateBp }),
      },
    ];
  });
  const storedLoans = await inBatches(
    drawn.map(({ loan }) => loan),
    (values) =>
      tx
        .insert(loans)
        .values(values)
        .returning({ id: loans.id, applicationId: loans.applicationId }),
  );
  const loanIds = new Map(storedLoans.map(({ id, applicationId }) => [applicationId, id]));
  const common = { bankId, origin: "imported" as const, channel: "api" as const, recordedAt: now };

  const told = [
    ...fresh
      .filter(({ application }) => application.decidedOn)
      .map(({ application, applicationId, enterprise }) => ({
        ...common,
        reference: `${application.reference}/decision`,
        kind: "decision" as const,
        applicationId,
        enterpriseId: enterprise.id,
        loanId: null,
        amount: null,
        days: null,
        detail: application.decision,
        on: application.decidedOn ?? application.submittedOn,
      })),
    ...drawn.flatMap(({ application, applicationId, enterprise, disbursedOn }) =>
      pastOutcomes(application, disbursedOn).map((outcome) => ({
        ...common,
        reference: outcome.id,
        kind: outcome.kind,
        applicationId,
        enterpriseId: enterprise.id,
        loanId: loanIds.get(applicationId) ?? null,
        amount: outcome.amount,
        days: outcome.days,
        detail: null,
        on: outcome.on,
      })),
    ),
  ];
  await inBatches(told, async (values) => {
    await tx.insert(outcomes).values(values);
    return [];
  });
}

async function lookUp(
  tx: Transaction,
  bankCode: string,
  past: readonly PastApplication[],
): Promise<Known> {
  const [bank] = await tx.select({ id: banks.id }).from(banks).where(eq(banks.code, bankCode));
  if (!bank) throw new Error(`no bank has the code ${bankCode}`);
  const firms = await tx
    .select({
      id: enterprises.id,
      uscc: enterprises.uscc,
      size: enterprises.size,
      industry: enterprises.industry,
    })
    .from(enterprises)
    .where(inArray(enterprises.uscc, [...new Set(past.map(({ uscc }) => uscc))]));
  const own = await tx
    .select({
      id: products.id,
      code: products.code,
      version: products.version,
      content: productVersions.content,
    })
    .from(products)
    .innerJoin(
      productVersions,
      and(
        eq(productVersions.productId, products.id),
        eq(productVersions.version, products.version),
      ),
    )
    .where(eq(products.bankId, bank.id));
  return {
    bankId: bank.id,
    enterprises: new Map(firms.map(({ uscc, ...firm }) => [uscc, firm])),
    products: new Map(own.map(({ code, ...product }) => [code, product])),
  };
}

function statusOf({ decision, disbursedOn }: PastApplication): ApplicationStatus {
  if (decision === "offered") return disbursedOn ? "disbursed" : "refused";
  return decision;
}

/** Ten in the morning: history tells days, columns hold instants. */
const workingHour = (day: string) => new Date(startOfShanghaiDay(day).getTime() + 10 * 3_600_000);

async function inBatches<T, R>(rows: readonly T[], store: (batch: T[]) => Promise<R[]>) {
  const stored: R[] = [];
  for (let from = 0; from < rows.length; from += rowsPerStatement)
    stored.push(...(await store(rows.slice(from, from + rowsPerStatement))));
  return stored;
}
