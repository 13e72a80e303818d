import type { PersonaDatabase } from "@/db/client";
import { estimateOf } from "@/domain/estimates/estimate";
import type { EstimateInput, EstimateView } from "@/domain/estimates/schema";
import { sizeByStaff } from "@/domain/estimates/size-by-staff";
import { shanghaiDay } from "@/domain/shared/calendar";
import { readCells } from "@/server/services/estimates/read-cells";

/** For anybody, about a firm of a trade and size. Nothing that is told is kept. */
export async function estimateFor(
  { db, now }: { db: PersonaDatabase; now: Date },
  { industrySection, size, employees, amount, termMonths }: EstimateInput,
): Promise<EstimateView> {
  const byStaff =
    industrySection && employees !== undefined ? sizeByStaff(industrySection, employees) : null;
  const firm = { industrySection: industrySection ?? null, size: size ?? byStaff };
  const wanted = { amount: amount ?? null, termMonths: termMonths ?? null };
  const cells = await db.transaction((tx) => readCells(tx, firm));
  return estimateOf(firm, wanted, cells, shanghaiDay(now));
}
