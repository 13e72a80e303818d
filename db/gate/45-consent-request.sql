set local role xyd_gate;

-- Items as JSON can be anything, and what cannot be cast must be refused, not raised.
create or replace function gate.items_malformed(p_items jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if jsonb_typeof(p_items) is distinct from 'array' then
    return true;
  end if;
  if jsonb_array_length(p_items) > 64 or exists (select from jsonb_array_elements(p_items) as asked where jsonb_typeof(asked) <> 'object') then
    return true;
  end if;
  return exists (
    select from jsonb_array_elements(p_items) as asked
    where (asked->>'item' ~ '^[a-z_]{1,40}$' and asked->>'granularity' ~ '^[a-z]{1,20}$'
      and asked->>'from' ~ '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(asked->>'from', 'date')
      and asked->>'to' ~ '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(asked->>'to', 'date')
      and coalesce(jsonb_typeof(asked->'why'), 'string') = 'string' and length(coalesce(asked->>'why', '')) <= 1000
      and coalesce(jsonb_typeof(asked->'required'), 'boolean') = 'boolean') is not true
  ) or (
    select count(*) <> count(distinct (asked->>'item') || ':' || (asked->>'granularity')) from jsonb_array_elements(p_items) as asked
  );
end $$;

-- What is asked for must not exceed the purpose's ceilings; null means it does not.
create or replace function gate.above_ceiling(p_consent app.consents, p_items jsonb) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  template app.purpose_templates;
begin
  if gate.items_malformed(p_items) then
    return 'ITEMS_MALFORMED';
  end if;
  select * into template from app.purpose_templates
  where code = p_consent.purpose and version = p_consent.template_version and state = 'active';
  if not found then
    return 'TEMPLATE_UNKNOWN';
  end if;
  if upper(p_consent.valid) - lower(p_consent.valid) > make_interval(days => template.max_validity_days) then
    return 'VALIDITY_ABOVE_CEILING';
  end if;
  if (p_consent.max_reads between 1 and template.max_reads
    and (p_consent.reads_per_unit is null) = (p_consent.reads_per_count is null)
    and coalesce(p_consent.reads_per_unit, 'day') in ('day', 'week', 'month') and coalesce(p_consent.reads_per_count, 1) > 0
    and (template.reads_per_unit is null or (p_consent.reads_per_unit is not distinct from template.reads_per_unit
      and p_consent.reads_per_count <= template.reads_per_count))) is not true then
    return 'READS_ABOVE_CEILING';
  end if;
  if (p_consent.max_fetches between 1 and template.max_fetches) is not true then
    return 'FETCHES_ABOVE_CEILING';
  end if;
  if (p_consent.data_life_days between 1 and template.data_life_days) is not true then
    return 'DATA_LIFE_ABOVE_CEILING';
  end if;
  if exists (
    select from jsonb_to_recordset(p_items) as asked (item text, granularity text)
    where (asked.item || ':' || asked.granularity = any (template.scopes)) is not true
  ) then
    return 'SCOPE_ABOVE_CEILING';
  end if;
  -- Facts about a person are that person's to give, apart from the company's.
  if (p_consent.subject = 'legal_representative' and p_items = '[]') or exists (
    select from jsonb_to_recordset(p_items) as asked (item text) join app.catalogue_items on catalogue_items.code = asked.item
    where catalogue_items.subject is distinct from p_consent.subject
  ) then
    return 'PERSON_ITEM_SEPARATE';
  end if;
  if exists (
    select from jsonb_to_recordset(p_items) as asked ("from" date, "to" date)
    where (asked."from" <= asked."to" and isfinite(asked."to")
      and asked."from" + make_interval(months => template.max_data_months) > asked."to") is not true
  ) then
    return 'PERIOD_ABOVE_CEILING';
  end if;
  return null;
end $$;

-- A key said twice would be read one way here and another way elsewhere.
create or replace function gate.artefact_json(p_artefact bytea) returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  said text;
begin
  said := convert_from(p_artefact, 'UTF8');
  return case when said is json object with unique keys then said::jsonb end;
exception when data_exception or program_limit_exceeded then
  return null;
end $$;

create or replace function gate.uuid_or_null(p_text text) returns uuid
language sql immutable set search_path = pg_catalog, pg_temp
return case when pg_input_is_valid(p_text, 'uuid') then p_text::uuid end;

-- The signed bytes must say what the gate will enforce.
create or replace function gate.artefact_says(p_consent app.consents, p_items jsonb) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := gate.artefact_json(p_consent.artefact);
begin
  return (
    said->>'kind' = 'consent'
    and said->>'id' = p_consent.id::text
    and said->>'family' = p_consent.family_id::text
    and (said->>'revision')::integer = p_consent.revision
    and said->>'enterprise' = (select uscc from app.enterprises where id = p_consent.enterprise_id)
    and said->>'recipient' = coalesce((select uscc from app.banks where id = p_consent.recipient_id), 'platform')
    and said->>'purpose' = p_consent.purpose
    and (said->'template'->>'version')::integer = p_consent.template_version
    and (said->>'application')::uuid is not distinct from p_consent.application_id
    -- 'tomorrow' is a timestamp as well, and another one the next day
    and said->>'validFrom' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$' and said->>'validTo' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'
    and tstzrange((said->>'validFrom')::timestamptz, (said->>'validTo')::timestamptz) = p_consent.valid
    and (said->>'maxReads')::integer = p_consent.max_reads
    and said->'readsPer'->>'unit' is not distinct from p_consent.reads_per_unit
    and (said->'readsPer'->>'count')::integer is not distinct from p_consent.reads_per_count
    and (said->>'maxFetches')::integer = p_consent.max_fetches
    and (said->>'dataLifeDays')::integer = p_consent.data_life_days
    and said->'items' @> p_items and p_items @> (said->'items')
    and jsonb_array_length(said->'items') = jsonb_array_length(p_items)
  ) is true;
exception when data_exception or invalid_text_representation or datetime_field_overflow then
  return false;
end $$;

-- How many must sign: two from the amount on that the template, or the firm's own stricter rule, names.
create or replace function gate.quorum_of(p_consent app.consents) returns smallint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when applications.amount >= least(
      (select second_signer_above from app.purpose_templates where code = p_consent.purpose and version = p_consent.template_version),
      (select second_signer_above from app.signing_rules where enterprise_id = p_consent.enterprise_id)
    ) then 2 else 1 end
  from (select) as always left join app.applications on applications.id = p_consent.application_id
$$;

-- A first text begins its family; another one follows the last of it, between the same parties for the
-- same. Two at the same moment come one after the other.
create or replace function gate.is_next_revision(p_consent app.consents) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if p_consent.revision = 1 and p_consent.family_id = p_consent.id then
    return true;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(concat_ws('|', p_consent.enterprise_id, p_consent.family_id), 7));
  return exists (
    select from app.consents as before
    where before.family_id = p_consent.family_id and before.revision = p_consent.revision - 1
      and before.enterprise_id = p_consent.enterprise_id and before.purpose = p_consent.purpose and before.subject = p_consent.subject
      and before.recipient_id is not distinct from p_consent.recipient_id
      and before.application_id is not distinct from p_consent.application_id
      and before.report_id is not distinct from p_consent.report_id
  ) and not exists (select from app.consents as taken where taken.family_id = p_consent.family_id and taken.revision = p_consent.revision);
end $$;

-- An exact text is put before the enterprise. Nothing is permitted until it is signed.
create or replace function gate.consent_request(
  p_token text, p_id uuid, p_family uuid, p_revision integer, p_recipient uuid, p_purpose text,
  p_template_version integer, p_application uuid, p_valid_from timestamptz, p_valid_to timestamptz,
  p_answer_by timestamptz, p_max_reads integer, p_reads_per_unit text, p_reads_per_count integer,
  p_max_fetches integer, p_data_life_days integer, p_language text, p_artefact bytea, p_items jsonb
) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  asked_at timestamptz := clock_timestamp();
  consent app.consents;
  said jsonb := gate.artefact_json(p_artefact);
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  consent.id := p_id;
  consent.family_id := p_family;
  consent.revision := p_revision;
  consent.enterprise_id := who.enterprise_id;
  consent.recipient_id := p_recipient;
  consent.purpose := p_purpose;
  consent.template_version := p_template_version;
  consent.application_id := p_application;
  consent.answer_by := p_answer_by;
  consent.max_reads := p_max_reads;
  consent.reads_per_unit := p_reads_per_unit;
  consent.reads_per_count := p_reads_per_count;
  consent.max_fetches := p_max_fetches;
  consent.data_life_days := p_data_life_days;
  consent.notice_language := p_language;
  consent.status := 'requested';
  -- Taken from the text itself, so that what is signed is what binds.
  consent.subject := case said->>'subject' when 'legal_representative' then 'legal_representative' else 'enterprise' end;
  consent.report_id := gate.uuid_or_null(said->>'report');
  consent.ask_id := gate.uuid_or_null(said->>'ask');
  consent.quorum := gate.quorum_of(consent);
  consent.artefact := p_artefact;
  consent.artefact_hash := sha256(p_artefact);
  consent.created_at := asked_at;

  -- The same request again is the same request; another one under its id is nobody's. Two at the same
  -- moment come one after the other, by a lock that no reader of a stranger's consent waits for.
  perform pg_advisory_xact_lock(hashtextextended(p_id::text, 8));
  if exists (select from app.consents where id = p_id) then
    if not exists (select from app.consents where id = p_id and enterprise_id = who.enterprise_id and artefact = p_artefact) then
      refusal := 'CONSENT_EXISTS';
    end if;
    return next;
    return;
  end if;
  if (p_valid_from < p_valid_to and p_valid_to > asked_at and isfinite(p_valid_from) and isfinite(p_valid_to)
    and p_answer_by > asked_at and p_answer_by <= asked_at + interval '73 hours') is not true then
    refusal := 'VALIDITY_MALFORMED';
  -- What a bank tells the platform opens nothing to the bank.
  elsif gate.items_malformed(p_items) or (p_purpose = 'outcome_backflow') is distinct from (p_items = '[]') then
    refusal := 'ITEMS_MALFORMED';
  elsif (p_id is not null and p_language in ('zh-CN', 'en') and octet_length(p_artefact) <= 262144) is not true then
    refusal := 'ARTEFACT_MISMATCH';
  elsif (p_purpose = 'platform_matching') is distinct from (p_recipient is null)
    or (p_recipient is not null and not exists (select from app.banks where id = p_recipient)) then
    refusal := 'RECIPIENT_MISMATCH';
  elsif exists (
    select from app.banks join app.enterprises on enterprises.uscc = banks.uscc where banks.id = p_recipient and enterprises.id = who.enterprise_id
  ) then
    refusal := 'CONSENT_TO_ONESELF';
  elsif (p_purpose in ('loan_application', 'post_loan_monitoring', 'outcome_backflow')) is distinct from (p_application is not null) then
    refusal := 'APPLICATION_MISMATCH';
  elsif p_application is not null and not exists (
    select from app.applications where id = p_application and enterprise_id = who.enterprise_id
      and bank_id is not distinct from p_recipient
      and (p_purpose <> 'loan_application' or status in ('prepared', 'submitted', 'accepted', 'under_review', 'information_requested', 'offered', 'consent_lost'))
  ) then
    refusal := 'APPLICATION_MISMATCH';
  elsif not gate.is_next_revision(consent) then
    refusal := 'FAMILY_MISMATCH';
  else
    consent.valid := tstzrange(p_valid_from, p_valid_to);
    refusal := gate.above_ceiling(consent, p_items);
    if refusal is null and consent.ask_id is not null then
      refusal := gate.ask_refuses(consent);
    end if;
    if refusal is null and ((p_purpose = 'report_share') <> (consent.report_id is not null)
      or consent.report_id is not null and not exists (select from app.reports where id = consent.report_id and enterprise_id = who.enterprise_id)) then
      refusal := 'NO_SUCH_REPORT';
    end if;
    if refusal is null and not gate.artefact_says(consent, p_items) then
      refusal := 'ARTEFACT_MISMATCH';
    end if;
  end if;
  if refusal is null then
    insert into app.consents select consent.*;
    insert into app.consent_items (consent_id, item, granularity, data_from, data_to, why, is_required)
    select p_id, asked.item, asked.granularity, asked."from", asked."to", coalesce(asked.why, ''), coalesce(asked.required, true)
    from jsonb_to_recordset(p_items) as asked (item text, granularity text, "from" date, "to" date, why text, required boolean);
    insert into app.consent_events (consent_id, "to", actor, person_id, at)
    values (p_id, 'requested', 'enterprise', who.person_id, asked_at);
  end if;
  perform gate.ledger_append(who.enterprise_id, 'consent.request', coalesce(refusal, 'REQUESTED'), who, p_recipient, p_id,
    p_artefact_hash => consent.artefact_hash);
  return next;
end $$;

grant execute on function gate.consent_request(text, uuid, uuid, integer, uuid, text, integer, uuid, timestamptz, timestamptz,
  timestamptz, integer, text, integer, integer, integer, text, bytea, jsonb) to xyd_sme;
