-- A numbered report: what an enterprise's facts said on one day, sealed, to be shared or taken along.
set local role xyd_gate;

create or replace function gate.report_make(
  p_token text, p_id uuid, p_number text, p_scopes text[], p_from date, p_to date, p_content_hash bytea, p_attestation text,
  p_key uuid, p_suite smallint, p_body bytea
) returns table (refusal text, seq bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  -- Two of the same at the same moment come one after the other.
  perform pg_advisory_xact_lock(hashtextextended(p_id::text, 44));
  if exists (select from app.reports where id = p_id or number = p_number) then
    refusal := 'REPORT_EXISTS';
  elsif not vault.key_seals(p_key, who.enterprise_id, 'indicator') then
    refusal := 'KEY_RETIRED';
  else
    insert into app.reports (id, number, enterprise_id, scopes, data_from, data_to, content_hash, attestation, created_by, created_at)
    values (p_id, p_number, who.enterprise_id, p_scopes, p_from, p_to, p_content_hash, p_attestation, who.person_id, clock_timestamp());
    insert into vault.report_bodies (report_id, enterprise_id, key_id, suite, body)
    values (p_id, who.enterprise_id, p_key, p_suite, p_body);
  end if;
  select appended.seq into seq
  from gate.ledger_append(who.enterprise_id, 'report.make', coalesce(refusal, 'MADE'), who, null, null, null, p_scopes, p_from, p_to) as appended;
  return next;
end $$;

-- The enterprise takes its own report along, in a second step: p_seq is the line of its look, committed before.
drop function if exists gate.report_open(text, uuid);
create or replace function gate.report_open(p_token text, p_report uuid, p_seq bigint)
returns table (refusal text, key_id uuid, suite smallint, body bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  report app.reports;
  look ledger.entries;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into report from app.reports where id = p_report and enterprise_id = who.enterprise_id;
  if not found then
    refusal := 'NO_SUCH_REPORT';
    return next;
    return;
  end if;
  select * into look from ledger.entries where entries.chain = who.enterprise_id and entries.seq = p_seq and action = 'own.view'
    and person_id = who.person_id and at > clock_timestamp() - interval '30 seconds'
    and scopes = report.scopes and data_from = report.data_from and data_to = report.data_to;
  if not found then
    refusal := 'NO_SUCH_TICKET';
  elsif look.xid = pg_current_xact_id_if_assigned() then
    refusal := 'OPEN_NOT_COMMITTED';
  else
    select bodies.key_id, bodies.suite, bodies.body into key_id, suite, body
    from vault.report_bodies as bodies where bodies.report_id = p_report;
  end if;
  return next;
end $$;

-- A report is read whole or not at all: another range than its own, or a part, is none of it.
create or replace function gate.why_not_report(p_consent app.consents, p_scopes text[], p_from date, p_to date) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  report app.reports;
begin
  select * into report from app.reports where id = p_consent.report_id and enterprise_id = p_consent.enterprise_id;
  if not found or not (report.scopes <@ p_scopes) then
    return 'ITEM_NOT_COVERED';
  elsif (p_from, p_to) is distinct from (report.data_from, report.data_to) then
    return 'PERIOD_NOT_COVERED';
  end if;
  return null;
end $$;

grant execute on function gate.report_make(text, uuid, text, text[], date, date, bytea, text, uuid, smallint, bytea),
  gate.report_open(text, uuid, bigint) to xyd_sme;

reset role;
set local role xyd_owner;
create or replace trigger keep before update or delete or truncate on app.reports for each statement execute function gate.refuse_change();
