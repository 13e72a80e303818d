import { sql } from "drizzle-orm";
import { NeedBands, type OpenNeedView } from "@/domain/needs/open-schema";
import type { TakeStatus } from "@/domain/needs/open";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

type Row = {
  id: string;
  zone_code: string | null;
  bands: unknown;
  opened_at: string;
  closes_at: string;
  is_open: boolean;
  takers: number;
  take_status: TakeStatus | null;
  product_id: string | null;
  message: string | null;
};

/** The needs a bank may take up, the soonest to close first, then those it took up lately. */
export async function listOpenNeeds({
  db,
  actor,
}: ServiceContext<"bank">): Promise<OpenNeedView[]> {
  authorize(actor, "open_need.read", { bankId: actor.organizationId });
  const rows = await db.call<Row>(sql`select * from gate.open_needs(${db.token})`);
  return rows.map((row) => ({
    id: row.id,
    zone: row.zone_code,
    bands: NeedBands.parse(row.bands),
    isOpen: row.is_open,
    openedAt: new Date(row.opened_at),
    closesAt: new Date(row.closes_at),
    takers: row.takers,
    mine:
      row.take_status && row.product_id
        ? { status: row.take_status, productId: row.product_id, message: row.message }
        : null,
  }));
}
