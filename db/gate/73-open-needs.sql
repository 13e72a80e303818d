-- A need put before the banks (抢单). Until the firm signs for one of them a bank sees bands that at
-- least ten enterprises share, and no name; three banks may take it up and no more.
set local role xyd_gate;

create or replace function gate.firm_bands(p_firm app.enterprises) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
return jsonb_strip_nulls(jsonb_build_object(
  'district', p_firm.district,
  'section', left(p_firm.industry, 1),
  'size', p_firm.size,
  'age', (array['0-1', '1-3', '3-5', '5-10', '10-'])[1 + width_bucket(
    extract(year from age((clock_timestamp() at time zone 'Asia/Shanghai')::date, p_firm.established_on)), array[1, 3, 5, 10]::numeric[])]));

-- What is told of the firm: public facts only, as many of them as ten enterprises have in common.
create or replace function gate.need_bands(p_need app.needs) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  firm app.enterprises;
  asked jsonb := jsonb_strip_nulls(jsonb_build_object(
    'amount', (array['0-50', '50-100', '100-500', '500-'])[1 + width_bucket(p_need.amount - 1, array[50000000, 100000000, 500000000]::bigint[])],
    'term', (array['1-6', '7-12', '13-36', '37-60', '61-'])[1 + width_bucket(p_need.term_months, array[7, 13, 37, 61])],
    'purpose', p_need.purpose, 'repayment', p_need.repayment, 'guarantee', p_need.guarantee));
  told jsonb;
  alike bigint;
  level integer;
begin
  select * into firm from app.enterprises where enterprises.id = p_need.enterprise_id;
  told := gate.firm_bands(firm);
  -- The most that can be said, and mostly may.
  if told ?& array['district', 'section', 'size', 'age'] then
    select count(*) into alike from (
      select from app.enterprises as other
      where other.status = 'operating' and other.district = firm.district and left(other.industry, 1) = left(firm.industry, 1)
        and other.size = firm.size and gate.firm_bands(other) ->> 'age' = told ->> 'age'
      limit gate.least_group()
    ) as few;
    if alike >= gate.least_group() then
      return asked || told;
    end if;
  end if;
  -- From there to the least; a trait that is unknown cannot be shared. Of whom more may be said is not
  -- counted among those of whom less is: who knows the register would know that they are not meant.
  with peer as (
    select other.id, other.district, left(other.industry, 1) as section, gate.firm_bands(other) ->> 'age' as age
    from app.enterprises as other where other.status = 'operating' and other.size = firm.size
  ),
  first as (
    select *, district is null or section is null or age is null
      or count(*) over (partition by district, section, age) < gate.least_group() as less from peer
  ),
  second as (
    select *, less and (district is null or section is null
      or count(*) filter (where less) over (partition by district, section) < gate.least_group()) as lesser from first
  ),
  third as (
    select *, lesser and (section is null or age is null
      or count(*) filter (where lesser) over (partition by section, age) < gate.least_group()) as little from second
  ),
  fourth as (
    select *, little and (section is null
      or count(*) filter (where little) over (partition by section) < gate.least_group()) as least from third
  ),
  fifth as (
    select *, least and count(*) filter (where least) over () < gate.least_group() as nothing from fourth
  )
  select case when not lesser then 2 when not little then 3 when not least then 4 when not nothing then 5 end into level
  from fifth where fifth.id = firm.id;
  return asked || coalesce((select jsonb_object_agg(key, value) from jsonb_each(told) where key = any (
    case level when 2 then array['district', 'section', 'size'] when 3 then array['section', 'size', 'age']
      when 4 then array['section', 'size'] when 5 then array['size'] end)), '{}');
end $$;

-- What the firm is shown before it opens a need.
create or replace function gate.need_preview(p_token text, p_need uuid) returns table (refusal text, bands jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  need app.needs;
begin
  select * into need from app.needs where needs.id = p_need and needs.enterprise_id = who.enterprise_id;
  if who.persona is distinct from 'sme' then
    refusal := 'NO_SESSION';
  elsif not found then
    refusal := 'NEED_UNKNOWN';
  else
    bands := gate.need_bands(need);
  end if;
  return next;
end $$;

create or replace function gate.need_open(p_token text, p_id uuid, p_need uuid, p_zone text, p_closes_at timestamptz)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  need app.needs;
  told jsonb;
begin
  if who.persona is distinct from 'sme' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into need from app.needs where needs.id = p_need and needs.enterprise_id = who.enterprise_id for update;
  if not found then
    refusal := 'NEED_UNKNOWN';
  elsif exists (select from app.open_needs as same where same.id = p_id and same.need_id = p_need) then
    -- Sent twice: it is the same.
    null;
  elsif exists (select from app.open_needs as taken where taken.id = p_id) then
    refusal := 'ID_TAKEN';
  elsif need.status not in ('matched', 'in_market', 'unfunded') then
    refusal := 'NEED_NOT_OPEN';
  elsif p_id is null or p_closes_at is null or p_closes_at <= clock_timestamp() or p_closes_at > clock_timestamp() + interval '30 days' then
    refusal := 'CLOSES_OUT_OF_RANGE';
  elsif p_zone is not null and not exists (select from app.zones where zones.code = p_zone and zones.is_published) then
    refusal := 'ZONE_UNKNOWN';
  else
    -- What the clock has closed makes room for another turn.
    update app.open_needs as past set status = 'closed', closed_at = past.closes_at
    where past.need_id = p_need and past.status = 'open' and past.closes_at <= clock_timestamp();
    if exists (select from app.open_needs as still where still.need_id = p_need and still.status = 'open') then
      refusal := 'OPEN_NEED_EXISTS';
    else
      told := gate.need_bands(need);
      insert into app.open_needs (id, need_id, enterprise_id, zone_code, bands, opened_by, opened_at, closes_at)
      values (p_id, p_need, need.enterprise_id, p_zone, told, who.person_id, clock_timestamp(), p_closes_at);
      insert into app.events (name, subject_id, enterprise_id, actor_id, at)
      values ('need.opened', p_need, need.enterprise_id, who.person_id, clock_timestamp());
    end if;
  end if;
  return next;
end $$;

create or replace function gate.need_close(p_token text, p_open_need uuid) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.persona is distinct from 'sme' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  update app.open_needs as held set status = 'closed', closed_at = clock_timestamp()
  where held.id = p_open_need and held.enterprise_id = who.enterprise_id and held.status = 'open';
  if not found then
    refusal := case when exists (select from app.open_needs as held where held.id = p_open_need and held.enterprise_id = who.enterprise_id)
      then 'OPEN_NEED_CLOSED' else 'OPEN_NEED_UNKNOWN' end;
  end if;
  return next;
end $$;

-- Whether a bank has anything to offer there that can be applied for today.
create or replace function gate.serves_zone(p_bank uuid, p_zone text, p_product uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
return exists (
  select from app.products
    join app.product_versions as shown on shown.product_id = products.id and shown.version = products.version
    cross join to_char(clock_timestamp() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today
  where products.bank_id = p_bank and products.status = 'published' and (p_product is null or products.id = p_product)
    and today between coalesce(shown.content->>'validFrom', today) and coalesce(shown.content->>'validTo', today)
    and (p_zone is null or exists (select from app.zone_products as held where held.zone_code = p_zone and held.product_id = products.id)));

-- What a bank sees: no firm, no need, only bands; and what came of its own answers.
create or replace function gate.open_needs(p_token text)
returns table (id uuid, zone_code text, bands jsonb, opened_at timestamptz, closes_at timestamptz, is_open boolean, takers integer,
  take_status text, product_id uuid, message text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.caller_of(p_token);
begin
  if who.persona is distinct from 'bank' then
    return;
  end if;
  return query
  select held.id, held.zone_code, held.bands, held.opened_at, held.closes_at,
    held.status = 'open' and held.closes_at > clock_timestamp(),
    (select count(*)::integer from app.open_need_takes as every where every.open_need_id = held.id),
    mine.status, mine.product_id, mine.message
  from app.open_needs as held
    left join app.open_need_takes as mine on mine.open_need_id = held.id and mine.bank_id = who.bank_id
  where case when mine.id is not null then held.opened_at > clock_timestamp() - interval '90 days'
    else held.status = 'open' and held.closes_at > clock_timestamp() and gate.serves_zone(who.bank_id, held.zone_code, null) end
  order by mine.id is null desc, held.closes_at, held.id
  limit 200;
end $$;

create or replace function gate.need_take(p_token text, p_id uuid, p_open_need uuid, p_product uuid, p_message text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  held app.open_needs;
  places integer;
begin
  if who.persona is distinct from 'bank' or who.role <> 'officer' then
    refusal := case when who.persona = 'bank' then 'OFFICER_ONLY' else 'NO_SESSION' end;
    return next;
    return;
  end if;
  -- Takers are one after the other: the fourth finds three.
  select * into held from app.open_needs as wanted where wanted.id = p_open_need for update;
  select count(*) into places from app.open_need_takes as every where every.open_need_id = p_open_need;
  -- What the bank did stays told, whatever became of the need and of its products since.
  if exists (select from app.open_need_takes as mine where mine.id = p_id and mine.bank_id = who.bank_id and mine.open_need_id = p_open_need) then
    null;
  elsif exists (select from app.open_need_takes as mine where mine.open_need_id = p_open_need and mine.bank_id = who.bank_id) then
    refusal := 'OPEN_NEED_TAKEN';
  elsif held.id is null or not gate.serves_zone(who.bank_id, held.zone_code, null) then
    refusal := 'OPEN_NEED_UNKNOWN';
  elsif exists (select from app.open_need_takes as every where every.id = p_id) then
    refusal := 'ID_TAKEN';
  elsif held.status <> 'open' or held.closes_at <= clock_timestamp() then
    refusal := 'OPEN_NEED_CLOSED';
  elsif places >= 3 then
    refusal := 'OPEN_NEED_FULL';
  elsif p_id is null or p_product is null or not gate.serves_zone(who.bank_id, held.zone_code, p_product) then
    refusal := 'PRODUCT_NOT_OF_ZONE';
  else
    insert into app.open_need_takes (id, open_need_id, enterprise_id, bank_id, product_id, officer_id, message, place, taken_at)
    values (p_id, p_open_need, held.enterprise_id, who.bank_id, p_product, who.person_id, p_message, places + 1, clock_timestamp());
    insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
    values ('need.taken', held.need_id, held.enterprise_id, null, null, clock_timestamp());
  end if;
  return next;
end $$;

-- The firm's answer: 'accepted' with the application it prepared for the product, or 'declined'.
create or replace function gate.take_answer(p_token text, p_take uuid, p_answer text, p_application uuid) returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  take app.open_need_takes;
  held app.open_needs;
begin
  if who.persona is distinct from 'sme' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into take from app.open_need_takes as wanted where wanted.id = p_take and wanted.enterprise_id = who.enterprise_id for update;
  select * into held from app.open_needs as opened where opened.id = take.open_need_id;
  if take.id is null then
    refusal := 'TAKE_UNKNOWN';
  elsif take.status <> 'taken' then
    refusal := 'TAKE_ANSWERED';
  elsif p_answer is null or p_answer not in ('accepted', 'declined') then
    refusal := 'ANSWER_UNKNOWN';
  elsif p_answer = 'accepted' and not exists (
    select from app.applications where applications.id = p_application and applications.need_id = held.need_id
      and applications.product_id = take.product_id and applications.enterprise_id = who.enterprise_id
  ) then
    refusal := 'APPLICATION_MISMATCH';
  else
    update app.open_need_takes as answered
    set status = p_answer, application_id = case when p_answer = 'accepted' then p_application end, answered_at = clock_timestamp()
    where answered.id = p_take;
    -- The bank learns that it was answered, and by whom only with the signature.
    insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
    values ('need.answered', take.open_need_id, null, take.bank_id, null, clock_timestamp());
  end if;
  return next;
end $$;

-- A need that is over is not before the banks any more.
create or replace function gate.close_with_need() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.open_needs as held set status = 'closed', closed_at = clock_timestamp()
  where held.need_id = new.id and held.status = 'open';
  return null;
end $$;

grant execute on function gate.need_preview(text, uuid), gate.need_open(text, uuid, uuid, text, timestamptz), gate.need_close(text, uuid),
  gate.take_answer(text, uuid, text, uuid) to xyd_sme;
grant execute on function gate.open_needs(text), gate.need_take(text, uuid, uuid, uuid, text) to xyd_bank;
grant execute on function gate.close_with_need() to xyd_owner;

reset role;
set local role xyd_owner;
create or replace trigger close_open after update of status on app.needs for each row
  when (new.status in ('withdrawn', 'expired', 'funded', 'offer_selected')) execute function gate.close_with_need();
grant select on app.open_needs, app.open_need_takes to xyd_sme;
create policy by_sme on app.open_needs for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.open_need_takes for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
