-- The register of questions: put forward by one person of the office, approved by another.
set local role xyd_gate;

-- The code names what the node computes, so its figures are for ever; a new version rewords it, and
-- another threshold is another code.
create or replace function gate.predicate_propose(
  p_token text, p_code text, p_item text, p_wording_zh text, p_wording_en text, p_threshold integer, p_unit text,
  p_window_months integer, p_min_months integer
) returns table (refusal text, version integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  latest app.predicates;
begin
  if who.persona is distinct from 'office' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  perform gate.template_lock(p_code);
  select * into latest from app.predicates as known where known.code = p_code order by known.version desc limit 1;
  if not exists (select from app.catalogue_items as items where items.code = p_item and items.mode = 'M' and 'predicate' = any (items.granularities)) then
    refusal := 'ITEM_NOT_COMPUTED';
  elsif exists (select from app.predicates as open where open.code = p_code and open.state = 'draft') then
    refusal := 'DRAFT_EXISTS';
  elsif exists (
    select from app.predicates as known where known.code = p_code and known.state <> 'discarded'
      and (known.item, known.threshold, known.unit, known.window_months, known.min_months)
        is distinct from (p_item, p_threshold, p_unit, p_window_months, p_min_months)
  ) then
    refusal := 'FIGURES_FIXED';
  else
    version := coalesce(latest.version, 0) + 1;
    insert into app.predicates (code, version, item, wording_zh, wording_en, threshold, unit, window_months, min_months, state, proposed_by)
    values (p_code, version, p_item, p_wording_zh, p_wording_en, p_threshold, p_unit, p_window_months, p_min_months, 'draft', who.person_id);
  end if;
  perform gate.ledger_append(gate.platform_chain(), 'predicate.propose', coalesce(refusal, 'PROPOSED'), who, null, null,
    p_scopes => array[p_item || ':predicate']);
  return next;
end $$;

-- p_verdict: approve, discard or retire.
create or replace function gate.predicate_decide(p_token text, p_code text, p_version integer, p_verdict text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  question app.predicates;
  done constant text := case p_verdict when 'approve' then 'APPROVED' when 'retire' then 'RETIRED' else 'DISCARDED' end;
begin
  if who.persona is distinct from 'office' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  perform gate.template_lock(p_code);
  select * into question from app.predicates as open where open.code = p_code and open.version = p_version;
  if not found then
    refusal := 'PREDICATE_UNKNOWN';
  elsif question.state is distinct from (case done when 'RETIRED' then 'active' else 'draft' end) then
    refusal := 'DRAFT_DECIDED';
  elsif who.role <> 'supervisor' and (done <> 'DISCARDED' or question.proposed_by <> who.person_id) then
    refusal := 'APPROVER_FORBIDDEN';
  elsif done = 'APPROVED' and question.proposed_by = who.person_id then
    refusal := 'FOUR_EYES';
  elsif done = 'APPROVED' then
    update app.predicates as active set state = 'retired' where active.code = p_code and active.state = 'active';
    update app.predicates as open set state = 'active', approved_by = who.person_id, approved_at = clock_timestamp()
    where open.code = p_code and open.version = p_version;
  else
    update app.predicates as open set state = lower(done) where open.code = p_code and open.version = p_version;
  end if;
  perform gate.ledger_append(gate.platform_chain(),
    'predicate.' || case done when 'APPROVED' then 'approve' when 'RETIRED' then 'retire' else 'discard' end,
    coalesce(refusal, done), who, null, null, p_scopes => array[question.item || ':predicate']);
  return next;
end $$;

create or replace function gate.guard_predicate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if to_jsonb(new) - '{state,approved_by,approved_at}'::text[] <> to_jsonb(old) - '{state,approved_by,approved_at}'::text[]
    or (new.state <> old.state and (old.state, new.state) not in (('draft', 'active'), ('draft', 'discarded'), ('active', 'retired'))) then
    raise exception 'a registered question is never changed' using errcode = '23514', constraint = 'predicates_fixed';
  end if;
  return new;
end $$;

grant execute on function gate.predicate_propose(text, text, text, text, text, integer, text, integer, integer),
  gate.predicate_decide(text, text, integer, text) to xyd_office;
grant execute on function gate.guard_predicate() to xyd_owner;

reset role;
set local role xyd_owner;
create or replace trigger guard before update on app.predicates for each row execute function gate.guard_predicate();
do $$
declare
  kept text;
begin
  foreach kept in array array['app.predicates', 'app.purpose_templates'] loop
    execute format('create or replace trigger keep before delete or truncate on %s for each statement execute function gate.refuse_change()', kept);
  end loop;
  foreach kept in array array['vault.predicate_calls', 'vault.answer_releases'] loop
    execute format('create or replace trigger keep before update or delete or truncate on %s for each statement execute function gate.refuse_change()', kept);
  end loop;
end $$;
