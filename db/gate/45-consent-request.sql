set local role xyd_gate;

-- What is asked for must not exceed the purpose's ceilings; null means it does not.
create or replace function gate.above_ceiling(p_consent app.consents, p_items jsonb) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  template app.purpose_templates;
begin
  select * into template from app.purpose_templates
  where code = p_consent.purpose and version = p_consent.template_version and state = 'active';
  if not found then
    return 'TEMPLATE_UNKNOWN';
  end if;
  if upper(p_consent.valid) - lower(p_consent.valid) > make_interval(days => template.max_validity_days) then
    return 'VALIDITY_ABOVE_CEILING';
  end if;
  if p_consent.max_reads > template.max_reads
    or (template.reads_per_unit is not null and (p_consent.reads_per_unit is distinct from template.reads_per_unit
      or p_consent.reads_per_count > template.reads_per_count)) then
    return 'READS_ABOVE_CEILING';
  end if;
  if p_consent.max_fetches > template.max_fetches then
    return 'FETCHES_ABOVE_CEILING';
  end if;
  if p_consent.data_life_days > template.data_life_days then
    return 'DATA_LIFE_ABOVE_CEILING';
  end if;
  if exists (
    select from jsonb_to_recordset(p_items) as asked (item text, granularity text)
    where (asked.item || ':' || asked.granularity = any (template.scopes)) is not true
  ) then
    return 'SCOPE_ABOVE_CEILING';
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

create or replace function gate.artefact_json(p_artefact bytea) returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return convert_from(p_artefact, 'UTF8')::jsonb;
exception when data_exception then
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
    and tstzrange((said->>'validFrom')::timestamptz, (said->>'validTo')::timestamptz) = p_consent.valid
    and (said->>'maxReads')::integer = p_consent.max_reads
    and said->'readsPer'->>'unit' is not distinct from p_consent.reads_per_unit
    and (said->'readsPer'->>'count')::integer is not distinct from p_consent.reads_per_count
    and (said->>'maxFetches')::integer = p_consent.max_fetches
    and (said->>'dataLifeDays')::integer = p_consent.data_life_days
    and said->'items' @> p_items and p_items @> (said->'items')
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
  -- moment come one after the other.
  perform pg_advisory_xact_lock(gate.consent_lock(p_id));
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
  elsif (jsonb_typeof(p_items) = 'array' and jsonb_array_length(p_items) between 1 and 64) is not true then
    refusal := 'ITEMS_MALFORMED';
  elsif p_application is not null and not exists (
    select from app.applications where id = p_application and enterprise_id = who.enterprise_id
      and bank_id is not distinct from p_recipient
      and (p_purpose <> 'loan_application' or status in ('prepared', 'submitted', 'accepted', 'under_review', 'information_requested', 'consent_lost'))
  ) then
    refusal := 'APPLICATION_MISMATCH';
  elsif (p_revision = 1 and p_family = p_id) is not true and not exists (
    select from app.consents where family_id = p_family and revision = p_revision - 1 and enterprise_id = who.enterprise_id
      and purpose = p_purpose and recipient_id is not distinct from p_recipient and application_id is not distinct from p_application
  ) then
    refusal := 'FAMILY_MISMATCH';
  else
    consent.valid := tstzrange(p_valid_from, p_valid_to);
    refusal := gate.above_ceiling(consent, p_items);
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
