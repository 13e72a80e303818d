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

-- Below this a look at every row is as fast.
create or replace function gate.audience_sliced_from() returns integer language sql immutable
set search_path = pg_catalog, pg_temp return 50000;

-- A value's bucket: its own where there are few values, else one of a thousand of about equal size.
-- Nought is unknown. The least and greatest value of each are kept, so that a threshold within one is
-- noticed and those rows are looked at one by one. What few have is read from their rows alone.
create or replace function gate.audience_slice(p_fact text, p_kind text, p_scope text, p_build vault.audience_builds, p_is_rare boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  is_cell constant boolean := p_fact in ('district', 'industry_section', 'size_class');
  value constant text := case when p_scope is null then format('m.%I', p_fact)
    else format('case when m.is_usable and m.valid_to > %L::timestamptz then m.%I end', p_build.built_at, p_fact) end
    || case p_kind when 'boolean' then '::integer' when 'text' then ' collate "C"' else '' end;
  type constant text := case p_kind when 'boolean' then 'integer' else p_kind end;
  sample constant text := case when p_kind = 'text' or p_is_rare then ''
    else format('tablesample system (%s)', least(100, 100 * 100000.0 / p_build.enterprises)) end;
  known constant text := case when p_is_rare then format('m.is_usable and m.valid_to > %L::timestamptz and m.%I is not null', p_build.built_at, p_fact)
    else 'true' end;
  cuts text;
  bucket text;
  digits integer;
begin
  execute format(
    $q$
      with sampled as (select value from (select %1$s as value from vault.matching_facts as m %2$s where %4$s) as taken where value is not null),
      each as (select array_agg(distinct value order by value) as cuts from sampled)
      select case when cardinality(each.cuts) <= 1000 or %3$L = 'text' then each.cuts
        else (select percentile_disc(array(select nth / 1000.0 from generate_series(0, 999) as nth)) within group (order by value) from sampled) end
      from each
    $q$, value, sample, p_kind, known) into cuts;
  bucket := format('coalesce(width_bucket(%s, %L::%s[]) + 1, 0)', value, coalesce(cuts, '{}'), type);
  execute format(
    $q$
      insert into vault.audience_buckets (fact, bucket, low, high)
      select $1, bucket, min(value)::%3$s::text, max(value)::%3$s::text
      from (select %1$s as bucket, %2$s as value from vault.matching_facts as m where %4$s and m.place < $2) as placed
      where bucket > 0 group by bucket
    $q$, bucket, value, p_kind, known) using p_fact, p_build.enterprises;
  -- Of what is known of nobody nothing is kept.
  select ceil(log(2.0, max(audience_buckets.bucket) + 1)) into digits from vault.audience_buckets where fact = p_fact;
  if digits is null then
    return;
  end if;
  execute format(
    $q$
      insert into vault.audience_slices (fact, slice, bits)
      select $1, slice, rpad(bits, $2, '0')::varbit
      from (select %1$s from (select %2$s as bucket, %4$s as before from vault.matching_facts as m where %5$s and m.place < $2 order by m.place) as placed) as packed,
        lateral (values %3$s) as made (slice, bits)
    $q$,
    (select string_agg(format($c$string_agg(%s case when %s then '1' else '0' end, '') as b%s$c$, case when p_is_rare then 'before ||' end, condition, nth), ', ')
     from gate.audience_slice_conditions(p_fact, digits, is_cell)),
    bucket,
    (select string_agg(format('(%s, b%s)', slice, nth), ', ') from gate.audience_slice_conditions(p_fact, digits, is_cell)),
    -- Noughts for those between, of whom it is not known.
    case when p_is_rare then $c$repeat('0', m.place - lag(m.place, 1, -1) over (order by m.place) - 1)$c$ else 'null' end,
    known
  ) using p_fact, p_build.enterprises;
end $$;

-- Slice nought: known. From one on: the bucket's binary digits. What answers are cut by has a slice
-- for each bucket as well, below nought.
create or replace function gate.audience_slice_conditions(p_fact text, p_digits integer, p_is_cell boolean)
returns table (nth bigint, slice integer, condition text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select row_number() over (), wanted.slice, wanted.condition
  from (
    select 0, 'bucket > 0'
    union all select digit, format('bucket & %s > 0', 1 << (digit - 1)) from generate_series(1, p_digits) as digit
    union all select -buckets.bucket, format('bucket = %s', buckets.bucket) from vault.audience_buckets as buckets
      where p_is_cell and buckets.fact = p_fact
  ) as wanted (slice, condition)
$$;

-- Builds the slices anew; gives how many enterprises are in them, none where the city is small. What
-- is written meanwhile is looked at row by row until the next build. A large city may take minutes.
create or replace function gate.audience_build(p_least integer default null) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set synchronize_seqscans = off
set transaction_timeout = 0 as $$
declare
  build vault.audience_builds;
  usable bigint;
  made record;
begin
  perform pg_advisory_xact_lock(hashtextextended('audience_builds', 39));
  build.one := true;
  build.built_at := clock_timestamp();
  build.horizon := pg_snapshot_xmin(pg_current_snapshot());
  select coalesce(max(place) + 1, 0) into build.enterprises from vault.matching_facts;
  delete from vault.audience_builds;
  delete from vault.audience_slices;
  delete from vault.audience_buckets;
  if build.enterprises < coalesce(p_least, gate.audience_sliced_from()) then
    return 0;
  end if;
  select count(*) into usable from vault.matching_facts where is_usable and valid_to > build.built_at;
  for made in select * from gate.fact_columns() loop
    perform gate.audience_slice(made.fact, made.kind, made.scope, build, made.scope is not null and usable < build.enterprises / 20);
  end loop;
  insert into vault.audience_slices (fact, slice, bits)
  select '', 0, string_agg(case when m.is_operating then '1' else '0' end, '')::varbit
  from (select is_operating from vault.matching_facts where place < build.enterprises order by place) as m;
  if exists (select from vault.audience_slices where length(bits) <> build.enterprises) then
    raise exception 'the places of matching facts have gaps';
  end if;
  insert into vault.audience_builds select build.*;
  return build.enterprises;
end $$;

-- Where one condition surely holds, surely fails, and where the rows must be looked at (null: nowhere).
-- A bucket is judged by its ends. Of a condition that holds between two values, an end that differs
-- from the others says that no bucket hides a change; where no end does, every wide bucket may.
create or replace function gate.audience_leaf(p_leaf jsonb, p_as_of date, out yes varbit, out no varbit, out mixed varbit)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  asked constant text := p_leaf ->> 'fact';
  is_one_sided constant boolean := p_leaf ->> 'operator' in ('gte', 'lte', 'gt', 'lt', 'on_or_before', 'on_or_after');
  digits varbit[];
  above varbit;
  beyond varbit;
  nothing varbit;
  starts integer[];
  states text[];
begin
  select array_agg(bits order by slice) into digits from vault.audience_slices where fact = asked and slice > 0;
  select bits into above from vault.audience_slices where fact = asked and slice = 0;
  -- Neighbouring buckets of one verdict are one run.
  execute format(
    $q$
      select array_agg(bucket order by bucket), array_agg(state order by bucket)
      from (
        select bucket, state, lag(state) over (order by bucket) as before
        from (
          select bucket, case when at_low is null or at_high is null then 'unknown'
              when at_low <> at_high or not (is_narrow or %4$L::boolean or turns) then 'mixed'
              when at_low then 'yes' else 'no' end as state
          from (
            select bucket, low = high as is_narrow, at_low, at_high,
              bool_or(at_low or at_high) over () and not bool_and(at_low and at_high) over () as turns
            from vault.audience_buckets as buckets,
              lateral (select %1$s as at_low from (select buckets.low::%2$s as %3$I) as f) as lowest,
              lateral (select %1$s as at_high from (select buckets.high::%2$s as %3$I) as f) as highest
            where fact = $1
          ) as judged
        ) as told
      ) as compared
      where state is distinct from before
    $q$, gate.rule_sql(p_leaf, p_as_of), (select kind from gate.fact_columns() where fact = asked), asked, is_one_sided)
  into starts, states using asked;
  for nth in 1 .. coalesce(cardinality(starts), 0) loop
    -- From the next run on: compared digit by digit, the least first.
    beyond := null;
    if nth < cardinality(starts) then
      for digit in 1 .. cardinality(digits) loop
        if (starts[nth + 1] - 1) >> (digit - 1) & 1 = 0 then
          beyond := coalesce(beyond | digits[digit], digits[digit]);
        elsif beyond is not null then
          beyond := beyond & digits[digit];
        end if;
      end loop;
      above := above # beyond;
    end if;
    case states[nth]
      when 'yes' then yes := coalesce(yes | above, above);
      when 'no' then no := coalesce(no | above, above);
      when 'mixed' then mixed := coalesce(mixed | above, above);
      else
    end case;
    above := beyond;
  end loop;
  if yes is null or no is null then
    select bits # bits into nothing from vault.audience_slices where fact = '';
    yes := coalesce(yes, nothing);
    no := coalesce(no, nothing);
  end if;
end $$;

create or replace function gate.audience_bits(p_rule jsonb, p_as_of date, out yes varbit, out no varbit, out mixed varbit)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  part jsonb;
  held record;
begin
  if p_rule ? 'fact' then
    select * into yes, no, mixed from gate.audience_leaf(p_rule, p_as_of);
  elsif p_rule ? 'not' then
    select * into no, yes, mixed from gate.audience_bits(p_rule -> 'not', p_as_of);
  else
    for part in select * from jsonb_array_elements(coalesce(p_rule -> 'all', p_rule -> 'any')) loop
      select * into held from gate.audience_bits(part, p_as_of);
      mixed := coalesce(mixed | held.mixed, mixed, held.mixed);
      if p_rule ? 'all' then
        yes := coalesce(yes & held.yes, held.yes);
        no := coalesce(no | held.no, held.no);
      else
        yes := coalesce(yes | held.yes, held.yes);
        no := coalesce(no & held.no, held.no);
      end if;
    end loop;
  end if;
end $$;

-- Which bits are set, from nought.
create or replace function gate.places_in(p_bits varbit) returns integer[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array(
    select word * 64 + bit
    from generate_series(0, (length(p_bits) - 1) / 64) as word, lateral (select substring(p_bits from word * 64 + 1 for 64) as bits) as piece,
      generate_series(0, length(bits) - 1) as bit
    where bit_count(bits) > 0 and get_bit(bits, bit) = 1)
$$;

create or replace function gate.bits_at(p_places integer[], p_length integer) returns varbit
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (string_agg(repeat('0', place - before - 1) || '1', '' order by place) || repeat('0', p_length - 1 - max(place)))::varbit
  from (
    select place, lag(place, 1, -1) over (order by place) as before
    from (select distinct place from unnest(p_places) as place where place < p_length) as placed
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
  select bits into sure from vault.audience_slices where fact = '';
  later := array(
    select place from vault.matching_facts where changed_in >= build.horizon
    union all select place from vault.matching_facts where is_usable and valid_to > build.built_at and valid_to <= p_at);
  if sure is null or cardinality(later) > build.enterprises / 20 then
    return query select * from gate.audience_of_rows(p_parts, p_as_of, p_at);
    return;
  end if;
  yes := sure;
  once := sure # sure;
  twice := once;
  for part in select * from jsonb_array_elements(p_parts) loop
    select * into held from gate.audience_bits(part, p_as_of);
    yes := yes & held.yes;
    twice := twice | (once & held.no);
    once := once | held.no;
    open := coalesce(open | held.mixed, open, held.mixed);
    fails := fails || held.no;
  end loop;
  open := open & sure & ~twice;
  if cardinality(later) > 0 then
    fresh := gate.bits_at(later, build.enterprises);
    open := coalesce(open | fresh, open, fresh);
  end if;
  rest := gate.places_in(open) || later;
  sure := coalesce(sure & ~open, sure);
  yes := yes & sure;
  unsaid := sure & ~(yes | once);
  once := once & sure & ~twice;
  return query
    select counted.dimension, counted.key, sum(counted.eligible)::bigint, sum(counted.unknown)::bigint
    from (
      select 'total' as dimension, '' as key, bit_count(yes) as eligible, bit_count(unsaid) as unknown
      union all
      select cut.name, buckets.low, bit_count(slices.bits & yes), bit_count(slices.bits & unsaid)
      from (values ('district', 'district'), ('section', 'industry_section'), ('size', 'size_class')) as cut (name, fact)
        join vault.audience_slices as slices on slices.fact = cut.fact and slices.slice < 0
        join vault.audience_buckets as buckets on buckets.fact = cut.fact and buckets.bucket = -slices.slice
      union all
      select cut.name, '', bit_count(yes & ~slices.bits), bit_count(unsaid & ~slices.bits)
      from (values ('district', 'district'), ('section', 'industry_section'), ('size', 'size_class')) as cut (name, fact)
        join vault.audience_slices as slices on slices.fact = cut.fact and slices.slice = 0
      union all
      select 'alone', (nth - 1)::text, bit_count(once & fails[nth]), 0 from generate_series(1, cardinality(fails)) as nth
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
grant execute on function gate.audience_build(integer) to xyd_worker;
