-- Published statistics: groups of fewer than ten enterprises are withheld here, before anything
-- reaches a visitor's login, and with them as many others as it takes that no difference of published
-- numbers reveals them. Periods never overlap, so that two editions cannot be subtracted either.
set local role xyd_gate;

create or replace function gate.least_group() returns integer language sql immutable
set search_path = pg_catalog, pg_temp return 10;

-- Which cells of one breakdown stay unpublished, beside its total. Members are (cell, enterprise), in
-- parallel arrays. Cells are withheld from the smallest on until every small one is, and, if any is,
-- until all of them together hold ten different enterprises: the total less what is published is then
-- itself a group large enough to publish. The planner cannot know how long an array is, and would
-- compare each member with every cell.
create or replace function gate.withheld_cells(p_cells text[], p_enterprises uuid[]) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp set enable_nestloop = off as $$
  with member as (
    select distinct cell, enterprise from unnest(p_cells, p_enterprises) as told (cell, enterprise)
  ),
  size as (
    select cell, count(*) as enterprises, row_number() over (order by count(*), cell) as place
    from member group by cell
  ),
  -- An enterprise joins the withheld with the first of its cells.
  joined as (
    select min(place) as place from member join size using (cell) group by enterprise
  ),
  upto as (
    select size.place, size.enterprises, coalesce(sum(newcomers) over (order by size.place), 0) as together
    from size left join (select place, count(*) as newcomers from joined group by place) as arrived using (place)
  ),
  needed as (
    select coalesce(
      (select min(place) from upto
       where place >= (select count(*) from upto as small where small.enterprises < gate.least_group())
         and together >= gate.least_group()),
      (select max(place) from upto)) as last
    where exists (select from upto as small where small.enterprises < gate.least_group())
  )
  select coalesce(array_agg(size.cell order by size.cell), '{}') from size, needed where size.place <= needed.last
$$;

-- The last eight closed quarters, each broken down on its own. No parameters: whoever could choose the
-- days could subtract them. Amounts to ten thousand yuan, rates weighted by principal; null is withheld.
-- A large city's take seconds, once a day for each process.
create or replace function gate.published_statistics()
returns table (quarter date, dimension text, key text, applications bigint, loans bigint, amount numeric, annual_rate numeric)
language sql stable security definer set search_path = pg_catalog, pg_temp set transaction_timeout = 0 as $$
  with closed as (
    select first - interval '3 months' * past as begins, first - interval '3 months' * (past - 1) as ends
    from (select date_trunc('quarter', clock_timestamp() at time zone 'Asia/Shanghai') as first) as running,
      generate_series(1, 8) as past
  ),
  lent as (
    select closed.begins::date as quarter, loans.enterprise_id, loans.principal, loans.annual_rate, kind, size, district,
      to_char(disbursed_on, 'YYYY-MM') as month,
      (array['0', '300', '350', '400', '450', '500', '600'])
        [width_bucket(loans.annual_rate, array[0.03, 0.035, 0.04, 0.045, 0.05, 0.06]) + 1] as rate
    from closed join app.loans on disbursed_on >= begins::date and disbursed_on < ends::date
      join app.banks on banks.id = loans.bank_id join app.enterprises on enterprises.id = loans.enterprise_id
  ),
  asked as (
    select closed.begins::date as quarter, applications.enterprise_id, kind, size, district,
      to_char(submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month
    from closed join app.applications on submitted_at >= begins at time zone 'Asia/Shanghai'
        and submitted_at < ends at time zone 'Asia/Shanghai'
      join app.banks on banks.id = applications.bank_id join app.enterprises on enterprises.id = applications.enterprise_id
  ),
  lent_cell as (
    select lent.quarter, cut.dimension, coalesce(cut.key, '') as key, enterprise_id, principal, lent.annual_rate
    from lent cross join lateral (values ('all', ''), ('month', month), ('bank_kind', kind), ('size', size),
      ('district', district), ('rate', rate)) as cut (dimension, key)
  ),
  asked_cell as (
    select asked.quarter, cut.dimension, coalesce(cut.key, '') as key, enterprise_id
    from asked cross join lateral (values ('all', ''), ('month', month), ('bank_kind', kind), ('size', size),
      ('district', district)) as cut (dimension, key)
  ),
  -- A quarter that is itself too small has no breakdown either.
  lent_hidden as (
    select lent_cell.quarter, lent_cell.dimension, gate.withheld_cells(array_agg(lent_cell.key), array_agg(enterprise_id)) as keys
    from lent_cell group by 1, 2 having count(distinct enterprise_id) >= gate.least_group()
  ),
  asked_hidden as (
    select asked_cell.quarter, asked_cell.dimension, gate.withheld_cells(array_agg(asked_cell.key), array_agg(enterprise_id)) as keys
    from asked_cell group by 1, 2 having count(distinct enterprise_id) >= gate.least_group()
  ),
  lent_total as (
    select lent_cell.quarter, lent_cell.dimension, lent_cell.key, count(*) as loans, round(sum(principal), -6) as amount,
      round(sum(lent_cell.annual_rate * principal) / sum(principal), 4) as annual_rate
    from lent_cell join lent_hidden using (quarter, dimension)
    where lent_cell.key <> all (keys) group by 1, 2, 3
  ),
  asked_total as (
    select asked_cell.quarter, asked_cell.dimension, asked_cell.key, count(*) as applications
    from asked_cell join asked_hidden using (quarter, dimension)
    where asked_cell.key <> all (keys) group by 1, 2, 3
  )
  select quarter, dimension, key, asked_total.applications, lent_total.loans, lent_total.amount, lent_total.annual_rate
  from (select quarter, dimension, key from lent_cell union select quarter, dimension, key from asked_cell) as cell
    left join lent_total using (quarter, dimension, key) left join asked_total using (quarter, dimension, key)
$$;

grant execute on function gate.published_statistics() to xyd_public, xyd_sme, xyd_bank, xyd_office;
