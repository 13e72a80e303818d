import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, escapeLiteral } from "pg";
import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare } from "@/bench/frame/compare";
import { readInvoices } from "@/server/services/imports/import-invoices";

const firms = 100;

const header = (party: string) => `企业代号,发票号码,开票日期,${party},金额,税额,价税合计,发票状态`;

/** An invoice file as the tax system exports it; one row in fifty repeats the one before. */
function writeFiles(folder: string, rows: number) {
  const at = (name: string) => path.join(folder, name);
  const rated = Array.from({ length: firms }, (_, n) => `E${n + 1},***公司${n + 1},A,否`);
  writeFileSync(at("firms.csv"), ["企业代号,企业名称,信誉评级,是否违约", ...rated].join("\n"));
  const invoice = (n: number) => {
    const amount = (((n * 7_919) % 900_000) + 1) / 100;
    const tax = Math.round(amount * 13) / 100;
    const day = `2019-${String((n % 12) + 1).padStart(2, "0")}-${String((n % 28) + 1).padStart(2, "0")}`;
    const state = n % 40 === 0 ? "作废发票" : "有效发票";
    return `E${(n % firms) + 1},${10_000_000 + n},${day},B${n % 3_000},${amount.toFixed(2)},${tax.toFixed(2)},${(amount + tax).toFixed(2)},${state}`;
  };
  const lines = Array.from({ length: rows / 2 }, (_, n) => invoice(n % 50 === 49 ? n - 1 : n));
  writeFileSync(at("in.csv"), [header("销方单位代号"), ...lines].join("\n"));
  writeFileSync(at("out.csv"), [header("购方单位代号"), ...lines].join("\n"));
  return { enterprises: at("firms.csv"), input: at("in.csv"), output: at("out.csv") };
}

/** Parsed, standardised, without repeats and with each firm's aggregates, against COPY of the same files as they are. */
async function* run({ scratch, say }: Parameters<Bench["run"]>[0]): AsyncIterable<BenchLine> {
  const client = new Client({ connectionString: (await scratch()).adminUrl });
  const folder = mkdtempSync(path.join(tmpdir(), "xin-yi-dai-bench-"));
  // The server reads the files itself, as whichever user it runs.
  chmodSync(folder, 0o755);
  await client.connect();
  try {
    await client.query(
      "create table public.bench_invoices (firm text, number text, day text, party text, amount numeric, tax numeric, total numeric, state text)",
    );
    for (const rows of [20_000, 200_000]) {
      say(`ingest.invoices: ${rows} rows`);
      const files = writeFiles(folder, rows);
      const times = await compare(
        5,
        async () => {
          const { summary } = await readInvoices(files);
          if (summary.rows !== rows || summary.rejected > 0) throw new Error("rows were lost");
        },
        async () => {
          await client.query("truncate public.bench_invoices");
          for (const file of [files.input, files.output])
            await client.query(
              `copy public.bench_invoices from ${escapeLiteral(file)} with (format csv, header)`,
            );
        },
      );
      const [one, other] = [(rows * 1000) / times.ours, (rows * 1000) / times.baseline];
      yield {
        bench: "ingest.invoices",
        ours: one,
        baseline: other,
        ratio: one / other,
        unit: "rows/s",
        n: rows,
        note: `${rows} rows of ${firms} firms, 2 % repeated; baseline COPY of the same files into a bare table`,
      };
    }
  } finally {
    await client.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const bench: Bench = { name: "ingest.invoices", run };
