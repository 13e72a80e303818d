set local role xyd_gate;

do $$
begin
  if to_regtype('gate.caller') is null then
    create type gate.caller as (persona text, person_id uuid, role text, enterprise_id uuid, bank_id uuid);
  end if;
end $$;

-- The token proves who calls, and only on the login made for that persona; a setting alone proves
-- nothing. Whoever is disabled or signed out is out at the next statement.
create or replace function gate.caller_of(p_token text) returns gate.caller
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  -- Hashed once, and not for every session that a plan happens to look at.
  hashed bytea := sha256(convert_to(p_token, 'UTF8'));
  who gate.caller;
begin
  select case people.party when 'credit_office' then 'office' else people.party end,
    people.id, people.role, people.enterprise_id, people.bank_id into who
  from auth.sessions join auth.people on people.id = sessions.person_id
  where sessions.token_hash = hashed
    and sessions.ended_at is null and clock_timestamp() < sessions.expires_at
    and people.disabled_at is null;
  if session_user = 'xyd_' || who.persona then
    return who;
  end if;
  return null;
end $$;

create or replace function gate.current_enterprise() returns uuid
language sql stable set search_path = pg_catalog, pg_temp
return (gate.caller_of(current_setting('xyd.token', true))).enterprise_id;

create or replace function gate.current_bank() returns uuid
language sql stable set search_path = pg_catalog, pg_temp
return (gate.caller_of(current_setting('xyd.token', true))).bank_id;

create or replace function gate.current_persona() returns text
language sql stable set search_path = pg_catalog, pg_temp
return (gate.caller_of(current_setting('xyd.token', true))).persona;

-- A pinned snapshot would answer from before a revocation, and a lazy commit would not be a record.
create or replace function gate.enter(p_token text) returns gate.caller
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the gate needs read committed' using errcode = '25001';
  end if;
  perform set_config('synchronous_commit', 'on', true);
  who := gate.caller_of(p_token);
  if who.persona is null then
    insert into auth.security_log (at, code, detail)
    values (clock_timestamp(), 'NO_SESSION', session_user);
  end if;
  return who;
end $$;

grant execute on function gate.caller_of(text), gate.current_enterprise(), gate.current_bank(),
  gate.current_persona() to xyd_owner, xyd_sme, xyd_bank, xyd_office, xyd_worker;
