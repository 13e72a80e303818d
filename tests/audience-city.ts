import type { Pool, PoolClient } from "pg";

/**
 * A city of so many firms for counting, made in one statement: every kind of fact, nulls, firms that
 * have closed, consents that are paused or over, and amounts of which hardly two are the same.
 */
export async function makeCity(admin: Pool, enterprises: number, seed = 0.5) {
  // The seed is its connection's.
  const client = await admin.connect();
  try {
    await fill(client, enterprises, seed);
  } finally {
    client.release();
  }
}

async function fill(client: PoolClient, enterprises: number, seed: number) {
  await client.query("select setseed($1)", [seed]);
  await client.query(
    `insert into app.enterprises (uscc, name, legal_representative, as_of)
     select lpad(nth::text, 18, '0'), 'Firm ' || nth, 'Li', clock_timestamp() from generate_series(1, $1) as nth`,
    [enterprises],
  );
  await client.query(
    `insert into vault.matching_facts (enterprise_id, consent_id, valid_to, is_usable, is_operating, month, updated_at,
       established_months, established_on, industry_section, district, size_class, registered_capital, open_penalties,
       abnormal_listed, tax_credit_grade, tax_revenue_12m, tax_revenue_growth, tax_paid_months_12m, tax_arrears,
       invoice_sales_12m, insured_headcount, electricity_no_arrears_12m)
     select id, uuidv7(), clock_timestamp() + interval '1 hour' * (random() * 100 - 5), random() < 0.9, random() < 0.98, '2026-10',
       clock_timestamp(), random() * 200, date '2026-10-01' - (random() * 6000)::int, chr(65 + (random() * 18)::int),
       case when random() < 0.97 then '99010' || 1 + (random() * 7)::int end, (array['micro', 'small', 'medium', 'large'])[1 + (random() ^ 2 * 3.99)::int],
       (random() * 1000)::int * 1000000, (random() * 1.3)::int, random() < 0.1, (array['A', 'B', 'M', 'C', 'D'])[1 + (random() ^ 2 * 4.99)::int],
       case when random() < 0.9 then exp(random() * 12 + 8)::bigint end, (random() * 9000 - 3000)::int, (random() * 12)::int,
       case when random() < 0.8 then 0 else (random() * 1e8)::bigint end, case when random() < 0.8 then exp(random() * 12 + 8)::bigint end,
       (random() * 60)::int, case when random() < 0.7 then random() < 0.8 end
     from app.enterprises where name like 'Firm %' order by uscc`,
  );
  await client.query("analyze vault.matching_facts");
}
