set local role xyd_gate;

-- What only a matching consent held goes with it. Left is what a consent that is alive covers, period
-- by period.
create or replace function gate.forget_uncovered(p_enterprise uuid) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  delete from vault.facts
  where enterprise_id = p_enterprise
    and scope in (
      select items.scope from app.consents as given join app.consent_items as items on items.consent_id = given.id
      where given.enterprise_id = p_enterprise and given.purpose = 'platform_matching'
    )
    and not exists (
      select from app.consents as other join app.consent_items as items on items.consent_id = other.id
      where other.enterprise_id = p_enterprise and other.purpose <> 'report_share'
        and items.scope = facts.scope and items.dropped_at is null
        and facts.period between items.data_from and items.data_to
        and gate.consent_effective_status(other, clock_timestamp()) in ('active', 'scheduled', 'paused')
    )
$$;

-- Every way a consent ends, with what must end with it. The caller holds the exclusive lock. What a
-- new text leaves out of an old one is forgotten by whoever signs the new one, once it is live.
drop function if exists gate.consent_end(app.consents, text, text, gate.caller, text);
create or replace function gate.consent_end(
  p_consent app.consents, p_status text, p_actor text, p_who gate.caller, p_reason text, p_demand boolean default false
) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  ending_at timestamptz := clock_timestamp();
begin
  update app.consents set status = p_status, ended_by = p_who.person_id, ended_at = ending_at, ended_reason = left(p_reason, 300)
  where id = p_consent.id;
  insert into app.consent_events (consent_id, "from", "to", actor, person_id, reason, at)
  values (p_consent.id, p_consent.status, p_status, p_actor, p_who.person_id, left(p_reason, 300), ending_at);
  update vault.fetches set status = 'discarded', reason = 'CONSENT_' || upper(p_status)
  where consent_id = p_consent.id and status in ('queued', 'running');
  if p_status <> 'superseded' then
    perform gate.erasure_start(p_consent, case when p_demand then 'demanded' else 'ended' end, ending_at);
    if p_consent.purpose = 'platform_matching' then
      perform gate.forget_uncovered(p_consent.enterprise_id);
      perform gate.forget_matching(p_consent.enterprise_id);
    end if;
  end if;
  return ending_at;
end $$;

-- An application stands still without the consent it is bound to. The caller holds its row.
create or replace function gate.application_lose(
  p_application app.applications, p_consent app.consents, p_party text, p_who gate.caller, p_at timestamptz
) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if p_consent.purpose = 'loan_application' and p_application.consent_id = p_consent.id
    and p_application.status in ('submitted', 'accepted', 'under_review', 'information_requested', 'offered') then
    update app.applications set status = 'consent_lost', updated_at = p_at where id = p_application.id;
    insert into app.application_events (application_id, "from", "to", actor_party, actor_id, channel, at)
    values (p_application.id, p_application.status, 'consent_lost', p_party, p_who.person_id, 'page', p_at);
    insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
    values ('application.consent_lost', p_application.id, p_consent.enterprise_id, p_consent.recipient_id, p_who.person_id, p_at);
  end if;
end $$;

-- Takes one action and no reason. The exclusive lock waits for every read in flight, and none
-- starts after it.
drop function if exists gate.consent_revoke(text, uuid, text);
create or replace function gate.consent_revoke(p_token text, p_consent uuid, p_reason text default null, p_demand boolean default false)
returns table (refusal text, revoked_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
  application app.applications;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into consent from app.consents where id = p_consent and enterprise_id = who.enterprise_id;
  if not found then
    refusal := 'NO_SUCH_CONSENT';
  else
    -- The application before the consent, as the services do: they cannot wait for each other.
    select * into application from app.applications where id = consent.application_id for update;
    perform pg_advisory_xact_lock(gate.consent_lock(p_consent));
    select * into consent from app.consents where id = p_consent;
    if consent.status = 'revoked' then
      revoked_at := consent.ended_at;
      return next;
      return;
    end if;
    if gate.consent_may_move(consent.status, 'revoked') then
      revoked_at := gate.consent_end(consent, 'revoked', 'enterprise', who, p_reason, p_demand is true);
      insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
      values ('consent.revoked', p_consent, consent.enterprise_id, consent.recipient_id, who.person_id, revoked_at);
      perform gate.application_lose(application, consent, 'sme', who, revoked_at);
    else
      refusal := 'CONSENT_' || upper(gate.consent_effective_status(consent, clock_timestamp()));
    end if;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(who.enterprise_id, 'consent.revoke', coalesce(refusal, 'REVOKED'), who, consent.recipient_id, p_consent) as appended;
  return next;
end $$;

-- The bank gives back what it no longer needs, also on declining.
create or replace function gate.consent_relinquish(p_token text, p_consent uuid, p_reason text default null)
returns table (refusal text, relinquished_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
begin
  if who.bank_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into consent from app.consents where id = p_consent and recipient_id = who.bank_id;
  if not found then
    refusal := 'NO_SUCH_CONSENT';
  else
    perform pg_advisory_xact_lock(gate.consent_lock(p_consent));
    select * into consent from app.consents where id = p_consent;
    if consent.status = 'relinquished' then
      relinquished_at := consent.ended_at;
      return next;
      return;
    end if;
    if gate.consent_may_move(consent.status, 'relinquished') then
      relinquished_at := gate.consent_end(consent, 'relinquished', 'bank', who, p_reason);
      insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
      values ('consent.relinquished', p_consent, consent.enterprise_id, consent.recipient_id, who.person_id, relinquished_at);
    else
      refusal := 'CONSENT_' || upper(gate.consent_effective_status(consent, clock_timestamp()));
    end if;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(coalesce(consent.enterprise_id, who.bank_id), 'consent.relinquish', coalesce(refusal, 'RELINQUISHED'), who, who.bank_id, p_consent) as appended;
  return next;
end $$;

-- The credit office ends what must not go on, with a reason that both sides read.
create or replace function gate.consent_terminate(p_token text, p_consent uuid, p_reason text)
returns table (refusal text, terminated_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
  application app.applications;
begin
  if who.persona is distinct from 'office' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into consent from app.consents where id = p_consent;
  if not found then
    refusal := 'NO_SUCH_CONSENT';
  elsif who.role <> 'supervisor' then
    refusal := 'SUPERVISOR_ONLY';
  elsif coalesce(p_reason, '') !~ '\S' then
    refusal := 'REASON_REQUIRED';
  else
    select * into application from app.applications where id = consent.application_id for update;
    perform pg_advisory_xact_lock(gate.consent_lock(p_consent));
    select * into consent from app.consents where id = p_consent;
    if consent.status = 'terminated' then
      terminated_at := coalesce(consent.ended_at, consent.created_at);
      return next;
      return;
    end if;
    if gate.consent_may_move(consent.status, 'terminated') then
      terminated_at := gate.consent_end(consent, 'terminated', 'office', who, btrim(p_reason));
      insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
      values ('consent.terminated', p_consent, consent.enterprise_id, consent.recipient_id, who.person_id, terminated_at);
      perform gate.application_lose(application, consent, 'credit_office', who, terminated_at);
    else
      refusal := 'CONSENT_' || upper(gate.consent_effective_status(consent, clock_timestamp()));
    end if;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(coalesce(consent.enterprise_id, who.person_id), 'consent.terminate', coalesce(refusal, 'TERMINATED'), who, consent.recipient_id, p_consent) as appended;
  return next;
end $$;

grant execute on function gate.consent_revoke(text, uuid, text, boolean) to xyd_sme;
grant execute on function gate.consent_relinquish(text, uuid, text) to xyd_bank;
grant execute on function gate.consent_terminate(text, uuid, text) to xyd_office;
