set local role xyd_gate;

-- Every way a consent ends, with what must end with it. The caller holds the exclusive lock.
create or replace function gate.consent_end(p_consent app.consents, p_status text, p_actor text, p_who gate.caller, p_reason text) returns timestamptz
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

  if p_consent.purpose = 'platform_matching' then
    -- What only this consent held is gone with it, and what was concluded from it.
    delete from vault.facts
    where enterprise_id = p_consent.enterprise_id
      and scope in (select items.scope from app.consent_items as items where items.consent_id = p_consent.id)
      and not exists (
        select from app.consents as other join app.consent_items as items on items.consent_id = other.id
        where other.enterprise_id = p_consent.enterprise_id and items.scope = facts.scope and items.dropped_at is null
          and gate.consent_effective_status(other, ending_at) in ('active', 'scheduled', 'paused')
      );
    if p_status <> 'superseded' then
      delete from app.matches where enterprise_id = p_consent.enterprise_id;
    end if;
  end if;
  return ending_at;
end $$;

-- Takes one action and no reason. The exclusive lock waits for every read in flight, and none
-- starts after it.
create or replace function gate.consent_revoke(p_token text, p_consent uuid, p_reason text default null)
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
      revoked_at := gate.consent_end(consent, 'revoked', 'enterprise', who, p_reason);
      insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
      values ('consent.revoked', p_consent, consent.enterprise_id, consent.recipient_id, who.person_id, revoked_at);
      if consent.purpose = 'loan_application' and application.consent_id = p_consent
        and application.status in ('submitted', 'accepted', 'under_review', 'information_requested', 'offered') then
        update app.applications set status = 'consent_lost', updated_at = revoked_at where id = application.id;
        insert into app.application_events (application_id, "from", "to", actor_party, actor_id, channel, at)
        values (application.id, application.status, 'consent_lost', 'sme', who.person_id, 'page', revoked_at);
        insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
        values ('application.consent_lost', application.id, consent.enterprise_id, consent.recipient_id, who.person_id, revoked_at);
      end if;
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

grant execute on function gate.consent_revoke(text, uuid, text) to xyd_sme;
grant execute on function gate.consent_relinquish(text, uuid, text) to xyd_bank;
