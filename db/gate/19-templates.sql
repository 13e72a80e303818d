-- What each purpose may ever cover. A version that was signed is never changed: a change is a new
-- version, put forward by one person of the office and approved by another.
set local role xyd_gate;

-- Where there is no enterprise to write to: the platform's own chain.
create or replace function gate.platform_chain() returns uuid
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return '00000000-0000-0000-0000-000000000000'::uuid;

-- What the ledger commits to, so that a text cannot be exchanged later.
create or replace function gate.template_fingerprint(p_template app.purpose_templates) returns bytea
language sql stable set search_path = pg_catalog, pg_temp
return sha256(convert_to(jsonb_build_array(p_template.code, p_template.version, p_template.wording_zh, p_template.wording_en,
  p_template.scopes, p_template.max_validity_days, p_template.max_data_months, p_template.max_reads, p_template.reads_per_unit,
  p_template.reads_per_count, p_template.max_fetches, p_template.data_life_days, p_template.second_signer_above)::text, 'UTF8'));

create or replace function gate.template_lock(p_code text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended(p_code, 12))
$$;

create or replace function gate.template_propose(
  p_token text, p_code text, p_wording_zh text, p_wording_en text, p_scopes text[], p_max_validity_days integer,
  p_max_data_months integer, p_max_reads integer, p_reads_per_unit text, p_reads_per_count integer, p_max_fetches integer,
  p_data_life_days integer, p_second_signer_above bigint
) returns table (refusal text, version integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  template app.purpose_templates;
begin
  if who.persona is distinct from 'office' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  perform gate.template_lock(p_code);
  select * into template from app.purpose_templates as latest where latest.code = p_code order by latest.version desc limit 1;
  if not found then
    refusal := 'TEMPLATE_UNKNOWN';
  elsif exists (select from app.purpose_templates as open where open.code = p_code and open.state = 'draft') then
    refusal := 'DRAFT_EXISTS';
  elsif exists (
    select from unnest(p_scopes) as scope
    where not exists (
      select from app.catalogue_items as items
      where split_part(scope, ':', 1) = items.code and split_part(scope, ':', 2) = any (items.granularities)
    )
  ) or coalesce(cardinality(p_scopes), 0) = 0 then
    refusal := 'SCOPE_UNKNOWN';
  elsif p_code = 'platform_matching' and exists (select from unnest(p_scopes) as scope where split_part(scope, ':', 2) in ('raw', 'monthly')) then
    refusal := 'SCOPE_TOO_FINE';
  else
    template.version := template.version + 1;
    template.state := 'draft';
    template.wording_zh := p_wording_zh;
    template.wording_en := p_wording_en;
    template.scopes := p_scopes;
    template.max_validity_days := p_max_validity_days;
    template.max_data_months := p_max_data_months;
    template.max_reads := p_max_reads;
    template.reads_per_unit := p_reads_per_unit;
    template.reads_per_count := p_reads_per_count;
    template.max_fetches := p_max_fetches;
    template.data_life_days := p_data_life_days;
    template.second_signer_above := p_second_signer_above;
    template.proposed_by := who.person_id;
    template.proposed_at := clock_timestamp();
    template.approved_by := null;
    template.approved_at := null;
    insert into app.purpose_templates select template.*;
    version := template.version;
  end if;
  perform gate.ledger_append(gate.platform_chain(), 'template.propose', coalesce(refusal, 'PROPOSED'), who, null, null,
    p_scopes => array[p_code || ':template'],
    p_artefact_hash => case when refusal is null then gate.template_fingerprint(template) end);
  return next;
end $$;

-- p_verdict: approve or discard.
create or replace function gate.template_decide(p_token text, p_code text, p_version integer, p_verdict text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  template app.purpose_templates;
  is_approval boolean := p_verdict is not distinct from 'approve';
begin
  if who.persona is distinct from 'office' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  perform gate.template_lock(p_code);
  select * into template from app.purpose_templates as open where open.code = p_code and open.version = p_version;
  if not found then
    refusal := 'TEMPLATE_UNKNOWN';
  elsif template.state <> 'draft' then
    refusal := 'DRAFT_DECIDED';
  elsif who.role <> 'supervisor' and (is_approval or template.proposed_by <> who.person_id) then
    refusal := 'APPROVER_FORBIDDEN';
  elsif is_approval and template.proposed_by = who.person_id then
    refusal := 'FOUR_EYES';
  elsif is_approval then
    update app.purpose_templates as active set state = 'retired' where active.code = p_code and active.state = 'active';
    update app.purpose_templates as open set state = 'active', approved_by = who.person_id, approved_at = clock_timestamp()
    where open.code = p_code and open.version = p_version;
  else
    update app.purpose_templates as open set state = 'discarded' where open.code = p_code and open.version = p_version;
  end if;
  perform gate.ledger_append(gate.platform_chain(), case when is_approval then 'template.approve' else 'template.discard' end,
    coalesce(refusal, case when is_approval then 'APPROVED' else 'DISCARDED' end), who, null, null,
    p_scopes => array[p_code || ':template'],
    p_artefact_hash => case when template.code is not null then gate.template_fingerprint(template) end);
  return next;
end $$;

-- Only the state moves on.
create or replace function gate.guard_template() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if to_jsonb(new) - '{state,approved_by,approved_at}'::text[] <> to_jsonb(old) - '{state,approved_by,approved_at}'::text[] then
    raise exception 'a template is never changed: a change is a new version' using errcode = '23514', constraint = 'purpose_templates_fixed';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('draft', 'active'), ('draft', 'discarded'), ('active', 'retired')) then
    raise exception 'a template cannot go from % to %', old.state, new.state using errcode = '23514', constraint = 'purpose_templates_transition';
  end if;
  return new;
end $$;

-- Whoever writes a consent, also the gate's own owner, stays below the ceilings of its template.
create or replace function gate.guard_within_template() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  consent app.consents;
  template app.purpose_templates;
  is_within boolean;
begin
  if tg_table_name = 'consents' then
    select * into template from app.purpose_templates where code = new.purpose and version = new.template_version;
    is_within := upper(new.valid) - lower(new.valid) <= make_interval(days => template.max_validity_days)
      and new.max_reads <= template.max_reads
      and (template.reads_per_unit is null or (new.reads_per_unit = template.reads_per_unit and new.reads_per_count <= template.reads_per_count))
      and new.max_fetches <= template.max_fetches
      and new.data_life_days <= template.data_life_days;
  else
    select * into consent from app.consents where id = new.consent_id;
    select * into template from app.purpose_templates where code = consent.purpose and version = consent.template_version;
    is_within := new.item || ':' || new.granularity = any (template.scopes)
      and new.data_from + make_interval(months => template.max_data_months) > new.data_to
      and not exists (select from app.catalogue_items where code = new.item and subject <> consent.subject);
  end if;
  if is_within is not true then
    raise exception 'a consent stays below the ceilings of its template' using errcode = '23514', constraint = 'consents_within_template';
  end if;
  return null;
end $$;

grant execute on function gate.template_propose(text, text, text, text, text[], integer, integer, integer, text, integer, integer, integer, bigint),
  gate.template_decide(text, text, integer, text) to xyd_office;
grant execute on function gate.guard_template(), gate.guard_within_template() to xyd_owner;

reset role;
set local role xyd_owner;
create or replace trigger guard before update on app.purpose_templates for each row execute function gate.guard_template();
drop trigger if exists consents_within_template on app.consents;
create constraint trigger consents_within_template after insert on app.consents
  for each row execute function gate.guard_within_template();
drop trigger if exists consents_within_template on app.consent_items;
create constraint trigger consents_within_template after insert on app.consent_items
  for each row execute function gate.guard_within_template();
