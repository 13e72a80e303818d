-- How facts come in. The worker stores what a live consent covers and can select nothing.
set local role xyd_gate;

-- Called when a consent is signed, in the same transaction, and for each refresh.
create or replace function vault.fetch_queue(p_token text, p_consent uuid)
returns table (refusal text, queued integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
  status text;
  wanted record;
begin
  queued := 0;
  select * into consent from app.consents where id = p_consent and (enterprise_id = who.enterprise_id or recipient_id = who.bank_id);
  if not found then
    refusal := case when who.persona is null then 'NO_SESSION' else 'NO_SUCH_CONSENT' end;
    return next;
    return;
  end if;
  perform pg_advisory_xact_lock_shared(gate.consent_lock(p_consent));
  perform pg_advisory_xact_lock(hashtextextended(p_consent::text, 4));
  select * into consent from app.consents where id = p_consent;
  status := gate.consent_effective_status(consent, clock_timestamp());
  if status <> 'active' then
    refusal := 'CONSENT_' || upper(status);
    return next;
    return;
  end if;
  -- A report says what it said when it was made.
  if consent.purpose = 'report_share' then
    return next;
    return;
  end if;
  for wanted in
    select distinct items.item, fetches.id is not null as is_under_way,
      (select count(*) from vault.fetches as made where made.consent_id = p_consent and made.item = items.item and made.status <> 'failed') as made
    from app.consent_items as items
      join app.catalogue_items on catalogue_items.code = items.item and catalogue_items.mode in ('A', 'M')
      left join vault.fetches on fetches.consent_id = p_consent and fetches.item = items.item and fetches.status in ('queued', 'running')
    where items.consent_id = p_consent and items.dropped_at is null
    order by items.item
  loop
    if wanted.is_under_way then
      continue;
    elsif wanted.made >= consent.max_fetches then
      refusal := 'FETCHES_EXHAUSTED';
      continue;
    end if;
    with made as (
      insert into vault.fetches (enterprise_id, consent_id, item, status, requested_at)
      values (consent.enterprise_id, p_consent, wanted.item, 'queued', clock_timestamp()) returning id
    )
    select queued + 1 into queued from made, lateral queue.add_job('fetch_source', jsonb_build_object('fetchId', made.id));
  end loop;
  return next;
end $$;

create or replace function vault.fetch_status(p_token text, p_consent uuid default null)
returns table (id uuid, consent_id uuid, item text, status text, reason text, attempts integer, requested_at timestamptz, answered_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select fetches.id, fetches.consent_id, fetches.item, fetches.status, fetches.reason, fetches.attempts, fetches.requested_at, fetches.answered_at
  from gate.caller_of(p_token) as who
    join vault.fetches on fetches.enterprise_id = who.enterprise_id
      or fetches.consent_id in (select consents.id from app.consents where consents.recipient_id = who.bank_id)
  where p_consent is null or fetches.consent_id = p_consent
  order by fetches.requested_at desc, fetches.item
  limit 500
$$;

-- The call may be made while its consent lives; its paper travels with it. `attempt` says which call of
-- this fetch it is: made anew for less, only the last one is still waited for.
do $$ begin
  -- One with another result has to go first; the same one is replaced under whoever calls it just now.
  if (select 'attempt' <> all (proargnames) from pg_proc where oid = to_regprocedure('vault.fetch_begin(uuid)')) then
    drop function vault.fetch_begin(uuid);
  end if;
end $$;
create or replace function vault.fetch_begin(p_fetch uuid)
returns table (refusal text, enterprise_id uuid, uscc text, consent_id uuid, artefact bytea, artefact_hash bytea, item text, agency text,
  mode text, granularities text[], data_from date, data_to date, attempt integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  asked vault.fetches;
  consent app.consents;
  status text;
begin
  select * into asked from vault.fetches where fetches.id = p_fetch;
  if not found then
    refusal := 'NO_SUCH_FETCH';
    return next;
    return;
  end if;
  perform pg_advisory_xact_lock_shared(gate.consent_lock(asked.consent_id));
  select * into consent from app.consents where consents.id = asked.consent_id;
  select * into asked from vault.fetches where fetches.id = p_fetch for update;
  status := gate.consent_effective_status(consent, clock_timestamp());
  if asked.status not in ('queued', 'running') then
    refusal := 'FETCH_' || upper(asked.status);
  elsif status <> 'active' then
    refusal := 'CONSENT_' || upper(status);
    update vault.fetches set status = 'discarded', reason = refusal, answered_at = clock_timestamp() where fetches.id = p_fetch;
    perform gate.ledger_append(asked.enterprise_id, 'source.fetch', refusal, null, consent.recipient_id, consent.id);
  else
    update vault.fetches set status = 'running', reason = null, attempts = attempts + 1 where fetches.id = p_fetch
    returning attempts into attempt;
  end if;
  select asked.enterprise_id, enterprises.uscc, consent.id, consent.artefact, consent.artefact_hash, asked.item, catalogue_items.agency,
    catalogue_items.mode, held.granularities, held.data_from, held.data_to
  into enterprise_id, uscc, consent_id, artefact, artefact_hash, item, agency, mode, granularities, data_from, data_to
  from app.enterprises, app.catalogue_items, (
    select array_agg(items.granularity order by items.granularity) as granularities, min(items.data_from) as data_from, max(items.data_to) as data_to
    from app.consent_items as items
    where items.consent_id = consent.id and items.item = asked.item and items.dropped_at is null
  ) as held
  where enterprises.id = asked.enterprise_id and catalogue_items.code = asked.item;
  return next;
end $$;

-- The name of the key that seals: one per enterprise and granularity, the same for all who ask at
-- once. The worker seals for anyone, an enterprise for itself. `p_lost` is a key the store does not
-- have: it is retired if something stands under it, and stays if it is merely new.
drop function if exists vault.data_key(uuid, text, bytea);
create or replace function vault.data_key(p_enterprise uuid, p_granularity text, p_token text default null, p_lost uuid default null) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  key uuid;
begin
  if session_user <> 'xyd_worker' and (gate.enter(p_token)).enterprise_id is distinct from p_enterprise then
    return null;
  end if;
  update vault.data_keys set retired_at = clock_timestamp()
  where id = p_lost and enterprise_id = p_enterprise and granularity = p_granularity and retired_at is null
    and (exists (select from vault.facts where key_id = p_lost) or exists (select from vault.report_bodies where key_id = p_lost)
      or exists (select from vault.match_inputs where key_id = p_lost));
  loop
    select id into key from vault.data_keys
    where enterprise_id = p_enterprise and granularity = p_granularity and retired_at is null and erased_at is null;
    if found then
      return key;
    end if;
    insert into vault.data_keys (enterprise_id, granularity) values (p_enterprise, p_granularity) on conflict do nothing;
  end loop;
end $$;

-- Whether the key may still seal. Until the caller's commit nobody can retire it: what is stored
-- under it now is seen by whoever asks what the key still holds.
create or replace function vault.key_seals(p_key uuid, p_enterprise uuid, p_granularity text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform from vault.data_keys
  where id = p_key and enterprise_id = p_enterprise and granularity = p_granularity and retired_at is null and erased_at is null
  for share;
  return found;
end $$;

-- p_rows: [{scope, period, key, suite, body}], body in base64. An answer that arrives after the end
-- of its consent is discarded, and that is noted. One sealed under a key retired meanwhile is to be
-- sealed again. p_values: the indicators in it by code, kept for matching where that was consented to.
drop function if exists vault.fetch_store(uuid, jsonb, timestamptz);
drop function if exists vault.fetch_store(uuid, jsonb, timestamptz, jsonb);
create or replace function vault.fetch_store(
  p_fetch uuid, p_rows jsonb, p_as_of timestamptz, p_values jsonb default null, p_attempt integer default null
)
returns table (refusal text, stored integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  asked vault.fetches;
  consent app.consents;
  status text;
  scopes text[];
  -- An answer that was not given looks like one that was.
  noted text;
begin
  stored := 0;
  select * into asked from vault.fetches where id = p_fetch;
  if not found then
    refusal := 'NO_SUCH_FETCH';
    return next;
    return;
  end if;
  perform pg_advisory_xact_lock_shared(gate.consent_lock(asked.consent_id));
  select * into consent from app.consents where id = asked.consent_id;
  select * into asked from vault.fetches where id = p_fetch for update;
  status := gate.consent_effective_status(consent, clock_timestamp());
  select case mode when 'M' then ':predicate' else ':answer' end into noted from app.catalogue_items where code = asked.item;
  if status <> 'active' then
    refusal := 'CONSENT_' || upper(status);
    update vault.fetches set status = 'discarded', reason = refusal, answered_at = clock_timestamp() where id = p_fetch;
  elsif asked.status <> 'running' or p_attempt <> asked.attempts then
    refusal := 'FETCH_' || upper(asked.status);
    return next;
    return;
  elsif exists (
    select from jsonb_to_recordset(p_rows) as row (scope text, period date)
    where not exists (
      select from app.consent_items as items
      where items.consent_id = consent.id and items.item = asked.item and items.scope = row.scope
        and items.dropped_at is null and row.period between items.data_from and items.data_to
    )
  ) then
    refusal := 'ITEM_NOT_COVERED';
    update vault.fetches set status = 'failed', reason = refusal, answered_at = clock_timestamp() where id = p_fetch;
  elsif exists (
    -- in the order of vault.lock_keys
    select from (
      select distinct key, split_part(scope, ':', 2) as granularity from jsonb_to_recordset(p_rows) as row (scope text, key uuid) order by key
    ) as used
    where vault.key_seals(used.key, asked.enterprise_id, used.granularity) is not true
  ) then
    refusal := 'KEY_RETIRED';
    return next;
    return;
  else
    insert into vault.facts (enterprise_id, scope, period, key_id, suite, body, as_of, fetch_id, answer_digest)
    select asked.enterprise_id, row.scope, row.period, row.key, row.suite, decode(row.body, 'base64'), p_as_of, p_fetch, decode(row.digest, 'base64')
    from jsonb_to_recordset(p_rows) as row (scope text, period date, key uuid, suite smallint, body text, digest text)
    order by row.scope, row.period
    on conflict (enterprise_id, scope, period) do update
      set key_id = excluded.key_id, suite = excluded.suite, body = excluded.body, as_of = excluded.as_of, fetch_id = excluded.fetch_id,
        stored_at = clock_timestamp(), answer_digest = excluded.answer_digest;
    get diagnostics stored = row_count;
    update vault.fetches set status = 'done', reason = null, answered_at = clock_timestamp() where id = p_fetch;
    select array_agg(distinct row.scope order by row.scope) into scopes from jsonb_to_recordset(p_rows) as row (scope text);
    perform gate.answers_settle(asked, consent);
    perform gate.keep_matching(consent, scopes, (select max(row.period) from jsonb_to_recordset(p_rows) as row (period date)), p_values);
  end if;
  perform gate.ledger_append(asked.enterprise_id, 'source.fetch', coalesce(refusal, 'STORED'), null, consent.recipient_id, consent.id,
    null, coalesce(scopes, array[asked.item || noted]));
  return next;
end $$;

drop function if exists vault.fetch_fail(uuid, text, boolean);
create or replace function vault.fetch_fail(p_fetch uuid, p_reason text, p_retry boolean, p_attempt integer default null) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update vault.fetches set status = case when p_retry then 'queued' else 'failed' end, reason = left(p_reason, 300),
    answered_at = case when p_retry then null else clock_timestamp() end
  where id = p_fetch and status in ('queued', 'running') and attempts = coalesce(p_attempt, attempts)
$$;

grant execute on function vault.fetch_queue(text, uuid), vault.fetch_status(text, uuid) to xyd_sme, xyd_bank;
grant execute on function vault.fetch_begin(uuid), vault.data_key(uuid, text, text, uuid), vault.fetch_store(uuid, jsonb, timestamptz, jsonb, integer),
  vault.fetch_fail(uuid, text, boolean, integer) to xyd_worker;
grant execute on function vault.data_key(uuid, text, text, uuid) to xyd_sme;
