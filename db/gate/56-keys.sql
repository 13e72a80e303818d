-- The life of data keys. A key's wrapped half stands in the key store outside this database, its name
-- here. Always in this order: the name is retired, what stood under it moves or goes, the wrapped half
-- is erased in the store, and only then is that noted: a process killed between two steps leaves
-- something to do again, never a fact under an erased key.
set local role xyd_gate;

-- What concerns no enterprise stands in the platform's own chain.
create or replace function gate.platform_chain() returns uuid
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return '00000000-0000-0000-0000-000000000000'::uuid;

create or replace function vault.key_is_empty(p_key uuid) returns boolean
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select not exists (select from vault.facts where key_id = p_key) and not exists (select from vault.report_bodies where key_id = p_key)
    and not exists (select from vault.match_inputs where key_id = p_key)
$$;

-- Whoever is just storing under one of these keys is waited for, and seen by what follows.
create or replace function vault.lock_keys(p_enterprise uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform from vault.data_keys where enterprise_id = p_enterprise and erased_at is null order by id for update;
end $$;

-- The caller has locked the keys. A key with nothing under it seals no more.
create or replace function vault.retire_empty_keys(p_enterprise uuid) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := clock_timestamp();
  retired integer;
begin
  update vault.data_keys set retired_at = coalesce(retired_at, at), emptied_at = at
  where enterprise_id = p_enterprise and erased_at is null and emptied_at is null and vault.key_is_empty(id);
  get diagnostics retired = row_count;
  return retired;
end $$;

-- Keys to be erased in the store: nothing stands under them, and who took a ciphertext while it was
-- being moved to another key has had a minute to open it.
create or replace function vault.keys_to_erase(p_limit integer) returns table (key_id uuid)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select id from vault.data_keys
  where erased_at is null and emptied_at is not null
    and (emptied_at = retired_at or emptied_at < clock_timestamp() - interval '1 minute')
  order by enterprise_id, id limit p_limit
$$;

-- After the store has erased it. False: it was another's doing.
create or replace function vault.key_erased(p_key uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  owner uuid;
begin
  update vault.data_keys set erased_at = clock_timestamp(), wrapped = null
  where id = p_key and emptied_at is not null and erased_at is null returning enterprise_id into owner;
  if not found then
    return false;
  end if;
  perform gate.ledger_append(owner, 'key.erase', 'ERASED', null, null, null);
  return true;
end $$;

-- An installation from before the key store: the wrapped halves that still stand here.
create or replace function vault.keys_from_before(p_after uuid, p_limit integer) returns table (key_id uuid, wrapped bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select id, data_keys.wrapped from vault.data_keys where data_keys.wrapped is not null and id > p_after order by id limit p_limit
$$;

create or replace function vault.key_moved(p_key uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update vault.data_keys set wrapped = null where id = p_key
$$;

-- The rotation under way: the keys made up to then are to be replaced. Null where none is.
create or replace function vault.rotation_since() returns timestamptz
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select case when latest.code = 'STARTED' then latest.at end from (
    select code, at from ledger.entries where chain = gate.platform_chain() and action = 'keys.rotate' order by seq desc limit 1
  ) as latest
$$;

-- Begins one, or goes on with the one that was begun.
create or replace function vault.rotation_begin() returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(gate.chain_lock(gate.platform_chain()));
  if vault.rotation_since() is null then
    perform gate.ledger_append(gate.platform_chain(), 'keys.rotate', 'STARTED', null, null, null);
  end if;
  return vault.rotation_since();
end $$;

-- From here on they seal no more. An empty one has nothing to move.
create or replace function vault.retire_keys(p_since timestamptz, p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  retired integer;
begin
  update vault.data_keys set retired_at = clock_timestamp() where id in (
    select id from vault.data_keys where retired_at is null and erased_at is null and created_at <= p_since
    order by id limit p_limit for update skip locked
  );
  get diagnostics retired = row_count;
  return retired;
end $$;

-- Ciphertexts under retired keys, in order, for the worker to seal anew; it can select no others.
create or replace function vault.facts_to_move(p_enterprise uuid, p_scope text, p_period text, p_limit integer)
returns table (enterprise_id uuid, granularity text, scope text, period text, key_id uuid, suite smallint, body bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  (
    select facts.enterprise_id, data_keys.granularity, facts.scope, to_char(facts.period, 'YYYY-MM-DD'), facts.key_id, facts.suite, facts.body
    from vault.facts join vault.data_keys on data_keys.id = facts.key_id
    where data_keys.retired_at is not null
      and (facts.enterprise_id, facts.scope, facts.period) > (p_enterprise, p_scope, coalesce(nullif(p_period, '')::date, '-infinity'))
    order by facts.enterprise_id, facts.scope, facts.period limit p_limit
  )
$$;

create or replace function vault.reports_to_move(p_after uuid, p_limit integer)
returns table (report_id uuid, enterprise_id uuid, scope text, period text, granularity text, key_id uuid, suite smallint, body bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select bodies.report_id, bodies.enterprise_id, 'report:' || reports.number, to_char(reports.data_to, 'YYYY-MM-DD'), data_keys.granularity, bodies.key_id, bodies.suite, bodies.body
  from vault.report_bodies as bodies join vault.data_keys on data_keys.id = bodies.key_id join app.reports on reports.id = bodies.report_id
  where data_keys.retired_at is not null and bodies.report_id > p_after
  order by bodies.report_id limit p_limit
$$;

-- One statement a row, key and ciphertext together, and only in place of what was sealed anew: a
-- reader has the old pair or the new one. p_rows: [{enterprise, scope, period, from, key, suite, body}].
create or replace function vault.facts_move(p_rows jsonb) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  moved integer;
begin
  if exists (
    select from (
      select distinct enterprise, key, split_part(scope, ':', 2) as granularity
      from jsonb_to_recordset(p_rows) as row (enterprise uuid, scope text, key uuid)
      -- as vault.lock_keys does, firm by firm
      order by enterprise, key
    ) as used
    where vault.key_seals(used.key, used.enterprise, used.granularity) is not true
  ) then
    return 0;
  end if;
  -- What somebody is just replacing or forgetting is left for the next look: whoever has many rows in hand
  -- and waits for one more is waited for in turn.
  with held as (
    select facts.enterprise_id, facts.scope, facts.period, row.key, row.suite, row.body
    from jsonb_to_recordset(p_rows) as row (enterprise uuid, scope text, period date, "from" uuid, key uuid, suite smallint, body text)
      join vault.facts
        on facts.enterprise_id = row.enterprise and facts.scope = row.scope and facts.period = row.period and facts.key_id = row."from"
    for update of facts skip locked
  )
  update vault.facts set key_id = held.key, suite = held.suite, body = decode(held.body, 'base64')
  from held where facts.enterprise_id = held.enterprise_id and facts.scope = held.scope and facts.period = held.period;
  get diagnostics moved = row_count;
  return moved;
end $$;

create or replace function vault.report_move(p_report uuid, p_from uuid, p_key uuid, p_suite smallint, p_body bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  made_for uuid;
  sealed_for text;
begin
  select data_keys.enterprise_id, data_keys.granularity into made_for, sealed_for from vault.data_keys where id = p_from;
  if not vault.key_seals(p_key, made_for, sealed_for) then
    return false;
  end if;
  update vault.report_bodies set key_id = p_key, suite = p_suite, body = p_body
  where report_id = p_report and enterprise_id = made_for and key_id = p_from;
  return found;
end $$;

-- Retired keys with nothing left under them, from now on waiting to be erased.
create or replace function vault.note_emptied(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  emptied integer;
begin
  update vault.data_keys set emptied_at = clock_timestamp() where id in (
    select id from vault.data_keys where retired_at is not null and emptied_at is null and erased_at is null and vault.key_is_empty(id)
    order by id limit p_limit for update skip locked
  );
  get diagnostics emptied = row_count;
  return emptied;
end $$;

create or replace function vault.rotation_end() returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(gate.chain_lock(gate.platform_chain()));
  if vault.rotation_since() is null or exists (
    select from vault.data_keys where retired_at is null and erased_at is null and created_at <= vault.rotation_since()
  ) then
    return false;
  end if;
  perform gate.ledger_append(gate.platform_chain(), 'keys.rotate', 'DONE', null, null, null);
  return true;
end $$;

create or replace function vault.note_rewrapped() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.ledger_append(gate.platform_chain(), 'keys.rewrap', 'DONE', null, null, null);
end $$;

-- For whoever compares this database with the key store: every name that must have its other half.
create or replace function vault.keys_in_use(p_after uuid, p_limit integer) returns table (key_id uuid)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select id from vault.data_keys where erased_at is null and id > p_after and not vault.key_is_empty(id) order by id limit p_limit
$$;

create or replace function vault.key_counts()
returns table (live bigint, retired bigint, erased bigint, from_before bigint, facts_by_suite jsonb, rotation_since timestamptz)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) filter (where retired_at is null and erased_at is null), count(*) filter (where retired_at is not null and erased_at is null),
    count(*) filter (where erased_at is not null), count(*) filter (where wrapped is not null),
    (select coalesce(jsonb_object_agg(suite, number), '{}') from (select suite, count(*) as number from vault.facts group by suite) as sealed),
    vault.rotation_since()
  from vault.data_keys
$$;

-- The authenticators' secrets are sealed by the key-encryption key itself.
create or replace function auth.totp_sealed(p_after uuid, p_limit integer) returns table (person_id uuid, sealed bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select id, totp_secret from auth.people where totp_secret is not null and id > p_after order by id limit p_limit
$$;

create or replace function auth.totp_reseal(p_person uuid, p_from bytea, p_to bytea) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update auth.people set totp_secret = p_to where id = p_person and totp_secret = p_from
$$;

grant execute on function vault.keys_to_erase(integer), vault.key_erased(uuid),
  vault.keys_from_before(uuid, integer), vault.key_moved(uuid), vault.rotation_since(), vault.rotation_begin(),
  vault.retire_keys(timestamptz, integer), vault.facts_to_move(uuid, text, text, integer), vault.reports_to_move(uuid, integer),
  vault.facts_move(jsonb), vault.report_move(uuid, uuid, uuid, smallint, bytea), vault.note_emptied(integer), vault.rotation_end(),
  vault.note_rewrapped(), vault.keys_in_use(uuid, integer), vault.key_counts(), auth.totp_sealed(uuid, integer),
  auth.totp_reseal(uuid, bytea, bytea) to xyd_worker;
