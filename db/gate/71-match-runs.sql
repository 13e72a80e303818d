-- A run of matching: what was judged, under which versions, and the hashes that prove a replay. What it
-- rested on stands sealed under the enterprise's own key and goes with the run.
set local role xyd_gate;

-- Kept in the transaction that stores the verdicts. The consent is locked before anything is written:
-- whoever ends it waits, and then deletes the run too. Of one need the last twenty runs are kept.
create or replace function gate.match_run_keep(
  p_token text, p_id uuid, p_need uuid, p_consent uuid, p_engine integer, p_on date, p_month text, p_weights jsonb, p_products jsonb,
  p_inputs_hash bytea, p_result_hash bytea, p_eligible integer, p_unknown integer, p_not_eligible integer,
  p_key uuid, p_suite smallint, p_body bytea
) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  need app.needs;
  consent app.consents;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into need from app.needs where id = p_need and enterprise_id = who.enterprise_id;
  if not found then
    refusal := 'NO_SUCH_NEED';
  elsif exists (select from app.match_runs where id = p_id) then
    refusal := 'RUN_EXISTS';
  elsif p_consent is not null then
    perform pg_advisory_xact_lock_shared(gate.consent_lock(p_consent));
    select * into consent from app.consents
    where id = p_consent and enterprise_id = who.enterprise_id and recipient_id is null and purpose = 'platform_matching';
    if not found then
      refusal := 'NO_SUCH_CONSENT';
    elsif gate.consent_effective_status(consent, clock_timestamp()) <> 'active' then
      refusal := 'CONSENT_' || upper(gate.consent_effective_status(consent, clock_timestamp()));
    end if;
  end if;
  if refusal is null and vault.key_seals(p_key, who.enterprise_id, 'indicator') is not true then
    refusal := 'KEY_RETIRED';
  end if;
  if refusal is null then
    perform gate.judgings_lock(who.enterprise_id);
    insert into app.match_runs (id, need_id, enterprise_id, consent_id, engine, "on", month, amount, term_months, weights, products,
      inputs_hash, result_hash, eligible, unknown, not_eligible, requested_by, at)
    values (p_id, p_need, who.enterprise_id, p_consent, p_engine, p_on, p_month, need.amount, need.term_months, p_weights, p_products,
      p_inputs_hash, p_result_hash, p_eligible, p_unknown, p_not_eligible, who.person_id, clock_timestamp());
    insert into vault.match_inputs (run_id, enterprise_id, key_id, suite, body) values (p_id, who.enterprise_id, p_key, p_suite, p_body);
    delete from app.match_runs where need_id = p_need and id not in (
      select runs.id from app.match_runs as runs where runs.need_id = p_need order by runs.at desc, runs.id desc limit 20
    );
  end if;
  return next;
end $$;

-- The enterprise opens what its own run rested on, in a second step: p_seq is the line of its look,
-- committed before. A run that read nothing under a consent rests on public facts and needs no line.
create or replace function gate.match_run_open(p_token text, p_run uuid, p_seq bigint)
returns table (refusal text, key_id uuid, suite smallint, body bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  run app.match_runs;
  look ledger.entries;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into run from app.match_runs where id = p_run and enterprise_id = who.enterprise_id;
  if not found then
    refusal := 'NO_SUCH_RUN';
    return next;
    return;
  end if;
  if run.consent_id is not null then
    if not exists (
      select from app.consents where consents.enterprise_id = who.enterprise_id and consents.purpose = 'platform_matching'
        and gate.consent_effective_status(consents, clock_timestamp()) = 'active'
    ) then
      refusal := 'CONSENT_NOT_LIVE';
      return next;
      return;
    end if;
    select * into look from ledger.entries where entries.chain = who.enterprise_id and entries.seq = p_seq and action = 'own.view'
      and person_id = who.person_id and at > clock_timestamp() - interval '30 seconds'
      and scopes @> (select array_agg(items.scope) from app.consent_items as items where items.consent_id = run.consent_id);
    if not found then
      refusal := 'NO_SUCH_TICKET';
      return next;
      return;
    elsif look.xid = pg_current_xact_id_if_assigned() then
      refusal := 'OPEN_NOT_COMMITTED';
      return next;
      return;
    end if;
  end if;
  select inputs.key_id, inputs.suite, inputs.body into key_id, suite, body from vault.match_inputs as inputs where inputs.run_id = p_run;
  if not found then
    refusal := 'INPUTS_GONE';
  end if;
  return next;
end $$;

-- The very versions a run judged, taken off the shelf since or not: they were public then.
create or replace function gate.match_run_products(p_token text, p_run uuid)
returns table (id uuid, version integer, bank_id uuid, content jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select products.id, versions.version, products.bank_id, versions.content
  from gate.caller_of(p_token) as who
    join app.match_runs as runs on runs.id = p_run and runs.enterprise_id = who.enterprise_id
    cross join jsonb_to_recordset(runs.products) as judged (id uuid, version integer)
    join app.product_versions as versions on versions.product_id = judged.id and versions.version = judged.version
    join app.products on products.id = judged.id
$$;

-- For the rotation of keys, as reports: in order, and only in place of what was sealed anew.
create or replace function vault.inputs_to_move(p_after uuid, p_limit integer)
returns table (run_id uuid, enterprise_id uuid, scope text, period text, granularity text, key_id uuid, suite smallint, body bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select inputs.run_id, inputs.enterprise_id, 'match_run:' || inputs.run_id, to_char(runs."on", 'YYYY-MM-DD'), data_keys.granularity,
    inputs.key_id, inputs.suite, inputs.body
  from vault.match_inputs as inputs join vault.data_keys on data_keys.id = inputs.key_id join app.match_runs as runs on runs.id = inputs.run_id
  where data_keys.retired_at is not null and inputs.run_id > p_after
  order by inputs.run_id limit p_limit
$$;

create or replace function vault.inputs_move(p_run uuid, p_from uuid, p_key uuid, p_suite smallint, p_body bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  made_for uuid;
  sealed_for text;
begin
  select data_keys.enterprise_id, data_keys.granularity into made_for, sealed_for from vault.data_keys where id = p_from;
  if not vault.key_seals(p_key, made_for, sealed_for) then
    return false;
  end if;
  update vault.match_inputs set key_id = p_key, suite = p_suite, body = p_body
  where run_id = p_run and enterprise_id = made_for and key_id = p_from;
  return found;
end $$;

grant execute on function gate.match_run_keep(text, uuid, uuid, uuid, integer, date, text, jsonb, jsonb, bytea, bytea, integer, integer,
  integer, uuid, smallint, bytea), gate.match_run_open(text, uuid, bigint), gate.match_run_products(text, uuid) to xyd_sme;
grant execute on function vault.inputs_to_move(uuid, integer), vault.inputs_move(uuid, uuid, uuid, smallint, bytea) to xyd_worker;

reset role;
set local role xyd_owner;
grant select on app.match_runs to xyd_sme;
create policy by_sme on app.match_runs for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create or replace trigger keep before update or truncate on app.match_runs for each statement execute function gate.refuse_change();
