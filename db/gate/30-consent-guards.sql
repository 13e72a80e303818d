set local role xyd_gate;

create or replace function gate.consent_lock(p_consent uuid) returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return hashtextextended(p_consent::text, 1);

-- Scheduled, lapsed and expired are never stored: the range and the clock decide.
create or replace function gate.consent_effective_status(p_consent app.consents, p_at timestamptz) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case
  when p_consent.status in ('requested', 'awaiting_cosign') and p_at >= p_consent.answer_by then 'lapsed'
  when p_consent.status in ('active', 'paused') and p_at >= upper(p_consent.valid) then 'expired'
  when p_consent.status = 'active' and p_at < lower(p_consent.valid) then 'scheduled'
  else p_consent.status
end;

-- The same table as `consentMayMove` in domain/consents/lifecycle.ts.
create or replace function gate.consent_may_move(p_from text, p_to text) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return (p_from, p_to) in (
  ('requested', 'awaiting_cosign'), ('requested', 'active'), ('requested', 'rejected'), ('requested', 'cancelled'),
  ('awaiting_cosign', 'active'), ('awaiting_cosign', 'rejected'), ('awaiting_cosign', 'cancelled'),
  ('active', 'paused'), ('active', 'revoked'), ('active', 'relinquished'), ('active', 'terminated'),
  ('active', 'consumed'), ('active', 'superseded'),
  ('paused', 'active'), ('paused', 'revoked'), ('paused', 'relinquished'), ('paused', 'terminated'), ('paused', 'superseded')
);

create or replace function gate.guard_consent() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'requested' then
      raise exception 'a consent begins as a request' using errcode = '23514', constraint = 'consents_begin_requested';
    end if;
    return new;
  end if;
  -- Trying cannot deadlock; whoever skipped the lock fails as soon as one read is in flight.
  if not pg_try_advisory_xact_lock(gate.consent_lock(old.id)) then
    raise exception 'lock the consent before changing it' using errcode = '55P03';
  end if;
  if new.status <> old.status and not gate.consent_may_move(old.status, new.status) then
    raise exception 'a consent cannot go from % to %', old.status, new.status using errcode = '23514', constraint = 'consents_transition';
  end if;
  if (new.id, new.family_id, new.revision, new.enterprise_id, new.purpose, new.template_version, new.answer_by, new.artefact, new.artefact_hash)
      is distinct from (old.id, old.family_id, old.revision, old.enterprise_id, old.purpose, old.template_version, old.answer_by, old.artefact, old.artefact_hash)
    or new.recipient_id is distinct from old.recipient_id
    or new.application_id is distinct from old.application_id
    or (new.subject, new.report_id, new.ask_id) is distinct from (old.subject, old.report_id, old.ask_id)
    or not new.valid <@ old.valid
    or new.max_reads > old.max_reads
    or new.max_fetches > old.max_fetches
    or new.data_life_days > old.data_life_days
    or (old.reads_per_unit is not null and (new.reads_per_unit is distinct from old.reads_per_unit or new.reads_per_count > old.reads_per_count)) then
    raise exception 'a consent can only be narrowed' using errcode = '23514', constraint = 'consents_narrow_only';
  end if;
  return new;
end $$;

create or replace function gate.guard_consent_item() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if (select status from app.consents where id = new.consent_id) is distinct from 'requested' then
      raise exception 'items are fixed once a consent is signed' using errcode = '23514', constraint = 'consent_items_narrow_only';
    end if;
    return new;
  end if;
  if not pg_try_advisory_xact_lock(gate.consent_lock(old.consent_id)) then
    raise exception 'lock the consent before changing it' using errcode = '55P03';
  end if;
  if (new.consent_id, new.item, new.granularity, new.why) is distinct from (old.consent_id, old.item, old.granularity, old.why)
    or not daterange(new.data_from, new.data_to, '[]') <@ daterange(old.data_from, old.data_to, '[]')
    or (old.dropped_at is not null and new.dropped_at is distinct from old.dropped_at) then
    raise exception 'an item can only be narrowed' using errcode = '23514', constraint = 'consent_items_narrow_only';
  end if;
  return new;
end $$;

create or replace function gate.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;

grant execute on function gate.consent_effective_status(app.consents, timestamptz) to xyd_sme, xyd_bank, xyd_worker;
grant execute on function gate.guard_consent(), gate.guard_consent_item(), gate.refuse_change() to xyd_owner;

reset role;
set local role xyd_owner;
create or replace trigger guard before insert or update on app.consents for each row execute function gate.guard_consent();
create or replace trigger guard before insert or update on app.consent_items for each row execute function gate.guard_consent_item();
-- A spent ticket stays spent.
create or replace trigger guard before update on auth.tickets for each row
  when (old.used_at is not null) execute function gate.refuse_change();

do $$
declare
  kept text;
begin
  foreach kept in array array['app.consents', 'app.consent_items', 'auth.tickets', 'app.applications', 'app.loans', 'app.contracts', 'app.signing_authorities'] loop
    execute format('create or replace trigger keep before delete or truncate on %s for each statement execute function gate.refuse_change()', kept);
  end loop;
  foreach kept in array array['app.consent_signatures', 'app.consent_events', 'app.application_events', 'app.outcomes',
    'app.product_versions', 'app.documents', 'auth.security_log', 'ledger.entries', 'ledger.leaves', 'ledger.nodes',
    'ledger.checkpoints', 'ledger.cosignatures', 'ledger.receipts'] loop
    execute format('create or replace trigger keep before update or delete or truncate on %s for each statement execute function gate.refuse_change()', kept);
  end loop;
end $$;
