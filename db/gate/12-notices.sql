-- What people are told: their address and wishes, the mail that waits for them, and reminders.
set local role xyd_owner;
grant insert on app.reminders, auth.address_claims to xyd_gate;
grant update (status, attempts, problem, due_at, sent_at) on app.mails to xyd_gate;
grant update (mail, language, chosen_at) on app.notice_choices to xyd_gate;
grant update (tries, confirmed_at) on auth.address_claims to xyd_gate;
grant delete on auth.address_claims to xyd_gate;
grant update (email, email_confirmed_at) on auth.people to xyd_gate;
-- The worker reads what has been reminded of; it writes reminders through the function below only.
grant select on app.reminders to xyd_worker;
create policy by_worker on app.reminders for select to xyd_worker using (true);
set local role xyd_gate;

create or replace function auth.person_of(p_token text) returns uuid
language sql stable set search_path = pg_catalog, pg_temp
return (gate.caller_of(p_token)).person_id;

create or replace function auth.notice_settings(p_token text)
returns table (email text, waiting_email text, mail text, language text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when people.email_confirmed_at is not null then people.email end,
    (select claims.email from auth.address_claims as claims
      where claims.person_id = people.id and claims.confirmed_at is null and clock_timestamp() < claims.expires_at and claims.tries < 5
      order by claims.claimed_at desc, claims.id desc limit 1),
    coalesce(choices.mail, 'urgent'), coalesce(choices.language, 'zh-CN')
  from auth.people left join app.notice_choices as choices on choices.person_id = people.id
  where people.id = auth.person_of(p_token)
$$;

create or replace function auth.notice_choose(p_token text, p_mail text, p_language text) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  chooser uuid := auth.person_of(p_token);
begin
  if chooser is null then
    refusal := 'NO_SESSION';
  else
    insert into app.notice_choices (person_id, mail, language, chosen_at) values (chooser, p_mail, p_language, clock_timestamp())
    on conflict (person_id) do update set mail = excluded.mail, language = excluded.language, chosen_at = excluded.chosen_at;
  end if;
  return next;
end $$;

-- A minute between two codes, five a day to one person and five to one address, whoever asks: the
-- platform fills nobody's mailbox.
create or replace function auth.address_claim(p_token text, p_email text, p_code_mac bytea, p_minutes integer) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  claimer uuid := auth.person_of(p_token);
  asked_at timestamptz;
begin
  if claimer is null then
    refusal := 'NO_SESSION';
  elsif (p_email ~ '^[!-~]{1,64}@[A-Za-z0-9.-]{1,189}$' and p_email !~ '[][<>(),:;"\\]' and p_email !~ '@.*@') is not true then
    refusal := 'ADDRESS_MALFORMED';
  else
    perform pg_advisory_xact_lock(hashtextextended('address of ' || claimer, 4));
    perform pg_advisory_xact_lock(hashtextextended('address ' || lower(p_email), 4));
    asked_at := clock_timestamp();
    -- An address nobody confirmed is kept for as long as it counts, and no longer.
    delete from auth.address_claims where id in (
      select id from auth.address_claims where claimed_at < asked_at - interval '25 hours' for update skip locked);
    if exists (select from auth.address_claims where person_id = claimer and claimed_at > asked_at - interval '1 minute')
      or 5 <= (select count(*) from auth.address_claims where person_id = claimer and claimed_at > asked_at - interval '1 day')
      or 5 <= (select count(*) from auth.address_claims where lower(email) = lower(p_email) and claimed_at > asked_at - interval '1 day') then
      refusal := 'CODE_THROTTLED';
    else
      insert into auth.address_claims (person_id, email, code_mac, claimed_at, expires_at)
      values (claimer, p_email, p_code_mac, asked_at, asked_at + make_interval(mins => least(p_minutes, 60)));
    end if;
  end if;
  return next;
end $$;

-- Only the latest claim counts, for five tries, and once.
create or replace function auth.address_confirm(p_token text, p_code_mac bytea) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  claimer uuid := auth.person_of(p_token);
  claim auth.address_claims;
begin
  if claimer is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into claim from auth.address_claims where person_id = claimer order by claimed_at desc, id desc limit 1 for update;
  if claim.id is null or claim.confirmed_at is not null or claim.tries >= 5 or clock_timestamp() >= claim.expires_at then
    refusal := 'CODE_EXPIRED';
  elsif claim.code_mac is distinct from p_code_mac then
    update auth.address_claims set tries = tries + 1 where id = claim.id;
    refusal := 'CODE_WRONG';
  else
    update auth.address_claims set confirmed_at = clock_timestamp() where id = claim.id;
    update auth.people set email = claim.email, email_confirmed_at = clock_timestamp() where id = claimer;
  end if;
  return next;
end $$;

create or replace function auth.address_forget(p_token text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update auth.people set email = null, email_confirmed_at = null where id = auth.person_of(p_token)
$$;

-- One mail for each person of the organization who wants it: with the notification, or not at all.
create or replace function auth.queue_mails(p_notifications uuid[], p_urgent text[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  queued integer;
begin
  insert into app.mails (person_id, notification_id, same_as, queued_at, due_at)
  select people.id, notices.id, concat_ws(':', notices.event_id, notices.audience, people.id), clock_timestamp(), clock_timestamp()
  from app.notifications as notices
    join auth.people on people.email_confirmed_at is not null and people.disabled_at is null and case notices.audience
      when 'enterprise' then people.enterprise_id = notices.enterprise_id
      when 'bank' then people.bank_id = notices.bank_id
      else people.party = 'credit_office' end
    left join app.notice_choices as choices on choices.person_id = people.id
  where notices.id = any (p_notifications)
    and (choices.mail = 'all' or (coalesce(choices.mail, 'urgent') = 'urgent' and notices.kind = any (p_urgent)))
  on conflict (same_as) do nothing;
  get diagnostics queued = row_count;
  return queued;
end $$;

-- The next mail that is due, counted as tried and lent before anything is sent: whoever dies with it
-- leaves it to the next one. This is the only place where an address is read to be used.
create or replace function auth.mail_take(p_lease_ms integer, p_attempts integer)
returns table (id uuid, attempts integer, address text, language text, audience text, kind text, subject_id uuid, params jsonb, organization text, organization_en text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  mail app.mails;
begin
  loop
    select * into mail from app.mails where mails.status = 'queued' and mails.due_at <= clock_timestamp()
    order by mails.due_at, mails.id limit 1 for update skip locked;
    if not found then
      return;
    end if;
    if mail.attempts >= p_attempts or mail.queued_at < clock_timestamp() - interval '3 days' then
      update app.mails set status = 'failed', problem = 'GIVEN_UP' where mails.id = mail.id;
      continue;
    end if;
    return query
      select mail.id, mail.attempts + 1, people.email, coalesce(choices.language, 'zh-CN'), notices.audience, notices.kind,
        notices.subject_id, notices.params, coalesce(enterprises.name, banks.name), coalesce(enterprises.name, banks.name_en)
      from auth.people join app.notifications as notices on notices.id = mail.notification_id
        left join app.notice_choices as choices on choices.person_id = people.id
        left join app.enterprises on enterprises.id = people.enterprise_id
        left join app.banks on banks.id = people.bank_id
      where people.id = mail.person_id and people.email_confirmed_at is not null and people.disabled_at is null
        and choices.mail is distinct from 'none';
    if found then
      update app.mails set attempts = mails.attempts + 1, due_at = clock_timestamp() + p_lease_ms * interval '1 millisecond' where mails.id = mail.id;
      return;
    end if;
    -- Changed their mind, or left, since it was queued.
    update app.mails set status = 'failed', problem = 'NOT_WANTED' where mails.id = mail.id;
  end loop;
end $$;

create or replace function auth.mail_sent(p_mail uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update app.mails set status = 'sent', sent_at = clock_timestamp(), problem = null where id = p_mail and status = 'queued'
$$;

-- Due again at the instant given, or given up where there is none.
create or replace function auth.mail_failed(p_mail uuid, p_problem text, p_due timestamptz) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update app.mails set problem = p_problem, status = case when p_due is null then 'failed' else 'queued' end,
    due_at = coalesce(p_due, due_at)
  where id = p_mail and status = 'queued'
$$;

-- Reminder, event and ledger line at once, or none of them; the same one again is refused.
create or replace function gate.reminder_send(p_kind text, p_subject uuid, p_same_as text, p_params jsonb)
returns table (refusal text, seq bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  firm uuid;
  bank uuid;
  consent app.consents;
  reminded_at timestamptz := clock_timestamp();
  event uuid := uuidv7();
begin
  case p_kind
    when 'consent.still_open', 'consent.ending', 'consent.unusual' then
      select * into consent from app.consents where consents.id = p_subject;
      if gate.consent_effective_status(consent, reminded_at) in ('active', 'paused', 'scheduled') then
        firm := consent.enterprise_id;
        bank := consent.recipient_id;
      end if;
    when 'ask.waiting' then
      select enterprise_id, bank_id into firm, bank from app.consent_asks
      where consent_asks.id = p_subject and status = 'open' and answer_by > reminded_at;
    when 'erasure.due' then
      select enterprise_id, bank_id into firm, bank from app.erasures where erasures.id = p_subject and attested_at is null;
      select * into consent from app.consents where consents.id = (select consent_id from app.erasures where erasures.id = p_subject);
    when 'notice.digest' then
      select enterprises.id into firm from app.enterprises where enterprises.id = p_subject;
    else
      raise exception 'no reminder is called %', p_kind using errcode = '22023';
  end case;
  if firm is null then
    refusal := 'NOTHING_TO_REMIND';
    return next;
    return;
  end if;
  insert into app.reminders (kind, subject_id, enterprise_id, consent_id, event_id, same_as, params, at)
  values (p_kind, p_subject, firm, consent.id, event, p_same_as, p_params, reminded_at)
  on conflict (same_as) do nothing;
  if not found then
    refusal := 'ALREADY_REMINDED';
    return next;
    return;
  end if;
  insert into app.events (id, name, subject_id, enterprise_id, bank_id, at) values (event, p_kind, p_subject, firm, bank, reminded_at);
  -- Its bank's reminder is no act towards the enterprise.
  if p_kind <> 'erasure.due' then
    select appended.seq into seq
    from gate.ledger_append(firm, case p_kind when 'notice.digest' then 'digest.send' else 'reminder.send' end, 'SENT', null, bank, consent.id) as appended;
  end if;
  return next;
end $$;

-- What is to be reminded of at an instant and has not been, the oldest first. Days are Shanghai's.
create or replace function gate.reminders_due(p_at timestamptz, p_every_days integer, p_ending_days integer, p_ask_hours integer, p_erasure_days integer, p_limit integer)
returns table (kind text, subject_id uuid, same_as text, params jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with live as (
    select consents.id, consents.status, upper(consents.valid) as ends_at, signed.at as signed_at,
      floor(extract(epoch from p_at - signed.at) / (86400 * p_every_days))::integer as nth
    from app.consents cross join lateral (
      select min(moves.at) as at from app.consent_events as moves where moves.consent_id = consents.id and moves."to" = 'active'
    ) as signed
    where consents.status in ('active', 'paused') and p_at < upper(consents.valid) and p_at >= lower(consents.valid)
  ), due as (
    select 'consent.still_open' as kind, live.id as subject_id, concat_ws(':', 'still_open', live.id, live.nth) as same_as,
      live.signed_at as since, live.ends_at as until
    from live where live.status = 'active' and live.nth >= 1
    union all
    select 'consent.ending', live.id, concat_ws(':', 'ending', live.id, extract(epoch from live.ends_at)::bigint), live.signed_at, live.ends_at
    from live where p_at >= live.ends_at - make_interval(days => p_ending_days) and live.signed_at < live.ends_at - make_interval(days => p_ending_days)
    union all
    select 'ask.waiting', asks.id, concat_ws(':', 'ask', asks.id), asks.asked_at, asks.answer_by
    from app.consent_asks as asks where asks.status = 'open' and p_at < asks.answer_by
      and p_at >= asks.answer_by - make_interval(hours => p_ask_hours) and asks.asked_at < asks.answer_by - make_interval(hours => p_ask_hours)
    union all
    select 'erasure.due', erasures.id, concat_ws(':', 'erasure', erasures.id), erasures.started_at, erasures.due_at
    from app.erasures where erasures.attested_at is null and p_at < erasures.due_at and p_at >= erasures.due_at - make_interval(days => p_erasure_days)
  )
  select due.kind, due.subject_id, due.same_as, jsonb_strip_nulls(jsonb_build_object(
    'since', to_char(due.since at time zone 'Asia/Shanghai', 'YYYY-MM-DD'),
    'until', to_char(due.until at time zone 'Asia/Shanghai', 'YYYY-MM-DD'),
    'lastUsed', case when due.kind = 'consent.still_open' then (
      select to_char(max(entries.at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') from ledger.entries
      where entries.consent_id = due.subject_id and entries.action = 'gate.open' and entries.code = 'PERMITTED'
    ) end))
  from due where not exists (select from app.reminders where reminders.same_as = due.same_as)
  order by due.until, due.same_as limit p_limit
$$;

-- A week's looks by bank for each enterprise that was looked at, or whose consents end soon, and that
-- has not been told; by bank, because that is how the lines are indexed.
create or replace function gate.digests_due(p_from timestamptz, p_to timestamptz, p_ending_days integer, p_limit integer)
returns table (enterprise_id uuid, same_as text, params jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with looked as (
    select entries.chain, banks.name, banks.name_en,
      count(*) filter (where entries.action = 'gate.open' and entries.code = 'PERMITTED') as looks,
      count(*) filter (where entries.code <> 'PERMITTED') as refused
    from app.banks join ledger.entries on entries.recipient_id = banks.id and entries.at >= p_from and entries.at < p_to
      and entries.persona = 'bank' and entries.action in ('gate.open', 'gate.take')
    group by entries.chain, banks.id
  ), ending as (
    select consents.enterprise_id as chain, count(*) as consents from app.consents
    where consents.status in ('active', 'paused') and consents.recipient_id is not null
      and upper(consents.valid) >= p_to and upper(consents.valid) < p_to + make_interval(days => p_ending_days)
    group by consents.enterprise_id
  ), week as (
    select enterprises.id,
      (select jsonb_build_object('looks', coalesce(sum(looks), 0)::text, 'refused', coalesce(sum(refused), 0)::text,
        'banks', coalesce(jsonb_agg(jsonb_build_object('name', name, 'nameEn', name_en, 'looks', looks) order by looks desc, name) filter (where looks > 0), '[]')::text)
        from looked where looked.chain = enterprises.id)
      || jsonb_build_object('ending', coalesce((select consents from ending where ending.chain = enterprises.id), 0)::text) as params
    from app.enterprises where enterprises.id in (select chain from looked union select chain from ending)
  )
  select week.id, 'digest:' || week.id || ':' || to_char(p_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD'), week.params
  from week where not exists (
    select from app.reminders where reminders.same_as = 'digest:' || week.id || ':' || to_char(p_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD'))
  order by week.id limit p_limit
$$;

grant execute on function auth.notice_settings(text), auth.notice_choose(text, text, text), auth.address_claim(text, text, bytea, integer),
  auth.address_confirm(text, bytea), auth.address_forget(text) to xyd_sme, xyd_bank, xyd_office;
grant execute on function auth.queue_mails(uuid[], text[]), auth.mail_take(integer, integer), auth.mail_sent(uuid),
  auth.mail_failed(uuid, text, timestamptz), gate.reminder_send(text, uuid, text, jsonb),
  gate.reminders_due(timestamptz, integer, integer, integer, integer, integer),
  gate.digests_due(timestamptz, timestamptz, integer, integer) to xyd_worker;
