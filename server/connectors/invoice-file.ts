import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { DayText } from "@/domain/shared/calendar";
import { parseYuan } from "@/domain/shared/money";

export type Direction = "issued" | "received";

/** One row of a VAT invoice file, standardised; amounts in fen. */
export type InvoiceRow = {
  enterprise: string;
  direction: Direction;
  number: string;
  on: string;
  counterparty: string;
  amount: bigint;
  tax: bigint;
  total: bigint;
  state: "valid" | "void";
};

export type ReadRow =
  | { kind: "invoice"; invoice: InvoiceRow }
  | { kind: "duplicate" }
  | { kind: "rejected"; line: number; column: string };

const columns = ["企业代号", "发票号码", "开票日期", null, "金额", "税额", "价税合计", "发票状态"];
const partyColumn: Record<Direction, string> = { issued: "购方单位代号", received: "销方单位代号" };
const states = { 有效发票: "valid", 作废发票: "void" } as const;

/** The file is not what the command says it is; the message names the column. */
export class WrongFile extends Error {}

/**
 * Reads an invoice file row by row, gzip or plain. A row whose every field repeats an earlier row is
 * a duplicate: whole blocks of some files were loaded twice. A row that cannot be read says which
 * column is at fault; none is passed over in silence.
 */
export async function* readInvoiceFile(
  path: string,
  direction: Direction,
): AsyncGenerator<ReadRow> {
  const file = createReadStream(path);
  const text = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  file.on("error", (error: Error) => text.destroy(error));
  const rows = text.pipe(parse({ bom: true, relax_column_count: true, skip_empty_lines: true }));
  text.on("error", (error: Error) => rows.destroy(error));

  const seen = new Set<string>();
  let line = 0;
  for await (const row of rows as AsyncIterable<string[]>) {
    line += 1;
    if (line === 1) {
      expectHeader(row, direction, path);
      continue;
    }
    const key = row.join("\u0000");
    if (seen.has(key)) {
      yield { kind: "duplicate" };
      continue;
    }
    seen.add(key);
    yield readRow(row, direction, line);
  }
  if (line === 0) throw new WrongFile(`${path} is empty.`);
}

function expectHeader(header: readonly string[], direction: Direction, path: string): void {
  for (const [index, name] of columns.entries()) {
    const wanted = name ?? partyColumn[direction];
    if (header[index]?.trim() !== wanted)
      throw new WrongFile(`${path}: column ${index + 1} should be ${wanted}.`);
  }
}

function readRow(row: readonly string[], direction: Direction, line: number): ReadRow {
  const [enterprise, number, on, counterparty, amount, tax, total, state] = row.map((field) =>
    field.trim(),
  );
  const money = { 金额: yuan(amount), 税额: yuan(tax), 价税合计: yuan(total) };
  const known = states[state as keyof typeof states];
  const wrong = !enterprise
    ? "企业代号"
    : !number
      ? "发票号码"
      : !DayText.safeParse(on).success
        ? "开票日期"
        : !counterparty
          ? partyColumn[direction]
          : (Object.entries(money).find(([, fen]) => fen === null)?.[0] ??
            (known ? null : "发票状态"));
  if (wrong !== null || !enterprise || !number || !on || !counterparty || !known)
    return { kind: "rejected", line, column: wrong ?? "发票状态" };
  return {
    kind: "invoice",
    invoice: {
      enterprise,
      direction,
      number,
      on,
      counterparty,
      amount: money.金额 ?? 0n,
      tax: money.税额 ?? 0n,
      total: money.价税合计 ?? 0n,
      state: known,
    },
  };
}

const yuan = (text: string | undefined) => (text === undefined ? null : parseYuan(text));
