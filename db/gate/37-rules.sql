-- Rules as SQL: what domain/matching/evaluate.ts says of one enterprise, of all of them at once. The
-- text is made here from JSON, never taken from a caller: columns are looked up, values are quoted.
set local role xyd_gate;

-- What a fact's column holds: number, text, flag or day; null where no rule may ask for it.
create or replace function gate.fact_kind(p_fact text) returns text
language sql stable set search_path = pg_catalog, pg_temp
return (
  select case attributes.atttypid
    when 'int4'::regtype then 'number' when 'int8'::regtype then 'number'
    when 'text'::regtype then 'text' when 'bool'::regtype then 'flag' when 'date'::regtype then 'day' end
  from pg_attribute as attributes
  where attributes.attrelid = 'vault.matching_facts'::regclass and attributes.attnum > 0 and not attributes.attisdropped
    and attributes.attname = p_fact
    and p_fact in (select fact from gate.fact_columns())
);

-- A threshold as a literal that leaves the column as it is, or null where it is no number.
create or replace function gate.number_sql(p_value jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp
return case when jsonb_typeof(p_value) = 'number' then format(
  case when (p_value #>> '{}')::numeric % 1 = 0 and abs((p_value #>> '{}')::numeric) < 9e18 then '%L::bigint' else '%L::numeric' end,
  (p_value #>> '{}')::numeric
) end;

-- One condition; unknown of everyone where its operator does not suit the fact or its value.
create or replace function gate.condition_sql(p_condition jsonb, p_as_of date) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  operator text := p_condition ->> 'operator';
  value jsonb := p_condition -> 'value';
  kind text := gate.fact_kind(p_condition ->> 'fact');
  col text := format('f.%I', p_condition ->> 'fact');
  text_value text := case when jsonb_typeof(value) = 'string' then value #>> '{}' end;
  members text[];
  months numeric;
  said text;
begin
  if kind = 'number' then
    said := case operator
      when 'gte' then col || ' >= ' || gate.number_sql(value)
      when 'gt' then col || ' > ' || gate.number_sql(value)
      when 'lte' then col || ' <= ' || gate.number_sql(value)
      when 'lt' then col || ' < ' || gate.number_sql(value)
      when 'eq' then col || ' = ' || gate.number_sql(value)
      when 'between' then col || ' between ' || gate.number_sql(value -> 'min') || ' and ' || gate.number_sql(value -> 'max') end;
  elsif kind = 'text' and operator in ('in', 'not_in', 'eq') then
    if text_value is not null then
      members := array[text_value];
    elsif operator <> 'eq' and jsonb_typeof(value) = 'array' and not jsonb_path_exists(value, '$[*] ? (@.type() != "string")') then
      members := array(select jsonb_array_elements_text(value));
    end if;
    said := format(case operator when 'not_in' then '%s <> all (%L::text[])' else '%s = any (%L::text[])' end, col, members);
  elsif kind = 'flag' then
    said := case operator when 'is_true' then col when 'is_false' then 'not ' || col end;
  elsif kind = 'day' and operator in ('on_or_before', 'on_or_after') then
    if text_value ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_valid(text_value, 'date') then
      said := format('%s %s %L::date', col, case operator when 'on_or_before' then '<=' else '>=' end, text_value);
    end if;
  elsif kind = 'day' and operator in ('within_months', 'not_within_months') and jsonb_typeof(value) = 'number' then
    months := (value #>> '{}')::numeric;
    if months % 1 = 0 and months between 0 and 1200 then
      said := format('%s %s %L::date', col, case operator when 'within_months' then '>=' else '<' end,
        (p_as_of + 1 - make_interval(months => months::integer))::date);
    end if;
  end if;
  return coalesce('(' || said || ')', 'null::boolean');
end $$;

create or replace function gate.rule_part_sql(p_part jsonb, p_as_of date, p_depth integer) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  word text := case when p_part ? 'all' then 'all' when p_part ? 'any' then 'any' end;
  parts text[];
begin
  if jsonb_typeof(p_part) is distinct from 'object' or p_depth > 8 then
    return null;
  elsif word is not null then
    if jsonb_typeof(p_part -> word) <> 'array' or jsonb_array_length(p_part -> word) = 0 then
      return null;
    end if;
    select array_agg(gate.rule_part_sql(part, p_as_of, p_depth + 1) order by position) into parts
    from jsonb_array_elements(p_part -> word) with ordinality as elements (part, position);
    return case when array_position(parts, null) is null
      then '(' || array_to_string(parts, case word when 'all' then ' and ' else ' or ' end) || ')' end;
  elsif p_part ? 'not' then
    return '(not ' || gate.rule_part_sql(p_part -> 'not', p_as_of, p_depth + 1) || ')';
  elsif jsonb_typeof(p_part -> 'fact') = 'string' and jsonb_typeof(p_part -> 'operator') = 'string' then
    return gate.condition_sql(p_part, p_as_of);
  end if;
  return null;
end $$;

-- A rule as a three-valued expression over `f`, a row of vault.matching_facts; SQL's logic is Kleene's.
-- Null where it is no rule, or nested deeper or longer than one may be.
create or replace function gate.rule_sql(rule jsonb, as_of date) returns text
language sql stable set search_path = pg_catalog, pg_temp
return case when (select count(*) from jsonb_path_query(rule, 'strict $.** ? (exists (@.operator))')) <= 60
  then gate.rule_part_sql(rule, as_of, 0) end;
