-- What a bank read, it must delete when the consent is over: the duty begins here, with its day.
set local role xyd_gate;

-- Called by everything that ends a consent which a bank held. Once per consent. Where deletion was
-- demanded, what we hold ourselves and no other consent covers goes at once.
create or replace function gate.erasure_start(p_consent app.consents, p_reason text, p_at timestamptz) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if p_reason = 'demanded' then
    perform vault.forget_uncovered(p_consent);
  end if;
  -- Who only told the platform something has read nothing.
  if p_consent.recipient_id is null or p_consent.purpose = 'outcome_backflow' then
    return;
  end if;
  with started as (
    insert into app.erasures (consent_id, enterprise_id, bank_id, reason, started_at, due_at)
    values (p_consent.id, p_consent.enterprise_id, p_consent.recipient_id, p_reason, p_at,
      p_at + make_interval(days => case p_reason when 'demanded' then 7 else greatest(p_consent.data_life_days, 1) end))
    on conflict (consent_id) do nothing
    returning consent_id
  )
  insert into app.events (name, subject_id, enterprise_id, bank_id, at)
  select 'erasure.started', started.consent_id, p_consent.enterprise_id, p_consent.recipient_id, p_at from started;
end $$;

-- After the end as well: what was left to its day is then due within the week, never later than it was.
create or replace function gate.erasure_demand(p_token text, p_consent uuid)
returns table (refusal text, due_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
  duty app.erasures;
  demanded_at timestamptz;
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
    select * into duty from app.erasures where consent_id = p_consent for update;
    demanded_at := clock_timestamp();
    status := gate.consent_effective_status(consent, demanded_at);
    if duty.reason = 'demanded' then
      due_at := duty.due_at;
      return next;
      return;
    elsif status not in ('revoked', 'relinquished', 'terminated', 'consumed', 'expired') then
      refusal := 'CONSENT_NOT_OVER';
    elsif consent.recipient_id is null or consent.purpose = 'outcome_backflow' then
      refusal := 'NOTHING_TO_ERASE';
    elsif duty.attested_at is not null then
      refusal := 'ALREADY_ATTESTED';
    else
      perform gate.erasure_start(consent, 'demanded', demanded_at);
      if duty.id is not null then
        update app.erasures set reason = 'demanded', due_at = least(duty.due_at, demanded_at + interval '7 days') where id = duty.id;
        insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
        values ('erasure.started', p_consent, consent.enterprise_id, consent.recipient_id, who.person_id, demanded_at);
      end if;
      select erasures.due_at into due_at from app.erasures where erasures.consent_id = p_consent;
    end if;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(who.enterprise_id, 'erasure.demand', coalesce(refusal, 'DEMANDED'), who, consent.recipient_id, p_consent) as appended;
  return next;
end $$;

-- A bank that owes a deletion asks for nothing new.
create or replace function gate.bank_is_overdue(p_bank uuid) returns boolean
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.erasures where bank_id = p_bank and attested_at is null and due_at <= clock_timestamp())
$$;

-- The bank's word, signed over by the platform. Given once; late is better than never.
create or replace function gate.erasure_attest(p_token text, p_erasure uuid, p_attestation text)
returns table (refusal text, attested_at timestamptz, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  duty app.erasures;
begin
  if who.bank_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into duty from app.erasures where id = p_erasure and bank_id = who.bank_id for update;
  if not found then
    refusal := 'NO_SUCH_ERASURE';
  elsif duty.attested_at is not null then
    refusal := 'ALREADY_ATTESTED';
  else
    attested_at := clock_timestamp();
    update app.erasures set attested_at = erasure_attest.attested_at, attested_by = who.person_id, attestation = p_attestation
    where id = p_erasure;
    insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
    values ('erasure.attested', duty.consent_id, duty.enterprise_id, duty.bank_id, who.person_id, attested_at);
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(coalesce(duty.enterprise_id, who.bank_id), 'erasure.attest', coalesce(refusal, 'ATTESTED'), who, who.bank_id, duty.consent_id) as appended;
  return next;
end $$;

-- Said once, by the clock; what follows from being overdue needs no announcement.
create or replace function gate.announce_overdue(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  duty app.erasures;
  announced integer := 0;
begin
  for duty in
    select * from app.erasures where attested_at is null and overdue_at is null and due_at <= clock_timestamp()
    order by enterprise_id, id limit p_limit for update skip locked
  loop
    update app.erasures set overdue_at = clock_timestamp() where id = duty.id;
    insert into app.events (name, subject_id, enterprise_id, bank_id, at)
    values ('erasure.overdue', duty.consent_id, duty.enterprise_id, duty.bank_id, clock_timestamp());
    perform gate.ledger_append(duty.enterprise_id, 'erasure.overdue', 'OVERDUE', null, duty.bank_id, duty.consent_id);
    announced := announced + 1;
  end loop;
  return announced;
end $$;

grant execute on function gate.erasure_attest(text, uuid, text) to xyd_bank;
grant execute on function gate.erasure_demand(text, uuid) to xyd_sme;
grant execute on function gate.announce_overdue(integer) to xyd_worker;
