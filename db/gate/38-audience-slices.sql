-- The slices that a large city's audience is counted from (39-audience-counts.sql): a bit an enterprise
-- each, built at night.
set local role xyd_gate;

-- Below this a look at every row is as fast.
create or replace function gate.audience_sliced_from() returns integer language sql immutable
set search_path = pg_catalog, pg_temp return 50000;

-- Where buckets of numbers and days begin. A question's thresholds have two digits and its days begin
-- a month (71-audience.sql): each of those is a bucket of its own and what lies between two another,
-- so that no bucket hides where an answer changes. Null: each value has its own.
create or replace function gate.audience_cuts(p_kind text) returns text
language sql immutable set search_path = pg_catalog, pg_temp
return case p_kind
  when 'bigint' then (
    select array_agg(distinct sign * figure + next order by sign * figure + next)
    from (select generate_series(0::bigint, 99) union all
        select digits * (10::numeric ^ zeros)::bigint from generate_series(10::bigint, 99) as digits, generate_series(1, 16) as zeros) as round (figure),
      unnest(array[-1, 1]) as sign, unnest(array[0, 1]) as next
  )::text
  when 'date' then (
    select array_agg(month::date + next order by month::date + next)
    from generate_series(timestamp '1900-01-01', timestamp '2100-01-01', interval '1 month') as month, unnest(array[0, 1]) as next
  )::text
end;

-- Those whose number is so great at least, from its binary digits, the least first.
create or replace function gate.bits_from(p_digits varbit[], p_least integer) returns varbit
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  reached varbit;
begin
  for digit in 1 .. cardinality(p_digits) loop
    if (p_least - 1) >> (digit - 1) & 1 = 0 then
      reached := coalesce(reached | p_digits[digit], p_digits[digit]);
    elsif reached is not null then
      reached := reached & p_digits[digit];
    end if;
  end loop;
  return reached;
end $$;

-- Slice n of a fact, from one on: whose bucket is the nth or a later one; the first is who is known.
-- Where there are many buckets, only those whose number a width divides have such a slice, and slice -n
-- is whose bucket is the nth after one of them or a later one: a threshold is three slices, wherever it
-- lies. What answers are cut by has one for each bucket. The least and greatest value of a bucket are
-- kept: it is judged by them, and a threshold between them is noticed. What few have is read from
-- their rows alone.
create or replace function gate.audience_slice(p_fact text, p_kind text, p_scope text, p_build vault.audience_builds, p_is_rare boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  type constant text := case p_kind when 'boolean' then 'integer' when 'integer' then 'bigint' else p_kind end;
  value constant text := case when p_scope is null then format('m.%I', p_fact)
    else format('case when m.is_usable and m.valid_to > %L::timestamptz then m.%I end', p_build.built_at, p_fact) end
    || case p_kind when 'boolean' then '::integer' when 'integer' then '::bigint' when 'text' then ' collate "C"' else '' end;
  known constant text := case when p_is_rare then format('m.is_usable and m.valid_to > %L::timestamptz and m.%I is not null', p_build.built_at, p_fact)
    else 'true' end;
  lows text[];
  digits varbit[];
  size integer;
  width integer := 1;
begin
  execute format(
    $q$
      with placed as (select %1$s as value from vault.matching_facts as m where %2$s and m.place < $2),
      made as (
        select row_number() over (order by min(value)) as bucket, min(value) as low, max(value) as high
        from placed where value is not null group by %3$s
      ),
      kept as (insert into vault.audience_buckets (fact, bucket, low, high) select $1, bucket, low::%4$s::text, high::%4$s::text from made)
      select array_agg(low::text order by bucket) from made
    $q$, value, known, coalesce('width_bucket(value, ' || quote_literal(gate.audience_cuts(type)) || '::' || type || '[])', 'value'), p_kind
  ) into lows using p_fact, p_build.enterprises;
  -- Of what is known of nobody nothing is kept.
  if lows is null then
    return;
  end if;
  size := length(to_bin(cardinality(lows)));
  execute format(
    $q$
      select array[%1$s]
      from (select coalesce(width_bucket(%2$s, %3$L::%4$s[]), 0) as bucket, %5$s as before
        from vault.matching_facts as m where %6$s and m.place < $1 order by m.place) as packed
    $q$,
    (select string_agg(format($c$rpad(string_agg(%s case when bucket & %s > 0 then '1' else '0' end, ''), $1, '0')::varbit$c$,
        case when p_is_rare then 'before ||' end, 1 << digit), ', ' order by digit)
     from generate_series(0, size - 1) as digit),
    value, lows, type,
    -- Noughts for those between, of whom it is not known.
    case when p_is_rare then $c$repeat('0', m.place - lag(m.place, 1, -1) over (order by m.place) - 1)$c$ else 'null' end,
    known
  ) into digits using p_build.enterprises;
  if cardinality(lows) > 32 and p_fact <> all (array['district', 'industry_section', 'size_class']) then
    width := 1 << (size / 2);
  end if;
  insert into vault.audience_slices (fact, slice, bits)
  select p_fact, bucket, gate.bits_from(digits, bucket) from generate_series(1, cardinality(lows)) as bucket where bucket = 1 or bucket % width = 0
  union all
  select p_fact, -later, gate.bits_from(digits[:size / 2], later) from generate_series(1, width - 1) as later;
end $$;

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
  select '', 1, string_agg(case when m.is_operating then '1' else '0' end, '')::varbit
  from (select is_operating from vault.matching_facts where place < build.enterprises order by place) as m;
  if exists (select from vault.audience_slices where length(bits) <> build.enterprises) then
    raise exception 'the places of matching facts have gaps';
  end if;
  insert into vault.audience_builds select build.*;
  return build.enterprises;
end $$;
grant execute on function gate.audience_build(integer) to xyd_worker;

-- Whether questions can be counted from slices, where the city is large enough for any: a crash leaves
-- none, and those of an earlier make of the gate mean something else.
create or replace function gate.audience_is_built(p_least integer default null) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select count(*) from (select from vault.matching_facts limit coalesce(p_least, gate.audience_sliced_from())) as firms)
    < coalesce(p_least, gate.audience_sliced_from())
  or exists (select from vault.audience_slices where fact = '' and slice = 1);
grant execute on function gate.audience_is_built(integer) to xyd_worker;
