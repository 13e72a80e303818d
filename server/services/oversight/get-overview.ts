import { cutOf, type OversightCutInput } from "@/domain/oversight/cut";
import type { OverviewView } from "@/domain/oversight/schema";
import { authorize } from "@/domain/policy";
import { shanghaiDay } from "@/domain/shared/calendar";
import type { ServiceContext } from "@/server/services/context";
import { readOverview } from "./queries";

/** Everything on the office's overview, of one cut, read in one transaction. */
export async function getOverview(
  { db, actor, now }: ServiceContext<"credit_office">,
  input: OversightCutInput,
): Promise<OverviewView> {
  authorize(actor, "oversight.read", {});
  const cut = cutOf(input, shanghaiDay(now));
  return db.transaction(async (tx) => (await readOverview(tx, cut)).view);
}
