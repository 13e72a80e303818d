-- What the platform itself keeps, and until when: a fact goes with its last reason, and the key goes
-- when nothing is left under it (56-keys.sql).
set local role xyd_gate;

create or replace function vault.note_forgotten(p_enterprise uuid, p_scopes text[], p_consent uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.ledger_append(p_enterprise, 'facts.erase', 'DELETED', null, null, p_consent, null, p_scopes);
end $$;

-- Deletion was demanded: what this consent covered and no live one does goes with it.
create or replace function vault.forget_uncovered(p_consent app.consents) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  scopes text[];
begin
  perform vault.lock_keys(p_consent.enterprise_id);
  with gone as (
    delete from vault.facts
    where enterprise_id = p_consent.enterprise_id
      and scope in (select items.scope from app.consent_items as items where items.consent_id = p_consent.id)
      and not exists (
        select from app.consents as other join app.consent_items as items on items.consent_id = other.id
        where other.enterprise_id = p_consent.enterprise_id and other.id <> p_consent.id and other.purpose <> 'report_share'
          and items.scope = facts.scope and items.dropped_at is null
          and facts.period between items.data_from and items.data_to
          and gate.consent_effective_status(other, clock_timestamp()) in ('active', 'scheduled', 'paused')
      )
    returning scope
  )
  select array_agg(distinct gone.scope order by gone.scope) into scopes from gone;
  if vault.retire_empty_keys(p_consent.enterprise_id) > 0 then
    perform queue.add_job('keep_keys', '{}', 'keep_keys');
  end if;
  if scopes is not null then
    perform vault.note_forgotten(p_consent.enterprise_id, scopes, p_consent.id);
  end if;
end $$;

-- Until when a consent is a reason for the platform to keep what it covers. Rows fetched for one
-- decision are kept thirty days after it, whatever the consent would allow.
create or replace function vault.kept_until(p_consent app.consents, p_dropped_at timestamptz, p_scope text) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  status text := gate.consent_effective_status(p_consent, clock_timestamp());
  life interval := make_interval(days => p_consent.data_life_days);
  until timestamptz := case
    when status in ('active', 'scheduled', 'paused') then 'infinity'
    when status = 'expired' then upper(p_consent.valid) + life
    when status in ('revoked', 'relinquished', 'terminated', 'consumed', 'superseded') then p_consent.ended_at + life
    else '-infinity'
  end;
begin
  until := least(until, p_dropped_at + life);
  if p_consent.purpose = 'loan_application' and p_scope like '%:raw' then
    until := least(until, (
      select coalesce(decided_at, case when applications.status in ('declined', 'timed_out', 'refused', 'offer_expired', 'not_selected',
        'withdrawn', 'lapsed', 'closed', 'consent_lost', 'disbursed') then updated_at end) + interval '30 days'
      from app.applications where id = p_consent.application_id
    ));
  end if;
  return until;
end $$;

-- Deletes what no consent is a reason to keep any longer, for some enterprises at a time; `last` is
-- where to go on. What was stored within the hour is left: its consent may be younger than our look.
create or replace function vault.sweep_facts(p_after uuid, p_limit integer)
returns table (last uuid, deleted integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  enterprise uuid;
  gone integer;
  scopes text[];
begin
  deleted := 0;
  for enterprise in
    select distinct enterprise_id from vault.data_keys where erased_at is null and enterprise_id > p_after order by enterprise_id limit p_limit
  loop
    last := enterprise;
    perform vault.lock_keys(enterprise);
    with old as (
      delete from vault.facts
      where enterprise_id = enterprise and stored_at < clock_timestamp() - interval '1 hour'
        and not exists (
          select from app.consents join app.consent_items as items on items.consent_id = consents.id
          where consents.enterprise_id = enterprise and items.scope = facts.scope and facts.period between items.data_from and items.data_to
            and vault.kept_until(consents, items.dropped_at, facts.scope) > clock_timestamp()
        )
      returning scope
    )
    select count(*), array_agg(distinct old.scope order by old.scope) into gone, scopes from old;
    deleted := deleted + gone;
    perform vault.retire_empty_keys(enterprise);
    if gone > 0 then
      perform vault.note_forgotten(enterprise, scopes, null);
    end if;
  end loop;
  return next;
end $$;

grant execute on function vault.sweep_facts(uuid, integer) to xyd_worker;
