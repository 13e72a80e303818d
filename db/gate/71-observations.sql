-- What became of past applications, by product and kind of firm, for everybody to read. An edition is
-- made of twelve closed months and stays as it is until the next: whoever could watch it move after
-- every decision would read that decision. No total of a group of fewer than ten enterprises is in it,
-- nor can one be worked out from it (docs/decisions/0022).
set local role xyd_gate;

-- Every application decided in the days asked for, and every loan paid out in them. The first word of
-- the bank gives the day, its last the answer; days off are the caller's to know.
create or replace function gate.observed_facts(p_from date, p_to date, p_working_days date[])
returns table (kind text, product text, size text, section text, enterprise uuid, approved boolean, wait integer, rate integer, amount bigint)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with decision as (
    select application_id, min("on") as day, (array_agg(detail order by id desc))[1] = 'offered' as approved
    from app.outcomes where kind = 'decision' and detail in ('offered', 'declined') and is_shared
    group by application_id having min("on") between p_from and p_to
  )
  select 'decided', applications.product_id::text, coalesce(size, ''), coalesce(left(industry, 1), ''), enterprises.id, approved,
    greatest(0, width_bucket(day, p_working_days)
      - width_bucket((submitted_at at time zone 'Asia/Shanghai')::date, p_working_days)), null::integer, null::bigint
  from decision join app.applications on applications.id = application_id
    join app.enterprises on enterprises.id = applications.enterprise_id
  union all
  select 'granted', loans.product_id::text, coalesce(size, ''), coalesce(left(industry, 1), ''), enterprises.id, null, null, nominal_rate, principal
  from app.loans join app.enterprises on enterprises.id = loans.enterprise_id
  where disbursed_on between p_from and p_to and is_reported
$$;

-- The cells of one tree (all, sizes, sections of a size) that are published, as 'size' and
-- 'size/section'; what is unknown never is. Each family is withheld from as a published breakdown is.
create or replace function gate.open_cells(p_sizes text[], p_sections text[], p_enterprises uuid[]) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  closed text[] := gate.withheld_cells(p_sizes, p_enterprises);
  closed_sections text[];
  opened text[] := '{}';
  one record;
begin
  for one in
    select member.size, array_agg(member.section) as sections, array_agg(member.enterprise) as enterprises
    from unnest(p_sizes, p_sections, p_enterprises) as member (size, section, enterprise)
    where member.size <> '' and member.size <> all (closed)
    group by member.size
  loop
    closed_sections := gate.withheld_cells(one.sections, one.enterprises);
    opened := opened || one.size || array(
      select distinct one.size || '/' || section from unnest(one.sections) as section
      where section <> '' and section <> all (closed_sections));
  end loop;
  return opened;
end $$;

-- The smallest part of a published tree a place belongs to: the cell itself, or what is left of a size
-- ('size/') or of everything ('/') when its published cells are subtracted.
create or replace function gate.part_of(p_open text[], p_size text, p_section text) returns text
language sql immutable set search_path = pg_catalog, pg_temp
return case when p_size <> all (p_open) then '/' when p_size || '/' || p_section = any (p_open) then p_size || '/' || p_section
  else p_size || '/' end;

-- Parts of all products together that betray a small group once the products' own parts (null: none of
-- the product is published) are subtracted from them. A sum of whole parts is betrayed where the
-- products' parts that lie on both sides of its border have one to nine enterprises within. None is, if
-- every two parts that share a product's part are joined by steps of ten enterprises or more; and if of
-- the unpublished products ten or none lie in whatever is so joined. The planner cannot know how long
-- an array is, and would compare each of its rows with every other.
create or replace function gate.betraying_parts(p_parts text[], p_own_parts text[], p_enterprises uuid[]) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp set enable_nestloop = off as $$
  with recursive member as (
    select distinct part collate "C" as part, own collate "C" as own, enterprise
    from unnest(p_parts, p_own_parts, p_enterprises) as told (part, own, enterprise)
  ),
  touched as materialized (
    select own, part, count(*) as enterprises from member where own is not null group by own, part
  ),
  -- Steps that one product's part is enough for.
  large as materialized (
    select distinct touched.part as a, other.part as b
    from touched join touched as other on other.own = touched.own and other.part <> touched.part
    where touched.enterprises >= gate.least_group()
  ),
  shared as materialized (
    select distinct touched.part as a, other.part as b
    from touched join touched as other on other.own = touched.own and other.part <> touched.part
  ),
  -- And those that several make up together.
  few as materialized (
    select own, part, enterprise from member join touched using (own, part) where touched.enterprises < gate.least_group()
  ),
  joint as materialized (
    select few.part as a, other.part as b
    from few join touched as other on other.own = few.own and other.part <> few.part
      left join large on large.a = few.part and large.b = other.part
    where large.a is null
    group by 1, 2 having count(distinct enterprise) >= gate.least_group()
  ),
  step as materialized (select a, b from large union all select a, b from joint),
  reached as (
    select a, b from step
    union
    select reached.a, step.b from reached join step on step.a = reached.b
  ),
  broken as (
    select distinct a from shared where not exists (select from reached where reached.a = shared.a and reached.b = shared.b)
  ),
  -- Where nothing is broken whatever is joined is joined by such steps.
  whole as materialized (
    select part, least(part, (select min(b) from reached where reached.a = part)) as name
    from (select distinct part from member) as told
  ),
  thin as (
    select unnest(array_agg(distinct part)) as part
    from member join whole using (part) group by name
    having count(distinct enterprise) filter (where own is null) between 1 and gate.least_group() - 1
  )
  select coalesce(array_agg(distinct part), '{}') from (
    select a as part from broken
    union all select part from thin where not exists (select from broken)
  ) as found
$$;

-- Which cells may be published of members told in parallel arrays, as 'product|size|section'; '' is all
-- of them. Every tree is safe by itself first; then all products together gives way until it betrays
-- nothing beside the trees of the products.
create or replace function gate.observed_cells(p_products text[], p_sizes text[], p_sections text[], p_enterprises uuid[])
returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp set enable_nestloop = off as $$
declare
  closed text[] := gate.withheld_cells(p_products, p_enterprises);
  opened text[];
  own_parts text[];
  parts text[];
  bad text[];
  part text;
  published text[];
begin
  if (select count(distinct enterprise) from unnest(p_enterprises) as enterprise) < gate.least_group() then
    return '{}';
  end if;
  with member as (
    select * from unnest(p_products, p_sizes, p_sections, p_enterprises) with ordinality as told (product, size, section, enterprise, place)
  ),
  tree as (
    select product, gate.open_cells(array_agg(size), array_agg(section), array_agg(enterprise)) as cells
    from member where product <> all (closed) group by product
  ),
  spot as materialized (
    select product, size, section, product || '|' || gate.part_of(cells, size, section) as own
    from (select distinct product, size, section from member) as told join tree using (product)
  )
  select array_agg(own order by place),
    (select coalesce(array_agg(product || '||'), '{}') from tree)
      || (select coalesce(array_agg(product || '|' || replace(cell, '/', '|') || case when cell like '%/%' then '' else '|' end), '{}')
          from tree, unnest(cells) as cell)
  into own_parts, published
  from member left join spot using (product, size, section);

  opened := gate.open_cells(p_sizes, p_sections, p_enterprises);
  loop
    with spot as materialized (
      select size, section, gate.part_of(opened, size, section) as part
      from (select distinct * from unnest(p_sizes, p_sections) as told (size, section)) as told
    )
    select array_agg(part_of.part order by place) into parts
    from unnest(p_sizes, p_sections) with ordinality as told (size, section, place) join spot as part_of using (size, section);
    bad := gate.betraying_parts(parts, own_parts, p_enterprises);
    exit when cardinality(bad) = 0;
    foreach part in array bad loop
      if part = '/' then
        opened := '{}';
      elsif part not like '%/' then
        opened := array_remove(opened, part);
      elsif exists (select from unnest(opened) as cell where cell like part || '%') then
        opened := array(select cell from unnest(opened) as cell where cell not like part || '%');
      else
        opened := array_remove(opened, rtrim(part, '/'));
      end if;
    end loop;
  end loop;
  return published || '||'::text || array(
    select '|' || replace(cell, '/', '|') || case when cell like '%/%' then '' else '|' end from unnest(opened) as cell);
end $$;

-- Makes the edition of the twelve months before the month of a day, in one transaction, so that a
-- reader sees the old one whole or the new one whole. The same months again are left as they are,
-- unless it is said that what they rest on was imported since. A large city's year may take minutes,
-- once a month, and holds nobody up but another refresh. Gives the number of rows, or null.
create or replace function gate.refresh_observations(p_as_of date, p_working_days date[], p_again boolean default false)
returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set transaction_timeout = 0
set enable_nestloop = off as $$
declare
  ends date := date_trunc('month', p_as_of)::date - 1;
  begins date := (date_trunc('month', p_as_of) - interval '1 year')::date;
  written integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('observations', 0));
  if not p_again and exists (select from app.observations where "to" = ends) then
    return null;
  end if;
  delete from app.observations;
  -- In one statement: which cells are safe is asked of the very facts that are published, whatever an
  -- import brings meanwhile.
  with fact as materialized (select * from gate.observed_facts(begins, ends, p_working_days)),
  safe as materialized (
    select kind, gate.observed_cells(array_agg(product), array_agg(size), array_agg(section), array_agg(enterprise)) as keys
    from fact group by kind
  ),
  cell as (
    select kind, concat(product, '|', size, '|', section) as key, nullif(product, '')::uuid as product,
      nullif(size, '') as size, nullif(section, '') as section, count(*) as told, count(distinct enterprise) as enterprises,
      count(*) filter (where approved) as approved, percentile_cont(0.5) within group (order by wait) as days,
      percentile_cont(array[0.25, 0.5, 0.75]) within group (order by rate) as rates,
      percentile_cont(array[0.25, 0.5, 0.75]) within group (order by amount) as amounts
    from fact
    group by kind, grouping sets ((), (size), (size, section), (product), (product, size), (product, size, section))
    -- What is unknown is no cell of its own.
    having (grouping(size) = 1 or size <> '') and (grouping(section) = 1 or section <> '')
  )
  insert into app.observations (product_id, industry_section, size, decided, enterprises, approved, days_median, granted,
    rate_low, rate_median, rate_high, amount_low, amount_median, amount_high, "from", "to", computed_at)
  select decided.product, decided.section, decided.size, decided.told, decided.enterprises, decided.approved, decided.days,
    coalesce(granted.told, 0), round(granted.rates[1]::numeric), round(granted.rates[2]::numeric), round(granted.rates[3]::numeric),
    -- To ten thousand yuan: a quartile may be one firm's own amount.
    round(granted.amounts[1]::numeric, -6), round(granted.amounts[2]::numeric, -6), round(granted.amounts[3]::numeric, -6),
    begins, ends, clock_timestamp()
  from cell as decided left join cell as granted on granted.kind = 'granted' and granted.key = decided.key
    and granted.key = any (array(select unnest(keys) from safe where kind = 'granted'))
  where decided.kind = 'decided' and decided.key = any (array(select unnest(keys) from safe where kind = 'decided'));
  get diagnostics written = row_count;
  return written;
end $$;

grant execute on function gate.refresh_observations(date, date[], boolean) to xyd_worker;
