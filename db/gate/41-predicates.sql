-- Questions a source answers itself: which may be asked, how often, and when an answer may leave.
set local role xyd_gate;

-- The last month that is over: what every answer given now is about.
create or replace function gate.answer_month(p_at timestamptz) returns date
language sql immutable set search_path = pg_catalog, pg_temp
return (date_trunc('month', p_at at time zone 'Asia/Shanghai') - interval '1 month')::date;

-- One threshold a month of what measures the same thing: two of them would bracket the figure. The
-- same question again is the same call.
create or replace function gate.predicate_ask(p_enterprise uuid, p_item text, p_code text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  question app.predicates;
  month date;
begin
  select * into question from app.predicates where code = p_code and item = p_item and state = 'active';
  if not found then
    return 'PREDICATE_UNKNOWN';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_enterprise::text, 13));
  month := gate.answer_month(clock_timestamp());
  if question.threshold is not null and exists (
    select from vault.predicate_calls as calls join app.predicates as other on other.code = calls.code and other.version = calls.version
    where calls.enterprise_id = p_enterprise and calls.period = month and other.item = question.item
      and other.unit = question.unit and other.threshold <> question.threshold
  ) then
    return 'PROBING_REFUSED';
  end if;
  insert into vault.predicate_calls (enterprise_id, code, version, period, asked_at)
  values (p_enterprise, p_code, question.version, month, clock_timestamp())
  on conflict do nothing;
  return null;
end $$;

-- Before the worker asks. `is_stored`: this month's answer is here, so that nobody is asked again.
create or replace function vault.predicate_call(p_fetch uuid, p_code text)
returns table (refusal text, is_stored boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  asked vault.fetches;
begin
  is_stored := false;
  select * into asked from vault.fetches where id = p_fetch and status = 'running';
  if not found then
    refusal := 'NO_SUCH_FETCH';
    return next;
    return;
  end if;
  refusal := gate.predicate_ask(asked.enterprise_id, asked.item, p_code);
  if refusal is not null then
    perform gate.ledger_append(asked.enterprise_id, 'predicate.ask', refusal, null, null, asked.consent_id,
      p_scopes => array[asked.item || ':predicate']);
  else
    is_stored := exists (
      select from vault.predicate_calls as calls join vault.facts on facts.enterprise_id = calls.enterprise_id
        and facts.scope = asked.item || ':predicate' and facts.period = calls.period and facts.stored_at >= calls.asked_at
      join vault.data_keys on data_keys.id = facts.key_id and data_keys.erased_at is null
      where calls.enterprise_id = asked.enterprise_id and calls.code = p_code
        and calls.period = gate.answer_month(clock_timestamp()) and facts.answer_digest is not null
    );
  end if;
  return next;
end $$;

-- The enterprise asking about itself counts as well: a screen can be read by who stands behind.
create or replace function vault.predicate_own_call(p_token text, p_code text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  question app.predicates;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into question from app.predicates where code = p_code and state = 'active';
  refusal := gate.predicate_ask(who.enterprise_id, question.item, p_code);
  if refusal is not null then
    perform gate.ledger_append(who.enterprise_id, 'predicate.ask', refusal, who, null, null,
      p_scopes => array[question.item || ':predicate']);
  end if;
  return next;
end $$;

-- A dry run showed this very answer for this application.
create or replace function vault.answer_shown(p_token text, p_application uuid, p_scope text, p_period date, p_digest bytea)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
  elsif not exists (select from app.applications where id = p_application and enterprise_id = who.enterprise_id) then
    refusal := 'NO_SUCH_APPLICATION';
  else
    delete from vault.shown_answers where enterprise_id = who.enterprise_id and shown_at < clock_timestamp() - interval '35 days';
    insert into vault.shown_answers (enterprise_id, application_id, scope, period, digest, person_id, shown_at)
    values (who.enterprise_id, p_application, p_scope, p_period, p_digest, who.person_id, clock_timestamp())
    on conflict (application_id, scope, period) do update
      set digest = excluded.digest, person_id = excluded.person_id, shown_at = excluded.shown_at;
  end if;
  return next;
end $$;

-- What a bank may not have yet. Matching by the platform is the enterprise's own business.
create or replace function gate.answer_is_withheld(p_consent uuid, p_fact vault.facts) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p_fact.scope like '%:predicate'
    and exists (select from app.consents where id = p_consent and recipient_id is not null)
    and not exists (
      select from vault.answer_releases as released
      where released.consent_id = p_consent and released.scope = p_fact.scope and released.period = p_fact.period
        and released.digest = p_fact.answer_digest
    )
$$;

-- After a fetch: an answer that was seen in the dry run within the day before signing goes out, and
-- so does the one that was let out the last time. Any other waits, and the enterprise is told.
create or replace function gate.answers_settle(p_fetch vault.fetches, p_consent app.consents) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  fact vault.facts;
  is_known boolean;
begin
  select facts.* into fact
  from vault.facts join app.consent_items as items on items.consent_id = p_consent.id and items.scope = facts.scope and items.dropped_at is null
  where facts.enterprise_id = p_consent.enterprise_id and facts.scope = p_fetch.item || ':predicate'
    and facts.period between items.data_from and items.data_to
  order by facts.period desc limit 1;
  if not found or fact.answer_digest is null or not gate.answer_is_withheld(p_consent.id, fact) then
    return;
  end if;
  is_known := exists (
    select from vault.shown_answers as shown join app.consent_signatures as signatures on signatures.consent_id = p_consent.id
    where shown.application_id = p_consent.application_id and shown.scope = fact.scope and shown.period = fact.period
      and shown.digest = fact.answer_digest and signatures.at between shown.shown_at and shown.shown_at + interval '24 hours'
  ) or fact.answer_digest = (
    select released.digest from vault.answer_releases as released
    where released.consent_id = p_consent.id and released.scope = fact.scope
    order by released.period desc, released.released_at desc limit 1
  );
  if is_known then
    insert into vault.answer_releases (consent_id, scope, period, digest, released_at)
    values (p_consent.id, fact.scope, fact.period, fact.answer_digest, clock_timestamp())
    on conflict do nothing;
    perform gate.ledger_append(p_consent.enterprise_id, 'predicate.release', 'RELEASED', null, p_consent.recipient_id, p_consent.id,
      null, array[fact.scope], fact.period, fact.period);
  else
    insert into app.events (name, subject_id, enterprise_id, bank_id, at)
    values ('answer.waiting', p_consent.id, p_consent.enterprise_id, p_consent.recipient_id, clock_timestamp());
  end if;
end $$;

-- Which answers wait; what they say is shown only after the enterprise's look is in its chain.
create or replace function gate.answers_waiting(p_token text, p_consent uuid default null)
returns table (consent_id uuid, scope text, period date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (consents.id, facts.scope) consents.id, facts.scope, facts.period
  from gate.caller_of(p_token) as who
    join app.consents on consents.enterprise_id = who.enterprise_id and consents.recipient_id is not null and (p_consent is null or consents.id = p_consent)
    join app.consent_items as items on items.consent_id = consents.id and items.granularity = 'predicate' and items.dropped_at is null
    join vault.facts on facts.enterprise_id = consents.enterprise_id and facts.scope = items.scope
      and facts.period between items.data_from and items.data_to and facts.answer_digest is not null
  where consents.purpose <> 'report_share'
    and gate.consent_effective_status(consents, clock_timestamp()) in ('active', 'scheduled', 'paused')
    and gate.answer_is_withheld(consents.id, facts)
    -- Only what is newer than the last one let out: a later answer stands for the ones before it.
    and not exists (
      select from vault.answer_releases as released join vault.facts as newer
        on newer.enterprise_id = consents.enterprise_id and newer.scope = released.scope and newer.period = released.period and newer.answer_digest = released.digest
      where released.consent_id = consents.id and released.scope = facts.scope and released.period > facts.period
    )
  order by consents.id, facts.scope, facts.period desc
$$;

-- The second step of the enterprise's own look: p_seq is its line, committed before.
create or replace function gate.answers_show(p_token text, p_consent uuid, p_seq bigint)
returns table (refusal text, scope text, period date, suite smallint, key_id uuid, body bytea, as_of timestamptz, digest bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  look ledger.entries;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into look from ledger.entries where chain = who.enterprise_id and seq = p_seq and action = 'own.view'
    and person_id = who.person_id and at > clock_timestamp() - interval '30 seconds';
  if not found then
    refusal := 'NO_SUCH_TICKET';
    return next;
    return;
  elsif look.xid = pg_current_xact_id_if_assigned() then
    refusal := 'OPEN_NOT_COMMITTED';
    return next;
    return;
  end if;
  return query
    select null::text, facts.scope, facts.period, facts.suite, facts.key_id, facts.body, facts.as_of, facts.answer_digest
    from gate.answers_waiting(p_token, p_consent) as waiting join vault.facts
      on facts.enterprise_id = who.enterprise_id and facts.scope = waiting.scope and facts.period = waiting.period
    where facts.scope = any (look.scopes);
end $$;

-- p_digest: the answer that was on the screen; another one is not let out by mistake.
create or replace function gate.answer_release(p_token text, p_consent uuid, p_scope text, p_period date, p_digest bytea)
returns table (refusal text, seq bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  consent app.consents;
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
    perform pg_advisory_xact_lock_shared(gate.consent_lock(p_consent));
    select * into consent from app.consents where id = p_consent;
    status := gate.consent_effective_status(consent, clock_timestamp());
    if who.role <> 'owner' then
      refusal := 'SIGNER_FORBIDDEN';
    elsif status not in ('active', 'scheduled', 'paused') then
      refusal := 'CONSENT_' || upper(status);
    elsif not exists (
      select from app.consent_items as items where items.consent_id = p_consent and items.scope = p_scope
        and items.granularity = 'predicate' and items.dropped_at is null and p_period between items.data_from and items.data_to
    ) then
      refusal := 'ITEM_NOT_COVERED';
    elsif not exists (
      select from vault.facts where facts.enterprise_id = who.enterprise_id and facts.scope = p_scope
        and facts.period = p_period and facts.answer_digest = p_digest
    ) then
      refusal := 'ANSWER_CHANGED';
    else
      insert into vault.answer_releases (consent_id, scope, period, digest, released_by, released_at)
      values (p_consent, p_scope, p_period, p_digest, who.person_id, clock_timestamp())
      on conflict do nothing;
    end if;
  end if;
  select appended.seq into seq
  from gate.ledger_append(who.enterprise_id, 'predicate.release', coalesce(refusal, 'RELEASED'), who, consent.recipient_id, p_consent,
    null, array[p_scope], p_period, p_period) as appended;
  return next;
end $$;

grant execute on function vault.predicate_call(uuid, text) to xyd_worker;
grant execute on function vault.predicate_own_call(text, text), vault.answer_shown(text, uuid, text, date, bytea),
  gate.answers_waiting(text, uuid), gate.answers_show(text, uuid, bigint),
  gate.answer_release(text, uuid, text, date, bytea) to xyd_sme;
