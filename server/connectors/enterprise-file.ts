import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { WrongFile } from "@/server/connectors/invoice-file";

const Row = z.object({
  企业代号: z.string().trim().min(1),
  企业名称: z.string().trim().min(1),
  信誉评级: z.enum(["A", "B", "C", "D"]),
  是否违约: z.enum(["是", "否"]),
});

export type RatedEnterprise = {
  reference: string;
  name: string;
  rating: "A" | "B" | "C" | "D";
  isDefaulted: boolean;
};

/** Reads the firms of an invoice data set with the rating and outcome their bank gave. */
export async function readEnterpriseFile(path: string): Promise<RatedEnterprise[]> {
  const rows: unknown[] = parse(await readFile(path), { bom: true, columns: true });
  return rows.map((row, index) => {
    const parsed = Row.safeParse(row);
    if (!parsed.success)
      throw new WrongFile(
        `${path}: line ${index + 2}, column ${parsed.error.issues[0]?.path.join(".")}.`,
      );
    const { 企业代号, 企业名称, 信誉评级, 是否违约 } = parsed.data;
    return {
      reference: 企业代号,
      name: 企业名称,
      rating: 信誉评级,
      isDefaulted: 是否违约 === "是",
    };
  });
}
