import { getTranslations } from "next-intl/server";
import { calculate } from "@/domain/loans/calculation";
import { csvOf } from "@/domain/oversight/csv";
import { shanghaiDay } from "@/domain/shared/calendar";
import { yuanOf } from "@/domain/shared/money";

/** The schedule that an address of the calculator asks for, as a file. */
export async function GET(request: Request): Promise<Response> {
  const given = Object.fromEntries(new URL(request.url).searchParams);
  const { problems, result } = calculate(given, shanghaiDay(new Date()));
  if (!result || Object.keys(problems).length > 0)
    return Response.json(
      { type: "about:blank", title: "Refused", status: 400, problems },
      { status: 400, headers: { "content-type": "application/problem+json" } },
    );
  const t = await getTranslations("loans.schedule");
  const columns = ["number", "due", "principal", "interest", "fees", "payment", "balance"] as const;
  const { rows, upfrontFees } = result.quote;
  const lines = rows.map((row) => [
    row.number,
    row.dueOn,
    ...[row.principal, row.interest, row.fees, row.due, row.balance].map(yuanOf),
  ]);
  const atStart = [0, result.terms.startOn, ...[0n, 0n, upfrontFees, upfrontFees].map(yuanOf)];
  const balance = yuanOf(result.terms.principal);
  return new Response(
    csvOf([columns.map((column) => t(column)), [...atStart, balance], ...lines]),
    {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="schedule.csv"',
      },
    },
  );
}
