-- What rules ask of every enterprise, as columns: public facts of all, indicators only under a live
-- matching consent. The worker writes, nobody selects; an audience is counted in 39-audience-counts.sql.
set local role xyd_gate;

-- Which scope an indicator follows from; every other fact is public.
create or replace function gate.indicator_scopes() returns table (fact text, scope text)
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select unnest(facts), scope from (values
    ('tax_declarations:indicator', array['tax_revenue_12m', 'tax_revenue_growth', 'tax_paid_12m', 'tax_paid_months_12m',
      'tax_consecutive_paid_months', 'tax_last_paid_on', 'tax_arrears', 'tax_revenue_volatility_12m']),
    ('vat_invoices:indicator', array['invoice_sales_12m', 'invoice_sales_growth', 'invoice_active_months_12m',
      'invoice_top_customer_share_12m', 'invoice_void_share_12m', 'invoice_customers_12m']),
    ('social_insurance:indicator', array['insured_headcount', 'insured_headcount_change_12m', 'insurance_paid_months_12m', 'insurance_arrears']),
    ('housing_fund:indicator', array['fund_headcount', 'fund_paid_months_12m']),
    ('water_usage:indicator', array['water_use_change_12m', 'water_arrears']),
    ('gas_usage:indicator', array['gas_use_change_12m', 'gas_arrears']),
    ('electricity_usage:predicate', array['electricity_no_arrears_12m',
      'electricity_active_10_of_12', 'electricity_use_kept_80_percent'])
  ) as held (scope, facts)
$$;

-- The columns that are facts, with what a consent must hold for each; a null scope is public.
create or replace function gate.fact_columns() returns table (fact text, kind text, scope text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select columns.attname::text, format_type(columns.atttypid, null), scopes.scope
  from pg_attribute as columns left join gate.indicator_scopes() as scopes on scopes.fact = columns.attname
  where columns.attrelid = 'vault.matching_facts'::regclass and columns.attnum > 0 and not columns.attisdropped
    and columns.attname <> all (array['enterprise_id', 'place', 'consent_id', 'valid_to', 'is_usable', 'indicators_for', 'is_operating',
      'month', 'updated_at', 'changed_in'])
$$;

-- A place for each enterprise, from nought without gaps: a slice has one bit for each. Whoever brings
-- many at once holds the same lock and gives the places itself.
create or replace function gate.place_enterprise() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('matching_facts', 39));
  new.place := coalesce((select max(place) from vault.matching_facts), -1) + 1;
  return new;
end $$;

-- Public facts of some enterprises: [{enterprise_id, is_operating, month, <fact>…}]. Gives how many
-- rows are new or different.
create or replace function vault.public_facts_store(p_rows jsonb) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  facts text[];
  stored integer;
begin
  -- One at a time: two that bring the same enterprises in another order would wait for each other.
  perform pg_advisory_xact_lock(hashtextextended('matching_facts', 39));
  select array_agg(quote_ident(fact)) into facts from gate.fact_columns() where scope is null;
  execute format(
    $q$
      insert into vault.matching_facts as held (enterprise_id, place, is_operating, month, updated_at, %1$s)
      select told.enterprise_id, coalesce(known.place, taken.places + row_number() over (partition by known.place is null order by told.enterprise_id) - 1),
        told.is_operating, told.month, clock_timestamp(), %4$s
      from jsonb_populate_recordset(null::vault.matching_facts, $1) as told
        left join vault.matching_facts as known on known.enterprise_id = told.enterprise_id,
        (select coalesce(max(place) + 1, 0) as places from vault.matching_facts) as taken
      order by told.enterprise_id
      on conflict (enterprise_id) do update
      set (is_operating, month, updated_at, changed_in, %1$s)
        = row (excluded.is_operating, excluded.month, excluded.updated_at, pg_current_xact_id(), %2$s)
      where (held.is_operating, held.month, %3$s) is distinct from (excluded.is_operating, excluded.month, %2$s)
    $q$,
    array_to_string(facts, ', '),
    (select string_agg('excluded.' || fact, ', ') from unnest(facts) as fact),
    (select string_agg('held.' || fact, ', ') from unnest(facts) as fact),
    (select string_agg('told.' || fact, ', ') from unnest(facts) as fact)
  ) using p_rows;
  get diagnostics stored = row_count;
  return stored;
end $$;

-- Enterprises after this one whose public facts are of an earlier month, or not there at all: a city is
-- walked through once, however many are behind.
create or replace function vault.enterprises_behind(p_month text, p_after uuid, p_limit integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  -- Said of both, or each page would be looked for from the first firm on.
  select enterprises.id
  from app.enterprises left join vault.matching_facts as held on held.enterprise_id = enterprises.id and held.enterprise_id > p_after
  where enterprises.id > p_after and (held.month is null or held.month < p_month)
  order by enterprises.id limit p_limit
$$;

-- The indicators of one answer under a matching consent, in the transaction that stores it; the caller
-- holds the consent's lock and has seen it live. Another consent's indicators go: what counts is what
-- was asked for under this one. A code the worker does not name, disputed ones among them, is unknown.
create or replace function gate.keep_matching(p_consent app.consents, p_scopes text[], p_period date, p_values jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  asked text[];
begin
  if p_consent.purpose <> 'platform_matching' or p_values is null then
    return;
  end if;
  select array_agg(quote_ident(fact)) into asked from gate.indicator_scopes() where scope = any (p_scopes);
  if asked is null then
    return;
  end if;
  -- Its public facts are still to come. Another agency's answer may be storing at the same moment.
  insert into vault.matching_facts (enterprise_id, month, updated_at) select p_consent.enterprise_id, '', clock_timestamp()
  where not exists (select from vault.matching_facts where enterprise_id = p_consent.enterprise_id)
  on conflict (enterprise_id) do nothing;
  if exists (select from vault.matching_facts where enterprise_id = p_consent.enterprise_id and consent_id <> p_consent.id) then
    perform gate.empty_indicators(p_consent.enterprise_id, (select array_agg(fact) from gate.indicator_scopes()));
  end if;
  execute format(
    $q$
      update vault.matching_facts
      set consent_id = $1, valid_to = $2, is_usable = true, indicators_for = greatest(indicators_for, $3), updated_at = clock_timestamp(),
        changed_in = pg_current_xact_id(),
        (%1$s) = (select %1$s from jsonb_populate_record(null::vault.matching_facts, $4))
      where enterprise_id = $5
    $q$, array_to_string(asked, ', ')
  ) using p_consent.id, upper(p_consent.valid), p_period, p_values, p_consent.enterprise_id;
end $$;

create or replace function gate.empty_indicators(p_enterprise uuid, p_facts text[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  execute format(
    'update vault.matching_facts set %s, updated_at = clock_timestamp(), changed_in = pg_current_xact_id() where enterprise_id = $1',
    (select string_agg(format('%I = null', fact), ', ') from unnest(p_facts) as fact)
  ) using p_enterprise;
end $$;

-- Judgings of an enterprise are kept or forgotten one after the other, also one that rests on no
-- consent and so waits for none. Taken after the keys.
create or replace function gate.judgings_lock(p_enterprise uuid) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended(p_enterprise::text, 33))
$$;

-- Leaves of an enterprise's indicators what a matching consent that is alive covers, and puts the rest
-- out: at once and for good. Judgings that rested on a consent that is over go as well.
create or replace function gate.settle_matching(p_enterprise uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  held vault.matching_facts;
  consent app.consents;
  gone text[];
begin
  perform gate.judgings_lock(p_enterprise);
  delete from app.match_runs
  where enterprise_id = p_enterprise and consent_id is not null and not exists (
    select from app.consents as given where given.id = match_runs.consent_id
      and gate.consent_effective_status(given, clock_timestamp()) in ('active', 'scheduled', 'paused'));
  select * into held from vault.matching_facts where enterprise_id = p_enterprise for update;
  if held.consent_id is null then
    return;
  end if;
  select * into consent from app.consents as given
  where given.enterprise_id = p_enterprise and given.purpose = 'platform_matching'
    and gate.consent_effective_status(given, clock_timestamp()) in ('active', 'paused')
  order by given.id = held.consent_id desc limit 1;
  select array_agg(scopes.fact) into gone from gate.indicator_scopes() as scopes
  where not exists (
    select from app.consent_items as items
    where items.consent_id = consent.id and items.scope = scopes.scope and items.dropped_at is null
      and held.indicators_for between items.data_from and items.data_to);
  if gone is not null then
    perform gate.empty_indicators(p_enterprise, gone);
  end if;
  update vault.matching_facts
  set consent_id = consent.id, valid_to = upper(consent.valid), is_usable = coalesce(consent.status = 'active', false),
    indicators_for = case when consent.id is not null then held.indicators_for end, changed_in = pg_current_xact_id()
  where enterprise_id = p_enterprise;
end $$;

-- The end of a matching consent, or of a part of it: no judging, no verdict and no indicator stays.
create or replace function gate.forget_matching(p_enterprise uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.judgings_lock(p_enterprise);
  delete from app.matches where enterprise_id = p_enterprise;
  delete from app.match_runs where enterprise_id = p_enterprise;
  perform gate.settle_matching(p_enterprise);
end $$;

-- Whoever changes the consent changes what its facts may be used for, in the same breath.
create or replace function gate.follow_consent() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update vault.matching_facts
  set is_usable = new.status = 'active', valid_to = upper(new.valid), changed_in = pg_current_xact_id()
  where enterprise_id = new.enterprise_id and consent_id = new.id;
  return null;
end $$;

grant execute on function vault.public_facts_store(jsonb), vault.enterprises_behind(text, uuid, integer) to xyd_worker;
grant execute on function gate.place_enterprise(), gate.follow_consent() to xyd_owner;

reset role;
set local role xyd_owner;
create or replace trigger place before insert on vault.matching_facts for each row when (new.place is null)
  execute function gate.place_enterprise();
create or replace trigger facts_follow after update of status, valid on app.consents
  for each row when (new.purpose = 'platform_matching') execute function gate.follow_consent();
