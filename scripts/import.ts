import { createWriteStream, mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { featureTable } from "@/scripts/feature-table";
import { showProgress } from "@/scripts/progress";
import { sendInvoices } from "@/scripts/send-invoices";
import { operatorEnvironment } from "@/scripts/serve";
import { runCommand, Stop } from "@/scripts/stop";
import { WrongFile } from "@/server/connectors/invoice-file";
import { readInvoices } from "@/server/services/imports/import-invoices";

const usage =
  "npm run import -- invoices --enterprises E.csv --input IN.csv.gz --output OUT.csv.gz [--features F.csv]";

function given() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        enterprises: { type: "string" },
        input: { type: "string" },
        output: { type: "string" },
        features: { type: "string" },
        dataset: { type: "string", default: "invoices" },
      },
    });
    const { enterprises, input, output, features, dataset } = values;
    if (positionals[0] !== "invoices" || !enterprises || !input || !output) throw new Stop(usage);
    return { files: { enterprises, input, output }, features, dataset };
  } catch (error) {
    throw error instanceof Stop ? error : new Stop(`${String(error)}\n${usage}`);
  }
}

await runCommand(async () => {
  const { files, features, dataset } = given();
  for (const file of Object.values(files))
    await readFile(file).catch(() => {
      throw new Stop(`${file} cannot be read.`);
    });

  const bar = showProgress("Reading invoices");
  const read = await readInvoices(files, (rows) =>
    bar.note(`${rows.toLocaleString("en")} rows`),
  ).catch((error: unknown) => {
    throw error instanceof WrongFile ? new Stop(error.message) : error;
  });
  bar.end();
  console.log(
    `Read ${read.summary.rows.toLocaleString("en")} rows; ${read.inconsistent} kept although amount and tax do not add up to the total.`,
  );
  for (const { file, line, column } of read.rejected.slice(0, 20))
    console.log(`Rejected: ${file} line ${line}, column ${column}.`);

  if (features) {
    mkdirSync(path.dirname(path.resolve(features)), { recursive: true });
    const out = createWriteStream(features);
    out.end(featureTable(read.enterprises));
    await finished(out);
  }
  await sendInvoices(path.resolve(operatorEnvironment().DATA_DIR), dataset, read);
  console.log(JSON.stringify(read.summary));
  return 0;
});
