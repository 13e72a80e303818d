-- What a bank wishes to see. An ask permits nothing: the enterprise answers it by signing a consent,
-- or not at all.
set local role xyd_gate;

-- Lapsed is never stored: the clock decides. Equal to `effectiveAskStatus` in domain/asks/lifecycle.ts.
create or replace function gate.ask_effective_status(p_ask app.consent_asks, p_at timestamptz) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case when p_ask.status = 'open' and p_at >= p_ask.answer_by then 'lapsed' else p_ask.status end;

-- For what an application may be asked about, where it stands now; null means it may.
create or replace function gate.ask_untimely(p_application app.applications, p_purpose text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  is_lent boolean := exists (select from app.loans where application_id = p_application.id and status <> 'settled');
begin
  if p_purpose = 'loan_application' then
    return case when p_application.status not in ('accepted', 'under_review', 'information_requested') then 'APPLICATION_CLOSED' end;
  elsif p_purpose = 'post_loan_monitoring' then
    return case when not is_lent then 'NO_LOAN' end;
  elsif p_purpose = 'outcome_backflow' then
    -- Asked at acceptance already, so that nothing of the loan is missing.
    return case when not is_lent and p_application.status not in ('accepted_by_enterprise', 'contracted', 'disbursing', 'disbursement_failed')
      then 'NO_LOAN' end;
  end if;
  return 'PURPOSE_MISMATCH';
end $$;

-- How long a consent for it may last: what remains of the loan, or of the term it was agreed for.
create or replace function gate.ask_longest(p_application app.applications) returns integer
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select greatest(31, coalesce(
    (select max(matures_on) - (clock_timestamp() at time zone 'Asia/Shanghai')::date from app.loans
     where application_id = p_application.id and status <> 'settled'),
    p_application.term_months * 31))
$$;

create or replace function gate.ask_make(
  p_token text, p_id uuid, p_purpose text, p_subject text, p_application uuid, p_information_request uuid,
  p_validity_days integer, p_message text, p_items jsonb
) returns table (refusal text, answer_by timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  made_at timestamptz := clock_timestamp();
  application app.applications;
  template app.purpose_templates;
  -- What answering would give, held against the purpose's ceilings.
  answer app.consents;
begin
  if who.bank_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into application from app.applications
  where id = p_application and bank_id = who.bank_id and submitted_at is not null for update;
  if not found then
    refusal := 'NO_SUCH_APPLICATION';
  elsif exists (select from app.consent_asks where id = p_id) then
    select consent_asks.answer_by into answer_by from app.consent_asks
    where id = p_id and application_id = p_application and purpose = p_purpose;
    refusal := case when not found then 'ASK_EXISTS' end;
    return next;
    return;
  elsif gate.bank_is_overdue(who.bank_id) then
    refusal := 'ERASURE_OVERDUE';
  else
    refusal := gate.ask_untimely(application, p_purpose);
  end if;
  if refusal is null and exists (
    select from app.consent_asks as other
    where other.application_id = p_application and other.purpose = p_purpose and other.subject = p_subject
      and gate.ask_effective_status(other, made_at) = 'open'
  ) then
    refusal := 'ASK_OPEN';
  end if;
  if refusal is null then
    if (p_validity_days > 0) is not true then
      refusal := 'VALIDITY_MALFORMED';
    elsif (jsonb_typeof(p_items) = 'array' and (p_purpose = 'outcome_backflow') = (jsonb_array_length(p_items) = 0)
      and jsonb_array_length(p_items) <= 64) is not true then
      refusal := 'ITEMS_MALFORMED';
    elsif p_purpose <> 'loan_application' and p_validity_days > gate.ask_longest(application) then
      refusal := 'VALIDITY_ABOVE_CEILING';
    end if;
  end if;
  if refusal is null then
    select * into template from app.purpose_templates where code = p_purpose and state = 'active';
    answer.enterprise_id := application.enterprise_id;
    answer.recipient_id := who.bank_id;
    answer.purpose := p_purpose;
    answer.subject := p_subject;
    answer.application_id := p_application;
    answer.template_version := template.version;
    answer.valid := tstzrange(made_at, made_at + make_interval(days => p_validity_days));
    answer.max_reads := template.max_reads;
    answer.reads_per_unit := template.reads_per_unit;
    answer.reads_per_count := template.reads_per_count;
    answer.max_fetches := template.max_fetches;
    answer.data_life_days := template.data_life_days;
    refusal := gate.above_ceiling(answer, p_items);
  end if;
  if refusal is null then
    answer_by := made_at + interval '72 hours';
    insert into app.consent_asks (id, bank_id, enterprise_id, purpose, subject, template_version, application_id,
      information_request_id, validity_days, message, status, asked_by, asked_at, answer_by)
    values (p_id, who.bank_id, application.enterprise_id, p_purpose, p_subject, template.version, p_application,
      p_information_request, p_validity_days, left(p_message, 1000), 'open', who.person_id, made_at, ask_make.answer_by);
    insert into app.consent_ask_items (ask_id, item, granularity, data_from, data_to, why, is_required)
    select p_id, wanted.item, wanted.granularity, wanted."from", wanted."to", coalesce(wanted.why, ''), coalesce(wanted.required, true)
    from jsonb_to_recordset(p_items) as wanted (item text, granularity text, "from" date, "to" date, why text, required boolean);
  end if;
  perform gate.ledger_append(coalesce(application.enterprise_id, who.bank_id), 'ask.make', coalesce(refusal, 'ASKED'), who, who.bank_id, null,
    p_scopes => (select array_agg(wanted.item || ':' || wanted.granularity) from jsonb_to_recordset(
      case when jsonb_typeof(p_items) = 'array' then p_items else '[]' end) as wanted (item text, granularity text)));
  return next;
end $$;

-- The bank thinks better of it.
create or replace function gate.ask_withdraw(p_token text, p_ask uuid) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  ask app.consent_asks;
begin
  if who.bank_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  -- The application before the ask, as where it is answered.
  perform from app.applications
  where id = (select application_id from app.consent_asks where id = p_ask and bank_id = who.bank_id) for update;
  select * into ask from app.consent_asks where id = p_ask and bank_id = who.bank_id for update;
  if not found then
    refusal := 'NO_SUCH_ASK';
  elsif ask.status = 'withdrawn' then
    return next;
    return;
  elsif gate.ask_effective_status(ask, clock_timestamp()) <> 'open' then
    refusal := 'ASK_' || upper(gate.ask_effective_status(ask, clock_timestamp()));
  else
    update app.consent_asks set status = 'withdrawn', answered_at = clock_timestamp() where id = p_ask;
  end if;
  perform gate.ledger_append(coalesce(ask.enterprise_id, who.bank_id), 'ask.withdraw', coalesce(refusal, 'WITHDRAWN'), who, who.bank_id, null);
  return next;
end $$;

-- The enterprise says no; nobody may ask why.
create or replace function gate.ask_decline(p_token text, p_ask uuid) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  ask app.consent_asks;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  -- The application before the ask, as where it is answered.
  perform from app.applications
  where id = (select application_id from app.consent_asks where id = p_ask and enterprise_id = who.enterprise_id) for update;
  select * into ask from app.consent_asks where id = p_ask and enterprise_id = who.enterprise_id for update;
  if not found then
    refusal := 'NO_SUCH_ASK';
  elsif ask.status = 'declined' then
    return next;
    return;
  elsif gate.ask_effective_status(ask, clock_timestamp()) <> 'open' then
    refusal := 'ASK_' || upper(gate.ask_effective_status(ask, clock_timestamp()));
  else
    update app.consent_asks set status = 'declined', answered_at = clock_timestamp() where id = p_ask;
  end if;
  perform gate.ledger_append(who.enterprise_id, 'ask.decline', coalesce(refusal, 'DECLINED'), who, ask.bank_id, null);
  return next;
end $$;

-- Why a text that names an ask is no answer to it; null means it is one. What the bank requires is
-- looked for once the text's items stand.
create or replace function gate.ask_refuses(p_consent app.consents) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  ask app.consent_asks;
  application app.applications;
begin
  select * into application from app.applications where id = p_consent.application_id;
  select * into ask from app.consent_asks where id = p_consent.ask_id and enterprise_id = p_consent.enterprise_id for update;
  if not found then
    return 'NO_SUCH_ASK';
  elsif gate.ask_effective_status(ask, clock_timestamp()) <> 'open' then
    return 'ASK_' || upper(gate.ask_effective_status(ask, clock_timestamp()));
  elsif (ask.bank_id, ask.purpose, ask.subject, ask.application_id) is distinct from
      (p_consent.recipient_id, p_consent.purpose, p_consent.subject, p_consent.application_id)
    or upper(p_consent.valid) - lower(p_consent.valid) > make_interval(days => ask.validity_days) then
    return 'ASK_MISMATCH';
  elsif exists (select from app.consents where id = p_consent.id) and exists (
    select from app.consent_ask_items as asked
    where asked.ask_id = ask.id and asked.is_required and not exists (
      select from app.consent_items as given
      where given.consent_id = p_consent.id and given.item = asked.item and given.granularity = asked.granularity
        and given.dropped_at is null and given.data_from <= asked.data_from and given.data_to >= asked.data_to)
  ) then
    return 'ASK_INCOMPLETE';
  end if;
  return gate.ask_untimely(application, ask.purpose);
end $$;

-- Called where the consent becomes live, in the same transaction.
create or replace function gate.ask_answered(p_consent app.consents) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  update app.consent_asks set status = 'answered', answered_at = clock_timestamp(), consent_id = p_consent.id
  where id = p_consent.ask_id and enterprise_id = p_consent.enterprise_id and status = 'open'
$$;

-- Repayment and overdue are the platform's to use only while the enterprise lets the bank report them;
-- what a bank records without that stays between the two. A correction goes where the fact went.
create or replace function gate.mark_outcome() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if session_user <> 'xyd_bank' or new.kind in ('decision', 'drawdown', 'settlement') and new.reversal_of is null then
    return new;
  end if;
  new.is_shared := coalesce(
    (select is_shared from app.outcomes where id = new.reversal_of),
    exists (
      select from app.consents
      where consents.application_id = new.application_id and consents.recipient_id = new.bank_id
        and consents.purpose = 'outcome_backflow' and gate.consent_effective_status(consents, clock_timestamp()) = 'active'));
  if not new.is_shared then
    update app.loans set is_reported = false where id = new.loan_id and is_reported;
  end if;
  return new;
end $$;

grant execute on function gate.ask_effective_status(app.consent_asks, timestamptz) to xyd_sme, xyd_bank;
grant execute on function gate.ask_make(text, uuid, text, text, uuid, uuid, integer, text, jsonb), gate.ask_withdraw(text, uuid) to xyd_bank;
grant execute on function gate.ask_decline(text, uuid) to xyd_sme;
grant execute on function gate.mark_outcome() to xyd_owner;

reset role;
set local role xyd_owner;
create or replace trigger mark before insert on app.outcomes for each row execute function gate.mark_outcome();
create or replace trigger keep before delete or truncate on app.consent_asks for each statement execute function gate.refuse_change();
create or replace trigger keep before update or delete or truncate on app.consent_ask_items for each statement execute function gate.refuse_change();
-- What was answered, declined or withdrawn stays so.
create or replace trigger guard before update on app.consent_asks for each row
  when (old.status <> 'open') execute function gate.refuse_change();
