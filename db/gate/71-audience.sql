-- What a bank may learn of how many enterprises a rule reaches: bands, blurred, a day's budget of
-- them, and a line of each question.
set local role xyd_gate;

create or replace function gate.audience_budget() returns integer language sql immutable
set search_path = pg_catalog, pg_temp return 100;

-- A threshold as exact as a question about a city may be: two digits, a day's month. Neighbouring
-- thresholds are one question, so that nobody can close in on a figure.
create or replace function gate.coarse_number(p_value jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
return case when jsonb_typeof(p_value) = 'number' then to_jsonb(trim_scale(case when abs((p_value #>> '{}')::numeric) >= 100
  then round((p_value #>> '{}')::numeric, 1 - floor(log(abs((p_value #>> '{}')::numeric)))::integer)
  else (p_value #>> '{}')::numeric end)) else p_value end;

-- The same of a whole rule, its parts in one order and nothing beside them, so that a question put the
-- other way round is the same question.
create or replace function gate.coarse_rule(p_rule jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  word constant text := case when p_rule ? 'all' then 'all' when p_rule ? 'any' then 'any' end;
  value constant jsonb := case when p_rule ->> 'operator' not in ('is_true', 'is_false') then p_rule -> 'value' end;
  leaf constant jsonb := jsonb_strip_nulls(jsonb_build_object('fact', p_rule -> 'fact', 'operator', p_rule -> 'operator', 'value', value));
begin
  if word is not null then
    return jsonb_build_object(word, (
      select jsonb_agg(part order by part) from (select distinct gate.coarse_rule(part) as part from jsonb_array_elements(p_rule -> word) as part) as parts));
  elsif p_rule ? 'not' then
    return jsonb_build_object('not', gate.coarse_rule(p_rule -> 'not'));
  elsif jsonb_typeof(value) = 'number' then
    return leaf || jsonb_build_object('value', gate.coarse_number(value));
  elsif jsonb_typeof(value) = 'object' then
    return leaf || jsonb_build_object('value', jsonb_build_object('min', gate.coarse_number(value -> 'min'), 'max', gate.coarse_number(value -> 'max')));
  elsif jsonb_typeof(value) = 'array' then
    return leaf || jsonb_build_object('value', (select jsonb_agg(member order by member) from (select distinct member from jsonb_array_elements(value) as member) as members));
  elsif gate.fact_kind(p_rule ->> 'fact') = 'day' and pg_input_is_valid(value #>> '{}', 'date') then
    return leaf || jsonb_build_object('value', left(value #>> '{}', 8) || '01');
  end if;
  return leaf;
end $$;

-- A few enterprises more or fewer, always the same few for the same seed: asked again it cannot be
-- averaged away. Two-sided geometric of mean distance eight (A. Ghosh, T. Roughgarden, M. Sundararajan
-- 2009): whether one enterprise is counted moves the odds of a band by six in a hundred at most.
create or replace function gate.audience_blur(p_seed text) returns integer
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  drawn constant bytea := sha256((select secret from vault.audience_secrets) || convert_to(p_seed, 'UTF8'));
  share constant double precision := (get_byte(drawn, 0) * 65536 + get_byte(drawn, 1) * 256 + get_byte(drawn, 2) + 1) / 16777217.0;
begin
  return case when get_byte(drawn, 3) % 2 = 0 then 1 else -1 end * least(80, floor(-8 * ln(share)));
end $$;

create or replace function gate.audience_band(p_enterprises bigint) returns text
language sql immutable set search_path = pg_catalog, pg_temp
return (array['under_10', '10_50', '50_100', '100_500', '500_1000', '1000_5000', '5000_'])
  [width_bucket(p_enterprises, array[10, 50, 100, 500, 1000, 5000]::bigint[]) + 1];

-- The answer to one question: the total, each cut with its small cells together as one (never one
-- alone: the total would give it away), and what each condition alone excludes. A cell that is the
-- whole audience is blurred as the total is: it must not tell twice.
create or replace function gate.audience_answer(p_rule jsonb, p_regions text[], p_as_of date, p_seed text) returns jsonb
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with counted as materialized (
    select * from gate.audience_counts(p_rule, p_regions, p_as_of, clock_timestamp())
  ),
  asked as (
    select (nth - 1) as condition, parts.part, coalesce(counted.eligible, 0) as alone
    from jsonb_array_elements(gate.audience_parts(p_rule, p_regions)) with ordinality as parts (part, nth)
      left join counted on counted.dimension = 'alone' and counted.key = (nth - 1)::text
  ),
  -- What the blur hangs on: the numbers themselves, and the conditions on indicators that keep anybody
  -- out. To word the same question otherwise, or to add what excludes nobody, draws no new blur; to
  -- move a threshold does, or the band would turn exactly where the one enterprise falls out.
  seed as (
    select concat_ws(':', p_seed, (select string_agg(concat_ws('|', dimension, key, eligible, unknown), ',' order by dimension, key)
        from counted where dimension <> 'alone' and eligible + unknown > 0),
      (select string_agg(asked.part::text, ',' order by asked.condition) from asked
        where asked.alone > 0 and exists (
          select from jsonb_path_query(asked.part, '$.**.fact') as named join gate.indicator_scopes() as scopes on scopes.fact = named #>> '{}'))) as text
  ),
  whole as (
    select coalesce(sum(eligible), 0)::bigint as eligible, coalesce(sum(unknown), 0)::bigint as unknown, (select text from seed) as seed
    from counted where dimension = 'total'
  ),
  cell as (
    select counted.*,
      counted.eligible + gate.audience_blur(concat_ws(':', whole.seed, 'eligible', case when counted.eligible <> whole.eligible then dimension || key end)) as near_eligible,
      counted.unknown + gate.audience_blur(concat_ws(':', whole.seed, 'unknown', case when counted.unknown <> whole.unknown then dimension || key end)) as near_unknown
    from counted, whole
    where (dimension in ('section', 'size') or (dimension = 'district' and (cardinality(p_regions) = 0 or key = any (p_regions))))
      -- A handful is not cut up: every part of it would be the blur's, and say as much as the whole.
      and greatest(whole.eligible + gate.audience_blur(concat_ws(':', whole.seed, 'eligible')),
        whole.unknown + gate.audience_blur(concat_ws(':', whole.seed, 'unknown'))) >= 50
  ),
  ranked as (
    select cell.*, greatest(near_eligible, near_unknown) < gate.least_group() as is_small,
      count(*) filter (where greatest(near_eligible, near_unknown) < gate.least_group()) over (partition by dimension) as small,
      row_number() over (partition by dimension order by greatest(near_eligible, near_unknown), key) as place
    from cell
  ),
  shown as (
    select dimension, key, near_eligible, near_unknown from ranked where place > case small when 0 then 0 when 1 then 2 else small end
    union all
    select dimension, null, sum(ranked.eligible) + gate.audience_blur(concat_ws(':', (select text from seed), 'eligible', dimension, 'rest')),
      sum(ranked.unknown) + gate.audience_blur(concat_ws(':', (select text from seed), 'unknown', dimension, 'rest'))
    from ranked where place <= case small when 0 then 0 when 1 then 2 else small end group by dimension
  ),
  excluded as (
    select condition, part, alone + gate.audience_blur(concat_ws(':', (select text from seed), 'alone', part)) as near from asked
  )
  select jsonb_build_object(
    'eligible', gate.audience_band(whole.eligible + gate.audience_blur(concat_ws(':', whole.seed, 'eligible'))),
    'unknown', gate.audience_band(whole.unknown + gate.audience_blur(concat_ws(':', whole.seed, 'unknown'))),
    'cells', (select coalesce(jsonb_agg(jsonb_build_object('dimension', dimension, 'key', key, 'eligible', gate.audience_band(near_eligible::bigint),
      'unknown', gate.audience_band(near_unknown::bigint)) order by dimension, key is null, near_eligible desc, near_unknown desc, key), '[]') from shown),
    'excludes', (select jsonb_agg(jsonb_build_object('part', part, 'band', gate.audience_band(near)) order by near desc, condition) from excluded))
  from whole
$$;

-- p_query: {rule, regions}. The same question again on the same day is answered from what was said.
create or replace function gate.audience(p_token text, p_query jsonb)
returns table (refusal text, answer jsonb, used integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  asked_at constant timestamptz := clock_timestamp();
  today constant date := (asked_at at time zone 'Asia/Shanghai')::date;
  as_of constant date := (gate.answer_month(asked_at) + interval '1 month - 1 day')::date;
  regions constant text[] := array(select distinct region from jsonb_array_elements_text(
    case when jsonb_typeof(p_query -> 'regions') = 'array' then p_query -> 'regions' else '[null]' end) as region order by region);
  own constant integer := jsonb_array_length(gate.audience_parts(p_query -> 'rule', '{}'));
  rule jsonb;
  question bytea;
begin
  used := 0;
  if who.bank_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  -- One question of a bank at a time: a budget is counted.
  perform pg_advisory_xact_lock(hashtextextended(who.bank_id::text, 40));
  select count(*) into used from app.audience_queries as queries where queries.bank_id = who.bank_id and queries."on" = today;
  if gate.rule_sql(p_query -> 'rule', as_of) is null or array_position(regions, null) is not null then
    refusal := 'RULE_UNSUITABLE';
  else
    rule := gate.coarse_rule(p_query -> 'rule');
    question := sha256(convert_to(jsonb_build_array(rule, regions)::text, 'UTF8'));
    select queries.answer into answer from app.audience_queries as queries
    where queries.bank_id = who.bank_id and queries."on" = today and queries.rules_hash = question;
    if not found and used >= gate.audience_budget() then
      refusal := 'AUDIENCE_BUDGET_USED';
    elsif not found then
      insert into vault.audience_secrets (secret) select sha256(convert_to(concat(gen_random_uuid(), gen_random_uuid()), 'UTF8'))
      where not exists (select from vault.audience_secrets) on conflict do nothing;
      answer := gate.audience_answer(rule, regions, as_of, who.bank_id::text);
      insert into app.audience_queries (bank_id, person_id, rules_hash, answer, "on", at)
      values (who.bank_id, who.person_id, question, answer, today, asked_at);
      used := used + 1;
    end if;
  end if;
  -- Conditions by where they stood in the question, the strongest first; null is the places lent in.
  if refusal is null then
    answer := answer || jsonb_build_object('excludes', (
      select jsonb_agg(jsonb_build_object('condition', case when asked.nth <= own then asked.nth - 1 end, 'band', said.told ->> 'band') order by said.place, asked.nth)
      from jsonb_array_elements(gate.audience_parts(p_query -> 'rule', regions)) with ordinality as asked (part, nth)
        join jsonb_array_elements(answer -> 'excludes') with ordinality as said (told, place) on said.told -> 'part' = gate.coarse_rule(asked.part)));
  end if;
  insert into auth.security_log (at, code, person_id, detail)
  values (asked_at, 'AUDIENCE_ASKED', who.person_id, concat_ws(' ', coalesce(refusal, 'ANSWERED'), left(encode(question, 'hex'), 16), used));
  return next;
end $$;

grant execute on function gate.audience(text, jsonb) to xyd_bank;
