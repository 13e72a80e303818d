import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { getLocale, getTranslations } from "next-intl/server";
import { exportRows, exportTables } from "@/components/oversight/export-rows";
import { OversightCutInput } from "@/domain/oversight/cut";
import { csvOf } from "@/domain/oversight/csv";
import { caller } from "@/server/trpc/rsc";

/** One table of an overview as a file. Who may have it is the procedure's to say. */
export async function GET(request: Request): Promise<Response> {
  const parameters = new URL(request.url).searchParams;
  const { table: asked, ...given } = Object.fromEntries(parameters);
  const table = exportTables.find((name) => name === asked);
  const cut = OversightCutInput.safeParse(given);
  const isSaidTwice = new Set(parameters.keys()).size < parameters.size;
  if (!table || !cut.success || isSaidTwice) return refuse(400);
  try {
    const overview = await (await caller()).oversight.overview(cut.data);
    const [t, states, locale] = await Promise.all([
      getTranslations("office"),
      getTranslations("states.loan"),
      getLocale(),
    ]);
    const rows = exportRows(overview, table, { t, loanState: states, locale });
    const name = [table, overview.cut.from, overview.cut.to, overview.cut.bank?.code ?? "all"];
    return new Response(csvOf(rows), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name.join("_").replaceAll(/[^\w-]/gu, "-")}.csv"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (error instanceof TRPCError) return refuse(getHTTPStatusCodeFromError(error));
    throw error;
  }
}

function refuse(status: number): Response {
  return Response.json(
    { type: "about:blank", title: "Refused", status },
    {
      status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    },
  );
}
