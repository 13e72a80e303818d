-- Signing in, for the login that has no session yet.
set local role xyd_gate;

create or replace function auth.sign_in_material(p_username text)
returns table (person_id uuid, password_hash text, totp_secret bytea, totp_step integer, party text, role text,
  name text, enterprise_id uuid, bank_id uuid, is_demo boolean, disabled_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id, password_hash, totp_secret, totp_step, party, role, name, enterprise_id, bank_id, is_demo, disabled_at
  from auth.people where username = p_username
$$;

-- One attempt, counted before it is judged: parallel guesses count as well. From the fifth on each
-- failure doubles the wait, up to fifteen minutes; an hour of peace forgives.
create or replace function auth.throttle_hit(p_key text)
returns table (allowed boolean, failures integer, blocked_until timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tried_at timestamptz;
begin
  -- Found or made, the row is held from here on; one that a success clears meanwhile is made anew.
  insert into auth.throttles as counted (key, failures, updated_at)
  values (left(p_key, 200), 0, clock_timestamp())
  on conflict (key) do update set failures = counted.failures;
  tried_at := clock_timestamp();
  select throttles.blocked_until is null or throttles.blocked_until <= tried_at into allowed
  from auth.throttles where key = left(p_key, 200);
  update auth.throttles set
    failures = case when not allowed then throttles.failures
      when updated_at < tried_at - interval '1 hour' then 1 else throttles.failures + 1 end,
    updated_at = case when allowed then tried_at else updated_at end
  where key = left(p_key, 200) returning throttles.failures into failures;
  if allowed and failures >= 5 then
    update auth.throttles set blocked_until = tried_at + least(interval '1 second' * 2 ^ least(throttles.failures - 4, 12), interval '15 minutes')
    where key = left(p_key, 200);
  end if;
  select throttles.blocked_until into blocked_until from auth.throttles where key = left(p_key, 200);
  return next;
end $$;

create or replace function auth.throttle_clear(p_key text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.throttles where key = left(p_key, 200)
$$;

create or replace function auth.session_open(p_person uuid, p_token_hash bytea, p_expires timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_expires > clock_timestamp() + interval '31 days' or p_expires <= clock_timestamp()
    or not exists (select from auth.people where id = p_person and disabled_at is null) then
    return false;
  end if;
  insert into auth.sessions (token_hash, person_id, started_at, expires_at)
  values (p_token_hash, p_person, clock_timestamp(), p_expires);
  return true;
end $$;

create or replace function auth.session_actor(p_token text)
returns table (user_id uuid, organization_id uuid, party text, role text, name text, is_demo boolean,
  organization_name text, organization_name_en text, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select people.id, coalesce(people.enterprise_id, people.bank_id, '00000000-0000-0000-0000-000000000000'),
    people.party, people.role, people.name, people.is_demo,
    coalesce(enterprises.name, banks.name), coalesce(enterprises.name, banks.name_en), sessions.expires_at
  from auth.sessions join auth.people on people.id = sessions.person_id
    left join app.enterprises on enterprises.id = people.enterprise_id
    left join app.banks on banks.id = people.bank_id
  where sessions.token_hash = sha256(convert_to(p_token, 'UTF8')) and sessions.ended_at is null
    and clock_timestamp() < sessions.expires_at and people.disabled_at is null
$$;

create or replace function auth.session_end(p_token text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update auth.sessions set ended_at = clock_timestamp()
  where token_hash = sha256(convert_to(p_token, 'UTF8')) and ended_at is null
$$;

-- A code works once: true for each step at most once, and never for an older one. A step far ahead
-- would lock its person out until then.
create or replace function auth.totp_use(p_person uuid, p_step integer) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.people set totp_step = p_step where id = p_person and totp_step < p_step
    and p_step <= extract(epoch from clock_timestamp()) / 30 + 2880;
  return found;
end $$;

-- The second factor is set up once, by the person it belongs to.
create or replace function auth.totp_enrol(p_token text, p_secret bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.people set totp_secret = p_secret
  where id = (select user_id from auth.session_actor(p_token)) and totp_secret is null;
  return found;
end $$;

-- What checking a signing code needs of the person who is signed in.
create or replace function auth.totp_material(p_token text)
returns table (person_id uuid, totp_secret bytea, totp_step integer, is_demo boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select people.id, people.totp_secret, people.totp_step, people.is_demo
  from auth.people join auth.session_actor(p_token) as actor on actor.user_id = people.id
$$;

-- The first person of an enterprise that the registry knows and nobody has claimed.
create or replace function auth.register_enterprise_owner(
  p_person uuid, p_uscc text, p_username text, p_name text, p_password_hash text, p_totp_secret bytea default null
) returns table (refusal text, enterprise_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  enterprise app.enterprises;
begin
  select * into enterprise from app.enterprises where uscc = p_uscc for update;
  if not found then
    refusal := 'ENTERPRISE_UNKNOWN';
  elsif enterprise.registered_at is not null then
    refusal := 'ENTERPRISE_TAKEN';
  elsif exists (select from auth.people where username = p_username) then
    refusal := 'USERNAME_TAKEN';
  else
    begin
      insert into auth.people (id, username, name, party, role, enterprise_id, password_hash, totp_secret)
      values (p_person, p_username, p_name, 'sme', 'owner', enterprise.id, p_password_hash, p_totp_secret);
      update app.enterprises set registered_at = clock_timestamp() where id = enterprise.id;
      insert into app.events (name, subject_id, enterprise_id, actor_id, at)
      values ('enterprise.registered', enterprise.id, enterprise.id, p_person, clock_timestamp());
      enterprise_id := enterprise.id;
    exception when unique_violation then
      refusal := 'USERNAME_TAKEN';
    end;
  end if;
  return next;
end $$;

-- Banks', the office's and the demo's people are added by the installation, not by visitors.
create or replace function auth.add_person(
  p_person uuid, p_username text, p_name text, p_party text, p_role text, p_enterprise uuid, p_bank uuid,
  p_password_hash text, p_totp_secret bytea, p_is_demo boolean
) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.people (id, username, name, party, role, enterprise_id, bank_id, password_hash, totp_secret, is_demo)
  values (p_person, p_username, p_name, p_party, p_role, p_enterprise, p_bank, p_password_hash, p_totp_secret, p_is_demo)
  on conflict do nothing;
  if found and p_enterprise is not null then
    update app.enterprises set registered_at = clock_timestamp() where id = p_enterprise and registered_at is null;
  end if;
  return exists (select from auth.people where id = p_person and username = p_username);
end $$;

-- Colleagues' names, for "drafted by"; nobody else's.
create or replace function auth.colleagues(p_token text) returns table (person_id uuid, name text, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select people.id, people.name, people.role
  from auth.people join auth.session_actor(p_token) as actor
    on actor.party = people.party
    and actor.organization_id = coalesce(people.enterprise_id, people.bank_id, '00000000-0000-0000-0000-000000000000')
$$;

create or replace function auth.security_event(p_code text, p_person uuid, p_request_id text, p_detail text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into auth.security_log (at, code, person_id, request_id, detail)
  values (clock_timestamp(), left(p_code, 80), p_person, left(p_request_id, 80), left(p_detail, 300))
$$;

create or replace function gate.count_visit(p_page text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.visit_counts (day, page, count)
  values ((clock_timestamp() at time zone 'Asia/Shanghai')::date, left(p_page, 80), 1)
  on conflict (day, page) do update set count = visit_counts.count + 1
$$;

grant execute on function auth.sign_in_material(text), auth.throttle_clear(text),
  auth.session_open(uuid, bytea, timestamptz), auth.session_actor(text), auth.session_end(text),
  auth.register_enterprise_owner(uuid, text, text, text, text, bytea) to xyd_public;
grant execute on function auth.throttle_hit(text), auth.throttle_clear(text) to xyd_public, xyd_sme, xyd_bank, xyd_office;
grant execute on function auth.totp_use(uuid, integer), auth.totp_enrol(text, bytea), auth.totp_material(text)
  to xyd_public, xyd_sme, xyd_bank, xyd_office;
grant execute on function auth.colleagues(text) to xyd_public, xyd_sme, xyd_bank, xyd_office;
grant execute on function auth.add_person(uuid, text, text, text, text, uuid, uuid, text, bytea, boolean) to xyd_worker;
grant execute on function auth.security_event(text, uuid, text, text), gate.count_visit(text)
  to xyd_public, xyd_sme, xyd_bank, xyd_office, xyd_worker;
