-- The only way a fact leaves, and the record of every time it did. Verdicts are rows: an exception
-- would roll its own ledger line back. `refusal` null means yes.
set local role xyd_gate;

-- One order of questions for both steps. The consent must have been read under its lock.
create or replace function gate.why_not(p_consent app.consents, p_purpose text, p_application uuid, p_scopes text[], p_from date, p_to date) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  status text := gate.consent_effective_status(p_consent, clock_timestamp());
  covered bigint;
  inside bigint;
begin
  if status <> 'active' then
    return 'CONSENT_' || upper(status);
  end if;
  if p_purpose is distinct from p_consent.purpose then
    return 'PURPOSE_MISMATCH';
  end if;
  if p_application is distinct from p_consent.application_id then
    return 'APPLICATION_MISMATCH';
  end if;
  if p_consent.purpose = 'loan_application' and exists (
    select from app.applications where id = p_application and applications.status in
      ('declined', 'timed_out', 'refused', 'offer_expired', 'not_selected', 'withdrawn', 'lapsed', 'closed', 'disbursed')
  ) then
    return 'APPLICATION_CLOSED';
  end if;
  -- An `if` of its own: a subquery in an expression is run up to find that it need not be.
  if p_consent.purpose = 'post_loan_monitoring' then
    if not exists (select from app.loans where application_id = p_application and loans.status <> 'settled') then
      return 'LOAN_CLOSED';
    end if;
  end if;
  select count(*), count(*) filter (where p_from >= data_from and p_to <= data_to) into covered, inside
  from app.consent_items where consent_id = p_consent.id and scope = any (p_scopes) and dropped_at is null;
  -- nothing, nulls, repeats and nested lists all count as not covered
  if array_ndims(p_scopes) is distinct from 1 or covered <> cardinality(p_scopes) then
    return 'ITEM_NOT_COVERED';
  end if;
  if inside < covered or (p_from <= p_to) is not true then
    return 'PERIOD_NOT_COVERED';
  end if;
  if p_consent.purpose = 'report_share' then
    return gate.why_not_report(p_consent, p_scopes, p_from, p_to);
  end if;
  return null;
end $$;

-- Which read of its consent the next one is; null where it has none left. Reads are numbered in the
-- order of their times: where the one so many back is of this day, so are all since. Under the chain's
-- lock no other read of this enterprise can be counted at the same time.
drop function if exists gate.quota_left(app.consents);
create or replace function gate.next_read(p_consent app.consents) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  since timestamptz := date_trunc(p_consent.reads_per_unit, clock_timestamp(), 'Asia/Shanghai');
  made integer := coalesce((select max(nth) from auth.tickets where consent_id = p_consent.id), 0);
begin
  if made >= p_consent.max_reads then
    return null;
  end if;
  if made >= p_consent.reads_per_count then
    if exists (
      select from auth.tickets where consent_id = p_consent.id and nth = made - p_consent.reads_per_count + 1 and opened_at >= since
    ) then
      return null;
    end if;
  end if;
  return made + 1;
end $$;

-- Step one: decide, and write the decision down. Plans that sessions keep from when a table was small
-- must not scan it when it has grown.
create or replace function gate.gate_open(p_token text, p_consent uuid, p_purpose text, p_application uuid, p_scopes text[], p_from date, p_to date)
returns table (refusal text, ticket uuid, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
  nth integer;
  line record;
begin
  if who.bank_id is null and who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  -- Parties never change, so asking who they are needs no lock, and a stranger gets none to hold.
  -- An enterprise opens only what the platform reads for it, at its own request.
  select * into consent from app.consents where id = p_consent and (
    recipient_id = who.bank_id
    or (enterprise_id = who.enterprise_id and recipient_id is null and purpose = 'platform_matching'));
  if not found then
    refusal := 'NO_SUCH_CONSENT';
  else
    perform pg_advisory_xact_lock_shared(gate.consent_lock(p_consent));
    select * into consent from app.consents where id = p_consent;
    refusal := gate.why_not(consent, p_purpose, p_application, p_scopes, p_from, p_to);
    perform pg_advisory_xact_lock(gate.chain_lock(consent.enterprise_id));
    if refusal is null then
      nth := gate.next_read(consent);
    end if;
    if refusal is null and nth is null then
      refusal := 'QUOTA_EXHAUSTED';
    end if;
  end if;
  if refusal is null then
    ticket := uuidv7();
    insert into auth.tickets (id, consent_id, enterprise_id, bank_id, person_id, purpose, application_id, scopes, data_from, data_to, nth, opened_at)
    values (ticket, p_consent, consent.enterprise_id, who.bank_id, who.person_id, p_purpose, p_application, p_scopes, p_from, p_to, nth, clock_timestamp());
  end if;
  line := gate.ledger_append(coalesce(consent.enterprise_id, who.enterprise_id, who.bank_id), 'gate.open',
    coalesce(refusal, 'PERMITTED'), who, who.bank_id, p_consent, ticket, p_scopes, p_from, p_to);
  seq := line.seq;
  hash := line.hash;
  return next;
end $$;

-- Step two, in a later transaction: what comes back is ciphertext, and nothing the consent does not
-- cover is read. A source that was withheld and one that is empty look the same.
create or replace function gate.gate_take(p_token text, p_ticket uuid)
returns table (refusal text, scope text, period date, suite smallint, key_id uuid, body bytea, as_of timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  who gate.caller := gate.enter(p_token);
  held auth.tickets;
  consent app.consents;
begin
  if who.bank_id is null and who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  -- One's own only: who opened it takes it.
  select * into held from auth.tickets where id = p_ticket and person_id = who.person_id
    and (bank_id = who.bank_id or (bank_id is null and enterprise_id = who.enterprise_id));
  if not found then
    refusal := 'NO_SUCH_TICKET';
  elsif held.opened_in = pg_current_xact_id_if_assigned() then
    refusal := 'OPEN_NOT_COMMITTED';
  else
    perform pg_advisory_xact_lock_shared(gate.consent_lock(held.consent_id));
    select * into consent from app.consents where id = held.consent_id;
    if clock_timestamp() >= held.opened_at + interval '30 seconds' then
      refusal := 'TICKET_EXPIRED';
    else
      refusal := gate.why_not(consent, held.purpose, held.application_id, held.scopes, held.data_from, held.data_to);
    end if;
    -- Last, so that a used ticket always means released facts.
    if refusal is null then
      update auth.tickets set used_at = clock_timestamp() where id = p_ticket and used_at is null;
      if not found then
        refusal := 'TICKET_USED';
      end if;
    end if;
  end if;
  if refusal is null and held.purpose = 'report_share' then
    -- Not the facts of today: what they were when the report was made.
    return query
      select null::text, 'report:' || reports.number, reports.data_to, bodies.suite, bodies.key_id, bodies.body, reports.created_at
      from app.reports join vault.report_bodies as bodies on bodies.report_id = reports.id
      where reports.id = consent.report_id;
    return;
  end if;
  if refusal is null then
    return query
      select null::text, facts.scope, facts.period, facts.suite, facts.key_id, facts.body, facts.as_of
      from vault.facts
      where facts.enterprise_id = held.enterprise_id and facts.scope = any (held.scopes)
        and facts.period between held.data_from and held.data_to
        and (right(facts.scope, 10) <> ':predicate' or not gate.answer_is_withheld(held.consent_id, facts))
      order by facts.scope, facts.period;
    return;
  end if;
  perform gate.ledger_append(coalesce(held.enterprise_id, who.enterprise_id, who.bank_id), 'gate.take', refusal, who, who.bank_id, held.consent_id, p_ticket);
  return next;
end $$;

-- The enterprise's look at itself is in its chain before anything is shown.
create or replace function gate.own_view(p_token text, p_scopes text[], p_from date, p_to date)
returns table (refusal text, seq bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
  else
    select appended.seq into seq
    from gate.ledger_append(who.enterprise_id, 'own.view', 'SHOWN', who, null, null, null, p_scopes, p_from, p_to) as appended;
  end if;
  return next;
end $$;

grant execute on function gate.gate_open(text, uuid, text, uuid, text[], date, date), gate.gate_take(text, uuid) to xyd_bank, xyd_sme;
grant execute on function gate.own_view(text, text[], date, date) to xyd_sme;
