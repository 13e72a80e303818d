-- Who may sign for a firm beside its legal representative, and from which amount on it takes two.
set local role xyd_gate;

-- The signed text must say what will be enforced.
create or replace function gate.authority_says(p_authority app.signing_authorities) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb;
begin
  said := gate.artefact_json(p_authority.artefact);
  return (
    said->>'kind' = 'signing_authority'
    and said->>'id' = p_authority.id::text
    and said->>'enterprise' = (select uscc from app.enterprises where id = p_authority.enterprise_id)
    and said->'person'->>'id' = p_authority.person_id::text
    and said->>'role' = p_authority.role
    and said->'purposes' = to_jsonb(p_authority.purposes)
    and (said->>'maxAmountFen')::bigint is not distinct from p_authority.max_amount
    and (said->>'validFrom')::timestamptz = p_authority.valid_from
    and (said->>'validTo')::timestamptz = p_authority.valid_to
    and said->'grantedBy'->>'id' = p_authority.granted_by::text
  ) is true;
exception when data_exception then
  return false;
end $$;

create or replace function gate.authority_refusal(p_authority app.signing_authorities, p_who gate.caller) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if p_who.role <> 'owner' then
    return 'SIGNER_FORBIDDEN';
  end if;
  if p_authority.person_id = p_who.person_id or not exists (
    select from auth.people where id = p_authority.person_id and enterprise_id = p_who.enterprise_id and disabled_at is null
  ) then
    return 'NO_SUCH_PERSON';
  end if;
  if (p_authority.role in ('authorised_clerk', 'second_signer') and cardinality(p_authority.purposes) > 0
    and p_authority.purposes <@ (select array_agg(code) from app.purpose_templates)) is not true then
    return 'AUTHORITY_MALFORMED';
  end if;
  if p_authority.max_amount <= 0 then
    return 'AUTHORITY_MALFORMED';
  end if;
  if (isfinite(p_authority.valid_from) and isfinite(p_authority.valid_to)
    and p_authority.valid_from < p_authority.valid_to and p_authority.valid_to > clock_timestamp()) is not true then
    return 'VALIDITY_MALFORMED';
  end if;
  if p_authority.valid_to > p_authority.valid_from + interval '366 days'
    or p_authority.valid_to > clock_timestamp() + interval '366 days' then
    return 'VALIDITY_ABOVE_CEILING';
  end if;
  if not gate.authority_says(p_authority) then
    return 'ARTEFACT_MISMATCH';
  end if;
  if not gate.evidence_fits(p_who.person_id, p_authority.artefact_hash, p_authority.method, p_authority.evidence) then
    return 'EVIDENCE_MISMATCH';
  end if;
  return null;
end $$;

-- The legal representative lets somebody sign: a text of its own, signed like a consent.
create or replace function gate.authority_grant(
  p_token text, p_id uuid, p_person uuid, p_role text, p_purposes text[], p_max_amount bigint,
  p_valid_from timestamptz, p_valid_to timestamptz, p_artefact bytea, p_method text, p_attestation text,
  p_evidence jsonb default null
) returns table (refusal text, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  authority app.signing_authorities;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  authority.id := p_id;
  authority.enterprise_id := who.enterprise_id;
  authority.person_id := p_person;
  authority.role := p_role;
  authority.purposes := p_purposes;
  authority.max_amount := p_max_amount;
  authority.valid_from := p_valid_from;
  authority.valid_to := p_valid_to;
  authority.artefact := p_artefact;
  authority.artefact_hash := sha256(p_artefact);
  authority.method := p_method;
  authority.attestation := p_attestation;
  authority.evidence := p_evidence;
  authority.granted_by := who.person_id;
  authority.granted_at := clock_timestamp();

  perform pg_advisory_xact_lock(hashtextextended(p_id::text, 6));
  if exists (select from app.signing_authorities where id = p_id) then
    -- The same text again is the same grant; another one under its id is nobody's.
    if not exists (select from app.signing_authorities where id = p_id and enterprise_id = who.enterprise_id and artefact = p_artefact) then
      refusal := 'AUTHORITY_EXISTS';
    end if;
    return next;
    return;
  end if;
  -- Whoever dismisses them waits, and ends this one too; or they are gone already.
  perform from auth.people where id = p_person and enterprise_id = who.enterprise_id for share;
  refusal := gate.authority_refusal(authority, who);
  if refusal is null then
    insert into app.signing_authorities select authority.*;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(who.enterprise_id, 'authority.grant', coalesce(refusal, 'GRANTED'), who, null, null,
    p_artefact_hash => authority.artefact_hash) as appended;
  return next;
end $$;

-- From the commit on it signs nothing. What it signed stays.
create or replace function gate.authority_end(p_token text, p_authority uuid)
returns table (refusal text, ended_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  authority app.signing_authorities;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into authority from app.signing_authorities
  where id = p_authority and enterprise_id = who.enterprise_id for update;
  if not found then
    refusal := 'NO_SUCH_AUTHORITY';
  elsif who.role <> 'owner' then
    refusal := 'SIGNER_FORBIDDEN';
  elsif authority.ended_at is not null then
    ended_at := authority.ended_at;
    return next;
    return;
  else
    ended_at := clock_timestamp();
    update app.signing_authorities set ended_at = authority_end.ended_at, ended_by = who.person_id where id = p_authority;
  end if;
  perform gate.ledger_append(who.enterprise_id, 'authority.end', coalesce(refusal, 'ENDED'), who, null, null,
    p_artefact_hash => authority.artefact_hash);
  return next;
end $$;

-- The firm's own rule can only ask for more than the purpose does: the lower of the two counts.
create or replace function gate.rule_set(p_token text, p_second_signer_above bigint)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  if who.role <> 'owner' then
    refusal := 'SIGNER_FORBIDDEN';
  elsif p_second_signer_above <= 0 then
    refusal := 'RULE_MALFORMED';
  else
    insert into app.signing_rules (enterprise_id, second_signer_above, set_by, set_at)
    values (who.enterprise_id, p_second_signer_above, who.person_id, clock_timestamp())
    on conflict (enterprise_id) do update
    set second_signer_above = excluded.second_signer_above, set_by = excluded.set_by, set_at = excluded.set_at;
  end if;
  perform gate.ledger_append(who.enterprise_id, 'signing.rule', coalesce(refusal, 'SET'), who, null, null);
  return next;
end $$;

-- A colleague who prepares, and who signs what an authority lets them sign. The owner gives the first
-- password; the second factor is set up at the first sign-in, by the person it belongs to.
create or replace function auth.add_clerk(p_token text, p_person uuid, p_username text, p_name text, p_password_hash text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(who.enterprise_id::text, 7));
  if who.role <> 'owner' then
    refusal := 'SIGNER_FORBIDDEN';
  elsif exists (select from auth.people where id = p_person) then
    if not exists (select from auth.people where id = p_person and enterprise_id = who.enterprise_id and username = p_username) then
      refusal := 'USERNAME_TAKEN';
    end if;
  elsif (select count(*) from auth.people where enterprise_id = who.enterprise_id and disabled_at is null) >= 20 then
    refusal := 'TOO_MANY_PEOPLE';
  else
    insert into auth.people (id, username, name, party, role, enterprise_id, password_hash, created_at)
    values (p_person, p_username, p_name, 'sme', 'clerk', who.enterprise_id, p_password_hash, clock_timestamp())
    on conflict (username) do nothing;
    if found then
      insert into auth.security_log (at, code, person_id, detail) values (clock_timestamp(), 'PERSON_ADDED', who.person_id, p_person::text);
    else
      refusal := 'USERNAME_TAKEN';
    end if;
  end if;
  return next;
end $$;

-- Out at the next statement, and every authority with the person.
create or replace function auth.dismiss_clerk(p_token text, p_person uuid)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  authority uuid;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
  elsif not exists (select from auth.people where id = p_person and enterprise_id = who.enterprise_id) then
    refusal := 'NO_SUCH_PERSON';
  elsif who.role <> 'owner' or p_person = who.person_id then
    refusal := 'SIGNER_FORBIDDEN';
  else
    update auth.people set disabled_at = clock_timestamp() where id = p_person and disabled_at is null;
    if found then
      insert into auth.security_log (at, code, person_id, detail) values (clock_timestamp(), 'PERSON_DISMISSED', who.person_id, p_person::text);
    end if;
    -- All of them before the chain, which a signature under one of them may be waiting for.
    perform from app.signing_authorities where person_id = p_person and ended_at is null order by id for update;
    for authority in
      select id from app.signing_authorities where person_id = p_person and ended_at is null order by id
    loop
      perform gate.authority_end(p_token, authority);
    end loop;
  end if;
  return next;
end $$;

create or replace function auth.people_of_firm(p_token text)
returns table (person_id uuid, username text, name text, role text, has_authenticator boolean, is_dismissed boolean, created_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select people.id, people.username, people.name, people.role, people.totp_secret is not null or people.is_demo,
    people.disabled_at is not null, people.created_at
  from auth.people join auth.session_actor(p_token) as actor on actor.party = 'sme' and actor.organization_id = people.enterprise_id
  order by people.role desc, people.created_at, people.id
$$;

grant execute on function gate.authority_grant(text, uuid, uuid, text, text[], bigint, timestamptz, timestamptz, bytea, text, text, jsonb),
  gate.authority_end(text, uuid), gate.rule_set(text, bigint), auth.add_clerk(text, uuid, text, text, text),
  auth.dismiss_clerk(text, uuid), auth.people_of_firm(text) to xyd_sme;
