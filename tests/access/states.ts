import { applicationStatuses } from "@/domain/applications/lifecycle";
import { askStatuses } from "@/domain/asks/lifecycle";
import { consentStatuses } from "@/domain/consents/lifecycle";
import { loanStatuses } from "@/domain/loans/lifecycle";
import { needStatuses } from "@/domain/needs/lifecycle";
import { offerStatuses } from "@/domain/offers/lifecycle";
import { productStatuses } from "@/domain/products/lifecycle";
import { poolOf } from "@/tests/database";
import type { Named, Side } from "@/tests/access/world";

const pool = poolOf("admin");

/** Every kind of object with its states, and what else a row in one of them says. */
const kinds = {
  needs: { statuses: needStatuses, sets: {} },
  applications: {
    statuses: applicationStatuses,
    sets: {
      decline_reasons: "case when $2 = 'declined' then '{R101}'::text[] end",
      consent_id:
        "coalesce(consent_id, (select id from app.consents where application_id = $1 limit 1))",
    },
  },
  offers: {
    statuses: offerStatuses,
    sets: {
      approved_by:
        "case when $2 not in ('draft', 'awaiting_approval') then coalesce(approved_by, uuidv7()) end",
    },
  },
  consents: { statuses: consentStatuses, sets: {} },
  consent_asks: {
    statuses: askStatuses,
    sets: { consent_id: "case when $2 = 'answered' then uuidv7() end" },
  },
  loans: {
    statuses: loanStatuses,
    sets: { balance: "case when $2 = 'settled' then 0 else balance end" },
  },
  products: { statuses: productStatuses, sets: {} },
} as const;
type Kind = keyof typeof kinds;

/** An object that an act depends on, directly or by what stands behind it. */
export type Thing = { kind: Kind; id: string };

/** The objects behind an id that an input names; none for what has no states. */
export async function thingsBehind(side: Side, names: readonly Named[]): Promise<Thing[]> {
  const ids = names.map((name) => side.named[name]).filter((id) => /^[0-9a-f-]{36}$/.test(id));
  const { rows } = await pool.query<Thing>(
    `with offer as (select * from app.offers where id = any ($1::uuid[])),
       loan as (select * from app.loans where id = any ($1::uuid[])),
       application as (select * from app.applications where id = any ($1::uuid[])
         or id in (select application_id from offer))
     select 'offers' as kind, id from offer union all select 'loans', id from loan
     union all select 'applications', id from application
     union all select 'consents', consent_id from application where consent_id is not null
     union all select 'offers', id from app.offers where application_id in (select id from application)
       and id not in (select id from offer)
     union all select 'needs', id from app.needs where id = any ($1::uuid[])
       or id in (select need_id from application)
     union select 'consents', id from app.consents where id = any ($1::uuid[])
     union select 'consent_asks', id from app.consent_asks where id = any ($1::uuid[])
     union select 'products', id from app.products where id = any ($1::uuid[])
     order by 1`,
    [ids],
  );
  return rows;
}

export const statusesOf = ({ kind }: Thing): readonly string[] => kinds[kind].statuses;

/**
 * Puts an object into a state, past every guard but the tables' own: however it came there, nobody
 * may stumble over it. Whether a row can be so.
 */
export async function putInto({ kind, id }: Thing, status: string): Promise<boolean> {
  const columns = ["status", ...Object.keys(kinds[kind].sets)].join(", ");
  const values = ["$2::text", ...Object.values(kinds[kind].sets)].join(", ");
  const client = await pool.connect();
  try {
    await client.query("begin; set local session_replication_role = replica");
    await client.query(`update app.${kind} set (${columns}) = row (${values}) where id = $1`, [
      id,
      status,
    ]);
    await client.query("commit");
    return true;
  } catch (error) {
    if (String((error as { code?: string }).code).startsWith("23")) return false;
    throw error;
  } finally {
    await client.query("rollback");
    client.release();
  }
}
