-- Keys that people sign with. Each function answers about the person of the session alone.
set local role xyd_gate;

create or replace function gate.base64url_bytes(p_text text) returns bytea
language sql immutable set search_path = pg_catalog, pg_temp
return decode(rpad(translate(p_text, '-_', '+/'), (4 * ceil(length(p_text) / 4.0))::integer, '='), 'base64');

-- Whether a passkey of this person speaks about exactly these bytes. The signature itself is checked
-- by the server, and by whoever checks it again: this catches evidence of something else.
create or replace function gate.evidence_fits(p_person uuid, p_hash bytea, p_method text, p_evidence jsonb) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb;
begin
  if p_method = 'totp' then
    return p_evidence is null;
  end if;
  said := convert_from(gate.base64url_bytes(p_evidence->>'clientDataJSON'), 'UTF8')::jsonb;
  return (
    p_method = 'passkey'
    and said->>'type' = 'webauthn.get'
    and gate.base64url_bytes(said->>'challenge') = p_hash
    and octet_length(gate.base64url_bytes(p_evidence->>'authenticatorData')) >= 37
    and octet_length(gate.base64url_bytes(p_evidence->>'signature')) > 0
    and exists (
      select from auth.passkeys
      where credential_id = p_evidence->>'credentialId' and person_id = p_person and removed_at is null
        and public_key = gate.base64url_bytes(p_evidence->>'publicKey')
    )
  ) is true;
exception when data_exception then
  return false;
end $$;

-- Where a challenge is no artefact: random, ten minutes long, a few at a time.
create or replace function auth.challenge_begin(p_token text, p_challenge bytea, p_expires timestamptz)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  begun_at timestamptz := clock_timestamp();
begin
  if who.person_id is null then
    refusal := 'NO_SESSION';
  elsif (octet_length(p_challenge) >= 16 and p_expires > begun_at and p_expires <= begun_at + interval '11 minutes') is not true then
    refusal := 'CHALLENGE_MALFORMED';
  elsif (select count(*) from auth.challenges where person_id = who.person_id and used_at is null and expires_at > begun_at) >= 20 then
    refusal := 'TOO_MANY_CHALLENGES';
  else
    insert into auth.challenges (id, person_id, challenge, expires_at) values (uuidv7(), who.person_id, p_challenge, p_expires);
  end if;
  return next;
end $$;

-- True for the person it was made for, once, in time.
create or replace function auth.challenge_use(p_token text, p_challenge bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  update auth.challenges set used_at = clock_timestamp()
  where challenge = p_challenge and person_id = who.person_id and used_at is null and expires_at > clock_timestamp();
  return found;
end $$;

create or replace function auth.passkey_add(
  p_token text, p_credential text, p_public_key bytea, p_counter bigint, p_transports text[], p_name text, p_is_backed_up boolean
) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.person_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(who.person_id::text, 5));
  if (select count(*) from auth.passkeys where person_id = who.person_id and removed_at is null) >= 10 then
    refusal := 'TOO_MANY_PASSKEYS';
  else
    insert into auth.passkeys (credential_id, person_id, public_key, counter, transports, name, is_backed_up, created_at)
    values (p_credential, who.person_id, p_public_key, p_counter, p_transports, left(p_name, 60), p_is_backed_up, clock_timestamp())
    on conflict (credential_id) do nothing;
    if found then
      insert into auth.security_log (at, code, person_id, detail)
      values (clock_timestamp(), 'PASSKEY_ADDED', who.person_id, left(p_credential, 300));
    else
      refusal := 'PASSKEY_EXISTS';
    end if;
  end if;
  return next;
end $$;

create or replace function auth.passkeys_own(p_token text)
returns table (credential_id text, public_key bytea, counter bigint, transports text[], name text, is_backed_up boolean,
  created_at timestamptz, last_used_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select passkeys.credential_id, public_key, counter, transports, passkeys.name, is_backed_up, created_at, last_used_at
  from auth.passkeys join auth.session_actor(p_token) as actor on actor.user_id = passkeys.person_id
  where removed_at is null order by created_at, passkeys.credential_id
$$;

-- A counter only goes up. The same again is the same answer sent twice; one that goes back means two
-- copies of a key: it is nobody's from then on.
create or replace function auth.passkey_touch(p_token text, p_credential text, p_counter bigint)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  key auth.passkeys;
begin
  select * into key from auth.passkeys
  where credential_id = p_credential and person_id = who.person_id and removed_at is null for update;
  if not found then
    refusal := 'NO_SUCH_PASSKEY';
  elsif p_counter > 0 and p_counter = key.counter then
    refusal := 'PASSKEY_REPLAYED';
  elsif p_counter < key.counter then
    refusal := 'PASSKEY_CLONED';
    update auth.passkeys set removed_at = clock_timestamp() where credential_id = p_credential;
    insert into auth.security_log (at, code, person_id, detail)
    values (clock_timestamp(), 'PASSKEY_CLONED', who.person_id, left(p_credential, 300));
  else
    update auth.passkeys set counter = p_counter, last_used_at = clock_timestamp() where credential_id = p_credential;
  end if;
  return next;
end $$;

create or replace function auth.passkey_rename(p_token text, p_credential text, p_name text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  update auth.passkeys set name = left(p_name, 60)
  where credential_id = p_credential and person_id = who.person_id and removed_at is null;
  if not found then
    refusal := 'NO_SUCH_PASSKEY';
  end if;
  return next;
end $$;

-- What it signed stays signed and can still be checked: the evidence holds its public half.
create or replace function auth.passkey_remove(p_token text, p_credential text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  update auth.passkeys set removed_at = clock_timestamp()
  where credential_id = p_credential and person_id = who.person_id and removed_at is null;
  if found then
    insert into auth.security_log (at, code, person_id, detail)
    values (clock_timestamp(), 'PASSKEY_REMOVED', who.person_id, left(p_credential, 300));
  else
    refusal := 'NO_SUCH_PASSKEY';
  end if;
  return next;
end $$;

grant execute on function auth.challenge_begin(text, bytea, timestamptz), auth.challenge_use(text, bytea),
  auth.passkey_add(text, text, bytea, bigint, text[], text, boolean), auth.passkeys_own(text),
  auth.passkey_touch(text, text, bigint), auth.passkey_rename(text, text, text), auth.passkey_remove(text, text)
  to xyd_sme, xyd_bank, xyd_office;
