-- Shelves that the office fills by hand. What is public changes only by a supervisor.
set local role xyd_gate;

-- p_revision: the one that was edited; null makes a new zone. p_products in the order of the shelf.
create or replace function gate.zone_save(
  p_token text, p_code text, p_revision integer, p_name_zh text, p_name_en text, p_summary_zh text, p_summary_en text,
  p_position integer, p_products uuid[]
) returns table (refusal text, revision integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  zone app.zones;
begin
  if who.persona is distinct from 'office' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  if p_code is null or p_code !~ '^[a-z0-9-]{3,40}$' or num_nulls(p_name_zh, p_name_en, p_summary_zh, p_summary_en, p_position) > 0 then
    refusal := 'ZONE_MALFORMED';
    return next;
    return;
  end if;
  -- Two who make the same zone at once are one after the other.
  perform pg_advisory_xact_lock(hashtextextended(p_code, 72));
  select * into zone from app.zones where zones.code = p_code for update;
  if p_revision is null and found then
    refusal := 'ZONE_EXISTS';
  elsif p_revision is not null and zone.code is null then
    refusal := 'ZONE_UNKNOWN';
  elsif p_revision is not null and p_revision <> zone.revision then
    refusal := 'ZONE_CHANGED';
  elsif zone.is_published and who.role <> 'supervisor' then
    refusal := 'SUPERVISOR_ONLY';
  elsif exists (
    select from unnest(p_products) as wanted
    where not exists (select from app.products where products.id = wanted and products.status = 'published')
      and not exists (select from app.zone_products as held where held.zone_code = p_code and held.product_id = wanted)
  ) then
    refusal := 'PRODUCT_UNKNOWN';
  else
    revision := coalesce(zone.revision, 0) + 1;
    insert into app.zones as held (code, name_zh, name_en, summary_zh, summary_en, position, revision, updated_by, updated_at)
    values (p_code, p_name_zh, p_name_en, p_summary_zh, p_summary_en, p_position, zone_save.revision, who.person_id, clock_timestamp())
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, summary_zh = excluded.summary_zh,
      summary_en = excluded.summary_en, position = excluded.position, revision = excluded.revision,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at;
    delete from app.zone_products where zone_products.zone_code = p_code;
    insert into app.zone_products (zone_code, product_id, position)
    select p_code, wanted, min(place) from unnest(p_products) with ordinality as given (wanted, place) group by wanted;
  end if;
  return next;
end $$;

create or replace function gate.zone_publish(p_token text, p_code text, p_revision integer, p_is_published boolean)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  zone app.zones;
begin
  if who.persona is distinct from 'office' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into zone from app.zones where zones.code = p_code for update;
  if not found then
    refusal := 'ZONE_UNKNOWN';
  elsif who.role <> 'supervisor' then
    refusal := 'SUPERVISOR_ONLY';
  elsif zone.revision is distinct from p_revision then
    refusal := 'ZONE_CHANGED';
  elsif p_is_published is null then
    refusal := 'ZONE_MALFORMED';
  elsif p_is_published and not exists (select from app.zone_products where zone_products.zone_code = p_code) then
    refusal := 'ZONE_EMPTY';
  else
    update app.zones set is_published = p_is_published, revision = zones.revision + 1, updated_by = who.person_id,
      updated_at = clock_timestamp() where zones.code = p_code;
  end if;
  return next;
end $$;

grant execute on function gate.zone_save(text, text, integer, text, text, text, text, integer, uuid[]),
  gate.zone_publish(text, text, integer, boolean) to xyd_office;
