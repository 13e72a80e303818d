-- What happens to a consent between its signature and its end, and who says that it is over when
-- nobody ended it. The exclusive lock comes first, as when it is revoked.
set local role xyd_gate;

-- The consent as it is once nobody reads it and nobody else changes it.
create or replace function gate.consent_hold(p_consent uuid) returns app.consents
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  consent app.consents;
begin
  perform pg_advisory_xact_lock(gate.consent_lock(p_consent));
  select * into consent from app.consents where id = p_consent;
  return consent;
end $$;

-- A change of status that ends nothing which was ever alive, with its event on both records.
create or replace function gate.consent_move(p_consent app.consents, p_to text, p_actor text, p_who gate.caller, p_name text) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  moved_at timestamptz := clock_timestamp();
  is_over boolean := p_to in ('rejected', 'cancelled');
begin
  update app.consents set status = p_to, ended_by = case when is_over then p_who.person_id end, ended_at = case when is_over then moved_at end
  where id = p_consent.id;
  insert into app.consent_events (consent_id, "from", "to", actor, person_id, at)
  values (p_consent.id, p_consent.status, p_to, p_actor, p_who.person_id, moved_at);
  insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
  values (p_name, p_consent.id, p_consent.enterprise_id, p_consent.recipient_id, p_who.person_id, moved_at);
  return moved_at;
end $$;

create or replace function gate.consent_pause(p_token text, p_consent uuid)
returns table (refusal text, done_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
  status text;
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
    consent := gate.consent_hold(p_consent);
    status := gate.consent_effective_status(consent, clock_timestamp());
    if status = 'paused' then
      select coalesce(max(events.at), consent.created_at) into done_at from app.consent_events as events where events.consent_id = p_consent and events."to" = 'paused';
      return next;
      return;
    elsif status in ('active', 'scheduled') then
      done_at := gate.consent_move(consent, 'paused', 'enterprise', who, 'consent.paused');
    else
      refusal := 'CONSENT_' || upper(status);
    end if;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(who.enterprise_id, 'consent.pause', coalesce(refusal, 'PAUSED'), who, consent.recipient_id, p_consent) as appended;
  return next;
end $$;

-- It gives again what was signed, and no more: whoever may sign may resume.
create or replace function gate.consent_resume(p_token text, p_consent uuid)
returns table (refusal text, done_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
  status text;
  again uuid;
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
    consent := gate.consent_hold(p_consent);
    status := gate.consent_effective_status(consent, clock_timestamp());
    if who.role <> 'owner' then
      refusal := 'SIGNER_FORBIDDEN';
    elsif status in ('active', 'scheduled') then
      select coalesce(max(events.at), consent.created_at) into done_at from app.consent_events as events where events.consent_id = p_consent and events."to" = 'active';
      return next;
      return;
    elsif status = 'paused' then
      done_at := gate.consent_move(consent, 'active', 'enterprise', who, 'consent.resumed');
      -- What an agency answered meanwhile was not kept: it is asked again.
      for again in
        update vault.fetches set status = 'queued', reason = null, answered_at = null
        where consent_id = p_consent and fetches.status = 'discarded' and reason = 'CONSENT_PAUSED' returning id
      loop
        perform queue.add_job('fetch_source', jsonb_build_object('fetchId', again));
      end loop;
    else
      refusal := 'CONSENT_' || upper(status);
    end if;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(who.enterprise_id, 'consent.resume', coalesce(refusal, 'RESUMED'), who, consent.recipient_id, p_consent) as appended;
  return next;
end $$;

-- Why a consent cannot be narrowed like this; null means it can.
create or replace function gate.why_not_narrower(p_consent app.consents, p_drops text[], p_from date, p_valid_to timestamptz, p_max_reads integer) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  status text := gate.consent_effective_status(p_consent, clock_timestamp());
  drops text[] := coalesce(p_drops, '{}');
begin
  if status not in ('active', 'scheduled', 'paused') then
    return 'CONSENT_' || upper(status);
  end if;
  if coalesce(array_ndims(drops), 1) <> 1 or (
    select count(distinct items.scope) from app.consent_items as items where items.consent_id = p_consent.id and items.scope = any (drops)
  ) <> cardinality(drops) then
    return 'ITEM_NOT_COVERED';
  end if;
  if p_from < (select min(data_from) from app.consent_items where consent_id = p_consent.id and dropped_at is null)
    or p_valid_to > upper(p_consent.valid) or p_max_reads > p_consent.max_reads then
    return 'WOULD_WIDEN';
  end if;
  -- What is already over cannot be a new end: that is revoking.
  if p_valid_to <= greatest(lower(p_consent.valid), clock_timestamp()) then
    return 'VALIDITY_MALFORMED';
  end if;
  if p_max_reads < 1 then
    return 'READS_MALFORMED';
  end if;
  if (cardinality(drops) > 0 or p_from is not null) and not exists (
    select from app.consent_items
    where consent_id = p_consent.id and dropped_at is null and scope <> all (drops) and (p_from is null or data_to >= p_from)
  ) then
    return 'NOTHING_LEFT';
  end if;
  return null;
end $$;

-- Less of it, never more: that would be another text with another signature. An item whose period
-- ends before the new start has nothing left and is dropped.
create or replace function gate.consent_narrow(
  p_token text, p_consent uuid, p_drops text[], p_data_from date default null, p_valid_to timestamptz default null, p_max_reads integer default null
) returns table (refusal text, done_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
  dropped text[];
  later integer;
  again uuid;
  scopes text[];
  data_from date;
  data_to date;
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
    consent := gate.consent_hold(p_consent);
    refusal := gate.why_not_narrower(consent, p_drops, p_data_from, p_valid_to, p_max_reads);
  end if;
  if refusal is null then
    done_at := clock_timestamp();
    with gone as (
      update app.consent_items set dropped_at = done_at
      where consent_id = p_consent and dropped_at is null and (scope = any (p_drops) or consent_items.data_to < p_data_from) returning scope
    )
    select array_agg(scope order by scope) into dropped from gone;
    update app.consent_items set data_from = p_data_from
    where consent_id = p_consent and dropped_at is null and consent_items.data_from < p_data_from;
    get diagnostics later = row_count;
    -- Sent twice it is the same act, and the second time nothing.
    if dropped is null and later = 0 and coalesce(p_valid_to, upper(consent.valid)) = upper(consent.valid)
      and coalesce(p_max_reads, consent.max_reads) = consent.max_reads then
      return next;
      return;
    end if;
    update app.consents set valid = tstzrange(lower(valid), coalesce(p_valid_to, upper(valid))), max_reads = coalesce(p_max_reads, max_reads)
    where id = p_consent;
    update vault.fetches set status = 'discarded', reason = 'ITEM_DROPPED', answered_at = done_at
    where consent_id = p_consent and status in ('queued', 'running') and item not in (
      select items.item from app.consent_items as items where items.consent_id = p_consent and items.dropped_at is null
    );
    -- A call under way would bring what is no longer covered: it is made again, for less.
    for again in
      update vault.fetches set status = 'queued'
      where consent_id = p_consent and status = 'running'
        and (later > 0 or item in (select split_part(gone.scope, ':', 1) from unnest(dropped) as gone (scope)))
      returning id
    loop
      perform queue.add_job('fetch_source', jsonb_build_object('fetchId', again));
    end loop;
    if consent.purpose = 'platform_matching' and (dropped is not null or later > 0) then
      perform gate.forget_uncovered(consent.enterprise_id);
      perform gate.forget_matching(consent.enterprise_id);
    end if;
    insert into app.consent_events (consent_id, "from", "to", actor, person_id, reason, at)
    values (p_consent, consent.status, consent.status, 'enterprise', who.person_id, concat_ws(' ',
      'narrowed', 'drops=' || array_to_string(dropped, ','), 'from=' || p_data_from, 'to=' || p_valid_to, 'reads=' || p_max_reads), done_at);
    insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
    values ('consent.narrowed', p_consent, consent.enterprise_id, consent.recipient_id, who.person_id, done_at);
  end if;
  -- What it covers now.
  select array_agg(items.scope order by items.scope), min(items.data_from), max(items.data_to) into scopes, data_from, data_to
  from app.consent_items as items where items.consent_id = consent.id and items.dropped_at is null;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(who.enterprise_id, 'consent.narrow', coalesce(refusal, 'NARROWED'), who, consent.recipient_id, p_consent,
    null, scopes, data_from, data_to) as appended;
  return next;
end $$;

-- A text that waits for a signature, or for a second one, gets none.
create or replace function gate.consent_refuse(p_who gate.caller, p_consent uuid, p_to text, p_actor text)
returns table (refusal text, done_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  action text := case p_to when 'rejected' then 'reject' else 'cancel' end;
  consent app.consents;
  status text;
begin
  select * into consent from app.consents where id = p_consent and (
    (p_actor = 'enterprise' and enterprise_id = p_who.enterprise_id) or (p_actor = 'bank' and recipient_id = p_who.bank_id));
  if not found then
    refusal := 'NO_SUCH_CONSENT';
  else
    consent := gate.consent_hold(p_consent);
    status := gate.consent_effective_status(consent, clock_timestamp());
    if status = p_to then
      done_at := coalesce(consent.ended_at, consent.created_at);
      return next;
      return;
    elsif status in ('requested', 'awaiting_cosign') then
      done_at := gate.consent_move(consent, p_to, p_actor, p_who, 'consent.' || p_to);
    else
      refusal := 'CONSENT_' || upper(status);
    end if;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(coalesce(consent.enterprise_id, p_who.enterprise_id, p_who.bank_id), 'consent.' || action,
    coalesce(refusal, upper(p_to)), p_who, consent.recipient_id, p_consent) as appended;
  return next;
end $$;

-- The enterprise says no to a text put before it, or the second signer does.
create or replace function gate.consent_reject(p_token text, p_consent uuid)
returns table (refusal text, done_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.enterprise_id is null then
    return query select 'NO_SESSION', null::timestamptz, null::bigint, null::bytea;
  else
    return query select * from gate.consent_refuse(who, p_consent, 'rejected', 'enterprise');
  end if;
end $$;

-- The bank it would be for no longer wants it.
create or replace function gate.consent_cancel(p_token text, p_consent uuid)
returns table (refusal text, done_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.bank_id is null then
    return query select 'NO_SESSION', null::timestamptz, null::bigint, null::bytea;
  else
    return query select * from gate.consent_refuse(who, p_consent, 'cancelled', 'bank');
  end if;
end $$;

-- All reads used, and none of them still on its way.
create or replace function gate.is_spent(p_consent app.consents) returns boolean
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select p_consent.status = 'active'
    and coalesce((select max(nth) from auth.tickets where consent_id = p_consent.id), 0) >= p_consent.max_reads
    and not exists (
      select from auth.tickets
      where consent_id = p_consent.id and used_at is null and opened_at > clock_timestamp() - interval '30 seconds'
    )
$$;

-- One step of the announcement: says of one consent that it is over, if nobody has. The caller holds
-- its lock and its chain's.
create or replace function gate.announce_end(p_consent app.consents) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  said_at timestamptz := clock_timestamp();
  status text := gate.consent_effective_status(p_consent, said_at);
  nobody gate.caller;
begin
  if status in ('active', 'scheduled') and gate.is_spent(p_consent) then
    said_at := gate.consent_end(p_consent, 'consumed', 'clock', nobody, null);
    status := 'consumed';
  elsif status not in ('expired', 'lapsed') or exists (
    select from app.consent_events where consent_id = p_consent.id and actor = 'clock' and "to" in ('expired', 'lapsed')
  ) then
    return false;
  else
    insert into app.consent_events (consent_id, "from", "to", actor, at) values (p_consent.id, p_consent.status, status, 'clock', said_at);
    if status = 'expired' then
      update vault.fetches set status = 'discarded', reason = 'CONSENT_EXPIRED', answered_at = said_at
      where consent_id = p_consent.id and fetches.status in ('queued', 'running');
      perform gate.erasure_start(p_consent, 'ended', said_at);
      if p_consent.purpose = 'platform_matching' then
        perform gate.forget_uncovered(p_consent.enterprise_id);
        perform gate.forget_matching(p_consent.enterprise_id);
      end if;
    end if;
  end if;
  perform gate.ledger_append(p_consent.enterprise_id, 'consent.' || left(status, length(status) - 1), upper(status), nobody, p_consent.recipient_id, p_consent.id);
  -- A text that only its own reader left unsigned is nobody's news.
  if status <> 'lapsed' or p_consent.status = 'awaiting_cosign' or p_consent.ask_id is not null then
    insert into app.events (name, subject_id, enterprise_id, bank_id, at)
    values ('consent.' || status, p_consent.id, p_consent.enterprise_id, p_consent.recipient_id, said_at);
  end if;
  return true;
end $$;

-- The clock and the gate enforce; this only says so, once each. What is busy waits for the next turn:
-- waiting here could hold up a reader who waits for somebody else.
create or replace function gate.announce_ends(p_limit integer default 50) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_one record;
  consent app.consents;
  said integer := 0;
begin
  for found_one in
    select consents.id, consents.enterprise_id from app.consents
    where (
        (consents.status in ('active', 'paused') and upper(consents.valid) <= clock_timestamp()
          or consents.status in ('requested', 'awaiting_cosign') and consents.answer_by <= clock_timestamp())
        and not exists (select from app.consent_events as events
          where events.consent_id = consents.id and events.actor = 'clock' and events."to" in ('expired', 'lapsed'))
      )
      or (consents.status = 'active' and upper(consents.valid) > clock_timestamp() and gate.is_spent(consents))
    order by consents.enterprise_id, consents.id
    limit p_limit
  loop
    if pg_try_advisory_xact_lock(gate.chain_lock(found_one.enterprise_id)) then
      if pg_try_advisory_xact_lock(gate.consent_lock(found_one.id)) then
        select * into consent from app.consents where id = found_one.id;
        if gate.announce_end(consent) then
          said := said + 1;
        end if;
      end if;
    end if;
  end loop;
  return said;
end $$;

-- Where an application is over or its loan repaid, its bank has nothing left to look for.
create or replace function gate.end_of_closed_applications(p_limit integer default 50) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_one record;
  consent app.consents;
  ended_at timestamptz;
  nobody gate.caller;
  ended integer := 0;
begin
  for found_one in
    select consents.id, consents.enterprise_id,
      case consents.purpose when 'loan_application' then 'application_' || applications.status else 'loan_settled' end as reason
    from app.consents join app.applications on applications.id = consents.application_id
    where consents.status in ('active', 'paused') and upper(consents.valid) > clock_timestamp() and (
      consents.purpose = 'loan_application' and applications.status in
        ('declined', 'timed_out', 'refused', 'offer_expired', 'not_selected', 'withdrawn', 'lapsed', 'closed', 'disbursed')
      or consents.purpose = 'post_loan_monitoring'
        and not exists (select from app.loans where loans.application_id = applications.id and loans.status <> 'settled')
    )
    order by consents.enterprise_id, consents.id
    limit p_limit
  loop
    if pg_try_advisory_xact_lock(gate.chain_lock(found_one.enterprise_id)) then
      if pg_try_advisory_xact_lock(gate.consent_lock(found_one.id)) then
        select * into consent from app.consents where id = found_one.id;
        if consent.status in ('active', 'paused') then
          ended_at := gate.consent_end(consent, 'relinquished', 'clock', nobody, found_one.reason);
          perform gate.ledger_append(consent.enterprise_id, 'consent.relinquish', 'RELINQUISHED', nobody, consent.recipient_id, consent.id);
          insert into app.events (name, subject_id, enterprise_id, bank_id, at)
          values ('consent.ended', consent.id, consent.enterprise_id, consent.recipient_id, ended_at);
          ended := ended + 1;
        end if;
      end if;
    end if;
  end loop;
  return ended;
end $$;

-- How much a consent covers and how often it was read: all that the office may know of it.
create or replace function gate.consent_counts(p_token text, p_consents uuid[])
returns table (consent_id uuid, items integer, reads integer, last_read_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.id,
    (select count(*)::integer from app.consent_items where consent_items.consent_id = asked.id and dropped_at is null),
    (select count(*)::integer from auth.tickets where tickets.consent_id = asked.id),
    (select max(opened_at) from auth.tickets where tickets.consent_id = asked.id)
  from gate.caller_of(p_token) as who, unnest(p_consents) as asked (id)
  where who.persona = 'office'
$$;

grant execute on function gate.consent_pause(text, uuid), gate.consent_resume(text, uuid), gate.consent_reject(text, uuid),
  gate.consent_narrow(text, uuid, text[], date, timestamptz, integer) to xyd_sme;
grant execute on function gate.consent_cancel(text, uuid) to xyd_bank;
grant execute on function gate.announce_ends(integer), gate.end_of_closed_applications(integer) to xyd_worker;
grant execute on function gate.consent_counts(text, uuid[]) to xyd_office;
