-- How many enterprises a rule reaches, in two ways with one meaning: a look at every row, and the
-- same from slices of bits for a large city. Exact numbers never leave this file (71-audience.sql).
set local role xyd_gate;

-- The conditions at the top of a rule; the places lent in are one more.
create or replace function gate.audience_parts(p_rule jsonb, p_regions text[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
return (case when p_rule ? 'all' then p_rule -> 'all' else jsonb_build_array(p_rule) end)
  || case when cardinality(p_regions) > 0
    then jsonb_build_array(jsonb_build_object('fact', 'district', 'operator', 'in', 'value', to_jsonb(p_regions))) else '[]' end;

-- The rows as rules may see them at an instant: an indicator is unknown unless its consent is alive
-- then. Only what the conditions ask for, so that a look at every row is no longer than it must be.
create or replace function gate.audience_rows(p_parts jsonb, p_at timestamptz) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select format('select m.place, m.district, m.industry_section, m.size_class%s from vault.matching_facts as m where m.is_operating',
    string_agg(', ' || case when columns.scope is null then format('m.%I', columns.fact)
      else format('case when m.is_usable and m.valid_to > %L::timestamptz then m.%I end as %2$I', p_at, columns.fact) end, ''))
  from gate.fact_columns() as columns
  where columns.fact <> all (array['district', 'industry_section', 'size_class'])
    and columns.fact in (select asked #>> '{}' from jsonb_path_query(p_parts, '$.**.fact') as asked)
$$;

-- Verdicts by cell, and how many each condition alone excludes (`key` is its place, from nought).
-- p_places: these rows only.
create or replace function gate.audience_of_rows(p_parts jsonb, p_as_of date, p_at timestamptz, p_places integer[] default null)
returns table (dimension text, key text, eligible bigint, unknown bigint)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  conditions text[] := array(select gate.rule_sql(part, p_as_of) from jsonb_array_elements(p_parts) with ordinality as parts (part, nth) order by nth);
  names text[] := array(select 'c' || nth from generate_series(1, jsonb_array_length(p_parts)) as nth);
begin
  return query execute format(
    $q$
      with judged as (
        select f.district, f.industry_section, f.size_class, %1$s
        from (%2$s%3$s) as f offset 0
      ),
      counted as (
        select district, industry_section, size_class, %4$s as verdict,
          case when %5$s = 1 then array_position(array[%6$s], false) - 1 end as alone, count(*) as enterprises
        from judged group by 1, 2, 3, 4, 5
      )
      select cut.dimension, cut.key, coalesce(sum(enterprises) filter (where verdict), 0)::bigint,
        coalesce(sum(enterprises) filter (where verdict is null), 0)::bigint
      from counted, lateral (values ('total', ''), ('district', coalesce(district, '')), ('section', coalesce(industry_section, '')),
        ('size', coalesce(size_class, ''))) as cut (dimension, key)
      group by 1, 2
      union all
      select 'alone', alone::text, sum(enterprises)::bigint, 0::bigint from counted where alone is not null group by 2
    $q$,
    (select string_agg(format('%s as %s', condition, name), ', ') from unnest(conditions, names) as c (condition, name)),
    gate.audience_rows(p_parts, p_at),
    case when p_places is not null then ' and m.place = any ($1)' else '' end,
    array_to_string(names, ' and '),
    (select string_agg(format('(%s is false)::int', name), ' + ') from unnest(names) as name),
    array_to_string(names, ', ')
  ) using p_places;
end $$;

-- Whose bucket of a fact is this or a later one; null where there is no such bucket. What is added is
-- nothing, but bits as they are stored would be read anew at every use.
create or replace function gate.audience_from(p_fact text, p_bucket integer, p_width integer) returns varbit
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  within constant integer := case when p_bucket > 1 then p_bucket % p_width else 0 end;
  since constant integer := p_bucket - within;
  reached varbit;
  above varbit;
begin
  if within = 0 then
    select bits || '' into reached from vault.audience_slices where fact = p_fact and slice = p_bucket;
    return reached;
  end if;
  select bits into reached from vault.audience_slices where fact = p_fact and slice = -within;
  if since > 0 then
    select reached & bits into reached from vault.audience_slices where fact = p_fact and slice = since;
  end if;
  select reached | bits into above from vault.audience_slices where fact = p_fact and slice = since + p_width;
  return coalesce(above, reached || '');
end $$;

-- What one condition says of the buckets of its fact, runs of one verdict together: where each begins.
-- A bucket is judged by its ends; mixed is one whose rows must be looked at: its ends differ, or what
-- holds between two values may hold within it only.
create or replace function gate.audience_runs(p_leaf jsonb, p_as_of date, out starts integer[], out verdicts text[])
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  asked constant text := p_leaf ->> 'fact';
  least_held constant jsonb := case p_leaf ->> 'operator' when 'between' then p_leaf #> '{value,min}' when 'eq' then p_leaf -> 'value' end;
  within constant numeric := case when jsonb_typeof(least_held) = 'number' then least_held #>> '{}' end;
  lows text[];
  highs text[];
  held boolean[];
begin
  select array_agg(low order by bucket), array_agg(high order by bucket) into lows, highs from vault.audience_buckets where fact = asked;
  if lows is null then
    return;
  end if;
  execute format('select array(select %s from unnest($1::text[]::%s[]) with ordinality as f (%I, nth) order by nth)', gate.rule_sql(p_leaf, p_as_of),
    (select format_type(atttypid, null) from pg_attribute where attrelid = 'vault.matching_facts'::regclass and attname = asked), asked)
  into held using lows || highs;
  select array_agg(nth order by nth), array_agg(verdict order by nth) into starts, verdicts
  from (
    select nth, verdict, lag(verdict) over (order by nth) as before
    from (
      select nth, case when at_low is null then 'unknown'
          when at_low <> at_high or case when within is not null then low::numeric < within and within < high::numeric end then 'mixed'
          when at_low then 'yes' else 'no' end as verdict
      from unnest(lows, highs, held[:cardinality(lows)], held[cardinality(lows) + 1:]) with ordinality as bucket (low, high, at_low, at_high, nth)
    ) as judged
  ) as told
  where verdict is distinct from before;
end $$;

-- Where a rule surely holds, surely fails, and where the rows must be looked at; null is nowhere.
create or replace function gate.audience_bits(p_rule jsonb, p_as_of date, out yes varbit, out no varbit, out mixed varbit)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  part jsonb;
  is_first boolean := true;
  held record;
  width integer;
  here varbit;
  beyond varbit;
begin
  if p_rule ? 'fact' then
    held := gate.audience_runs(p_rule, p_as_of);
    width := (select 1 - least(min(slice), 0) from vault.audience_slices where fact = p_rule ->> 'fact');
    for nth in 1 .. coalesce(cardinality(held.starts), 0) loop
      here := coalesce(beyond, gate.audience_from(p_rule ->> 'fact', held.starts[nth], width));
      beyond := gate.audience_from(p_rule ->> 'fact', held.starts[nth + 1], width);
      here := coalesce(here # beyond, here);
      case held.verdicts[nth]
        when 'yes' then yes := coalesce(yes | here, here);
        when 'no' then no := coalesce(no | here, here);
        when 'mixed' then mixed := coalesce(mixed | here, here);
        else
      end case;
    end loop;
  elsif p_rule ? 'not' then
    held := gate.audience_bits(p_rule -> 'not', p_as_of);
    yes := held.no;
    no := held.yes;
    mixed := held.mixed;
  else
    for part in select * from jsonb_array_elements(coalesce(p_rule -> 'all', p_rule -> 'any')) loop
      held := gate.audience_bits(part, p_as_of);
      mixed := coalesce(mixed | held.mixed, mixed, held.mixed);
      if p_rule ? 'all' then
        yes := case when is_first then held.yes else yes & held.yes end;
        no := coalesce(no | held.no, no, held.no);
      else
        yes := coalesce(yes | held.yes, yes, held.yes);
        no := case when is_first then held.no else no & held.no end;
      end if;
      is_first := false;
    end loop;
  end if;
end $$;

-- Which bits are set, from nought.
create or replace function gate.places_in(p_bits varbit) returns integer[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(place::integer), '{}')
  from (
    select sum(length(before) + 1) over (order by nth) - 1 as place
    from unnest(string_to_array(p_bits::text, '1')) with ordinality as gaps (before, nth)
  ) as placed
  where place < length(p_bits)
$$;

-- Those bits set, by way of hexadecimal digits.
create or replace function gate.bits_at(p_places integer[], p_length integer) returns varbit
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select substring(('x' || string_agg(repeat('0', fourth - before - 1) || to_hex(bits), '' order by fourth)
    || repeat('0', p_length / 4 - max(fourth)))::varbit from 1 for p_length)
  from (
    select fourth, bits, lag(fourth, 1, -1) over (order by fourth) as before
    from (select place / 4 as fourth, bit_or(8 >> place % 4) as bits from unnest(p_places) as place where place < p_length group by 1) as placed
  ) as spaced
$$;

-- The same as gate.audience_of_rows: bits for what the slices know, rows for what they cannot, since
-- it was written or has run out after they were built, or shares a bucket with a threshold. A row that
-- fails twice is not looked at: it counts nowhere.
create or replace function gate.audience_of_slices(p_parts jsonb, p_as_of date, p_at timestamptz)
returns table (dimension text, key text, eligible bigint, unknown bigint)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  build vault.audience_builds;
  part jsonb;
  nth integer;
  held record;
  sure varbit;
  yes varbit;
  once varbit;
  twice varbit;
  open varbit;
  fails varbit[];
  unsaid varbit;
  later integer[];
  fresh varbit;
  rest integer[];
begin
  select * into build from vault.audience_builds;
  -- An earlier make of the gate kept it as another: its slices mean something else.
  select bits || '' into sure from vault.audience_slices where fact = '' and slice = 1;
  later := array(
    select place from vault.matching_facts where changed_in >= build.horizon
    union all select place from vault.matching_facts where is_usable and valid_to > build.built_at and valid_to <= p_at);
  if sure is null or cardinality(later) > build.enterprises / 20 then
    return query select * from gate.audience_of_rows(p_parts, p_as_of, p_at);
    return;
  end if;
  yes := sure;
  for part, nth in select * from jsonb_array_elements(p_parts) with ordinality loop
    held := gate.audience_bits(part, p_as_of);
    yes := yes & held.yes;
    twice := coalesce(twice | (once & held.no), twice, once & held.no);
    once := coalesce(once | held.no, once, held.no);
    open := coalesce(open | held.mixed, open, held.mixed);
    fails[nth] := held.no;
  end loop;
  open := coalesce(open & ~twice, open) & sure;
  rest := gate.places_in(open) || later;
  if cardinality(later) > 0 then
    fresh := gate.bits_at(later, build.enterprises);
    open := coalesce(open | fresh, open, fresh);
  end if;
  if open is not null then
    sure := sure & ~open;
    yes := yes & sure;
  end if;
  unsaid := coalesce(sure & ~coalesce(yes | once, yes, once), sure);
  once := coalesce(once & ~twice, once) & sure;
  return query
    select counted.dimension, counted.key, sum(counted.eligible)::bigint, sum(counted.unknown)::bigint
    from (
      select 'total' as dimension, '' as key, coalesce(bit_count(yes), 0) as eligible, bit_count(unsaid) as unknown
      union all
      -- A cell is what its slice has more than the next one; who is in none, more than the first.
      select cut.name, reached.cell, reached.yes - lead(reached.yes, 1, 0) over next, reached.unsaid - lead(reached.unsaid, 1, 0) over next
      from (values ('district', 'district'), ('section', 'industry_section'), ('size', 'size_class')) as cut (name, fact), lateral (
        select 0, '', coalesce(bit_count(yes), 0), bit_count(unsaid)
        union all
        select inline.slice, inline.cell, coalesce(bit_count(inline.bits & yes), 0), bit_count(inline.bits & unsaid)
        from (
          select slices.slice, buckets.low as cell, slices.bits || '' as bits
          from vault.audience_slices as slices join vault.audience_buckets as buckets on buckets.fact = slices.fact and bucket = slice
          where slices.fact = cut.fact offset 0
        ) as inline
      ) as reached (slice, cell, yes, unsaid)
      window next as (partition by cut.name order by reached.slice)
      union all
      select 'alone', (place - 1)::text, coalesce(bit_count(once & fails[place]), 0), 0 from generate_series(1, cardinality(fails)) as place
      union all
      select * from gate.audience_of_rows(p_parts, p_as_of, p_at, rest) where cardinality(rest) > 0
    ) as counted
    group by 1, 2;
end $$;

-- Whichever is faster.
create or replace function gate.audience_counts(p_rule jsonb, p_regions text[], p_as_of date, p_at timestamptz)
returns table (dimension text, key text, eligible bigint, unknown bigint)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  parts constant jsonb := gate.audience_parts(p_rule, p_regions);
begin
  -- While slices are being built the rows are asked.
  if pg_try_advisory_xact_lock_shared(hashtextextended('audience_builds', 39)) and exists (select from vault.audience_builds) then
    return query select * from gate.audience_of_slices(parts, p_as_of, p_at);
  else
    return query select * from gate.audience_of_rows(parts, p_as_of, p_at);
  end if;
end $$;
