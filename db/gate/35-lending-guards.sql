-- What no service may get wrong: where an application, an offer and money may go.
set local role xyd_gate;

create or replace function gate.guard_application() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    -- Only the imported past begins in the middle.
    if session_user = 'xyd_sme' and (new.status <> 'prepared' or new.origin <> 'platform' or new.submitted_at is not null) then
      raise exception 'an application begins prepared' using errcode = '23514', constraint = 'applications_begin_prepared';
    end if;
    -- Whoever takes the product off the shelf waits for it, and tells who prepared (36-products.sql).
    if session_user = 'xyd_sme' then
      perform pg_advisory_xact_lock_shared(hashtextextended(new.product_id::text, 17));
    end if;
    return new;
  end if;
  if (new.id, new.enterprise_id, new.bank_id, new.product_id, new.product_version, new.origin)
      is distinct from (old.id, old.enterprise_id, old.bank_id, old.product_id, old.product_version, old.origin)
    or new.need_id is distinct from old.need_id then
    raise exception 'an application keeps its parties' using errcode = '23514', constraint = 'applications_parties_fixed';
  end if;
  -- How many must sign, and who may, was decided for this amount.
  if session_user = 'xyd_sme' and new.amount <> old.amount and (old.status <> 'prepared' or exists (
    select from app.consents where consents.application_id = new.id and consents.status in ('awaiting_cosign', 'active', 'paused')
  )) then
    raise exception 'the amount is fixed once somebody signed' using errcode = '23514', constraint = 'applications_amount_fixed';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('prepared', 'submitted'), ('prepared', 'withdrawn'), ('prepared', 'not_selected'),
    ('submitted', 'accepted'), ('submitted', 'declined'), ('submitted', 'timed_out'), ('submitted', 'withdrawn'),
    ('submitted', 'consent_lost'), ('submitted', 'not_selected'),
    ('accepted', 'under_review'), ('accepted', 'information_requested'), ('accepted', 'declined'), ('accepted', 'timed_out'),
    ('accepted', 'withdrawn'), ('accepted', 'consent_lost'), ('accepted', 'not_selected'),
    ('under_review', 'information_requested'), ('under_review', 'offered'), ('under_review', 'declined'), ('under_review', 'timed_out'),
    ('under_review', 'withdrawn'), ('under_review', 'consent_lost'), ('under_review', 'not_selected'),
    ('information_requested', 'under_review'), ('information_requested', 'declined'), ('information_requested', 'withdrawn'),
    ('information_requested', 'lapsed'), ('information_requested', 'consent_lost'), ('information_requested', 'not_selected'),
    ('offered', 'accepted_by_enterprise'), ('offered', 'refused'), ('offered', 'offer_expired'), ('offered', 'under_review'),
    ('offered', 'consent_lost'), ('offered', 'not_selected'), ('offered', 'withdrawn'),
    ('accepted_by_enterprise', 'contracted'), ('accepted_by_enterprise', 'timed_out'), ('accepted_by_enterprise', 'lapsed'),
    ('contracted', 'disbursing'), ('contracted', 'disbursed'), ('contracted', 'disbursement_failed'), ('contracted', 'timed_out'),
    ('disbursing', 'disbursed'), ('disbursing', 'disbursement_failed'),
    ('disbursement_failed', 'disbursing'), ('disbursement_failed', 'disbursed'), ('disbursement_failed', 'closed'),
    ('consent_lost', 'submitted'), ('consent_lost', 'under_review'), ('consent_lost', 'closed'), ('consent_lost', 'withdrawn'),
    ('consent_lost', 'not_selected')
  ) then
    raise exception 'an application cannot go from % to %', old.status, new.status using errcode = '23514', constraint = 'applications_transition';
  end if;
  -- Neither side decides for the other.
  if new.status <> old.status and (
    (session_user = 'xyd_sme' and new.status not in
      ('submitted', 'under_review', 'accepted_by_enterprise', 'refused', 'withdrawn', 'not_selected', 'consent_lost', 'closed'))
    or (session_user = 'xyd_bank' and new.status not in
      ('accepted', 'under_review', 'information_requested', 'offered', 'declined', 'contracted', 'disbursing', 'disbursed', 'disbursement_failed', 'closed'))
  ) then
    raise exception 'this step is not yours to take' using errcode = '42501', constraint = 'applications_transition';
  end if;
  if new.status = 'submitted' and old.status <> 'submitted' and session_user = 'xyd_sme' and not exists (
    select from app.consents where consents.id = new.consent_id and consents.application_id = new.id
      and gate.consent_effective_status(consents, clock_timestamp()) = 'active'
  ) then
    raise exception 'submitting needs a live consent' using errcode = '23514', constraint = 'applications_submitted_under_consent';
  end if;
  return new;
end $$;

create or replace function gate.guard_offer() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if session_user = 'xyd_bank' and new.status not in ('draft', 'awaiting_approval') then
      raise exception 'an offer begins unapproved' using errcode = '23514', constraint = 'offers_begin_unapproved';
    end if;
    return new;
  end if;
  -- What was approved is what is offered: another price is another version.
  if (new.id, new.application_id, new.bank_id, new.enterprise_id, new.version, new.amount, new.term_months, new.repayment, new.nominal_rate, new.fees, new.convention, new.schedule_hash)
      is distinct from (old.id, old.application_id, old.bank_id, old.enterprise_id, old.version, old.amount, old.term_months, old.repayment, old.nominal_rate, old.fees, old.convention, old.schedule_hash)
    and old.status not in ('draft', 'awaiting_approval') then
    raise exception 'the terms of an approved offer are fixed' using errcode = '23514', constraint = 'offers_terms_fixed';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('draft', 'awaiting_approval'), ('draft', 'withdrawn'), ('awaiting_approval', 'draft'), ('awaiting_approval', 'open'),
    ('awaiting_approval', 'replaced'), ('awaiting_approval', 'withdrawn'), ('awaiting_approval', 'not_selected'), ('awaiting_approval', 'expired'),
    ('open', 'accepted'), ('open', 'refused'), ('open', 'expired'), ('open', 'replaced'), ('open', 'not_selected'), ('open', 'withdrawn')
  ) then
    raise exception 'an offer cannot go from % to %', old.status, new.status using errcode = '23514', constraint = 'offers_transition';
  end if;
  -- Neither side answers for the other.
  if new.status <> old.status and ((session_user = 'xyd_bank' and new.status in ('accepted', 'refused'))
    or (session_user = 'xyd_sme' and new.status not in ('accepted', 'refused', 'not_selected', 'withdrawn'))) then
    raise exception 'this answer is not yours to give' using errcode = '42501', constraint = 'offers_transition';
  end if;
  return new;
end $$;

-- A definer function: the lock on the application keeps two drawdowns from passing side by side.
create or replace function gate.guard_loan() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  granted bigint;
begin
  if new.origin = 'imported' then
    return new;
  end if;
  perform from app.applications where id = new.application_id for update;
  select amount into granted from app.offers where application_id = new.application_id and status = 'accepted';
  if new.principal + (select coalesce(sum(principal), 0) from app.loans where application_id = new.application_id) > granted
    or granted is null then
    raise exception 'more than was granted' using errcode = '23514', constraint = 'loans_within_offer';
  end if;
  return new;
end $$;

grant execute on function gate.guard_application(), gate.guard_offer(), gate.guard_loan() to xyd_owner;

reset role;
set local role xyd_owner;
create or replace trigger guard before insert or update on app.applications for each row execute function gate.guard_application();
create or replace trigger guard before insert or update on app.offers for each row execute function gate.guard_offer();
create or replace trigger guard before insert on app.loans for each row execute function gate.guard_loan();
