-- How a product comes to be on offer: one person of the bank writes a version, another approves it, and
-- the credit office lets each product in once. What was published is never changed.
set local role xyd_owner;
grant update (code) on app.products to xyd_gate;
set local role xyd_gate;

-- Which rules a product must keep is told before it is submitted; this is what nobody gets around.
-- Strict: a list is not taken for what is in it.
create or replace function gate.product_is_whole(p_content jsonb) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp
return coalesce(jsonb_path_exists(p_content, 'strict $ ? (
  @.code like_regex "^[a-z0-9-]{3,40}$" && @.name.zh like_regex "." && @.name.en like_regex "."
  && @.amountMin > 0 && @.amountMin <= @.amountMax && @.termMin >= 1 && @.termMin <= @.termMax
  && @.spreadMin >= -300 && @.spreadMin <= @.spreadMax && @.repaymentKinds.type() == "array" && @.repaymentKinds.size() > 0
  && @.items.type() == "array" && @.items.size() > 0 && @.eligibility.type() == "object"
  && @.purposeTemplate == "loan_application")'), false);

create or replace function gate.product_event(p_who gate.caller, p_name text, p_subject uuid, p_bank uuid, p_enterprise uuid default null)
returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  insert into app.events (name, subject_id, enterprise_id, bank_id, actor_id, at)
  values (p_name, p_subject, p_enterprise, p_bank, p_who.person_id, clock_timestamp())
$$;

-- Why it may not be put on offer as it is; null where it may. Locks the product and its bank's codes.
create or replace function gate.proposal_flaw(p_proposal app.product_proposals) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  product app.products;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_proposal.bank_id::text, 15));
  select * into product from app.products where id = p_proposal.product_id for update;
  if not gate.product_is_whole(p_proposal.content) then
    return 'PROPOSAL_INCOMPLETE';
  elsif product.status <> 'draft' and p_proposal.content->>'code' <> product.code then
    return 'CODE_FIXED';
  elsif exists (
    select from app.products as other
    where other.bank_id = product.bank_id and other.code = p_proposal.content->>'code' and other.id <> product.id
  ) then
    return 'CODE_TAKEN';
  elsif p_proposal.based_on is distinct from (case when product.status <> 'draft' then product.version end) then
    return 'PROPOSAL_OUTDATED';
  end if;
  return null;
end $$;

-- The one way onto the shelf: the next version, the product that shows it, and the news of it.
create or replace function gate.proposal_publish(p_proposal app.product_proposals, p_who gate.caller) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  published integer;
begin
  select coalesce(max(versions.version), 0) + 1 into published
  from app.product_versions as versions where versions.product_id = p_proposal.product_id;
  update app.product_proposals set status = 'published', version = published, approved_by = p_proposal.approved_by,
    approved_at = p_proposal.approved_at, office_approved_by = p_proposal.office_approved_by,
    office_approved_at = p_proposal.office_approved_at, updated_at = clock_timestamp()
  where id = p_proposal.id;
  insert into app.product_versions (product_id, version, content, created_by)
  values (p_proposal.product_id, published, p_proposal.content, p_proposal.written_by);
  update app.products set status = 'published', version = published, code = p_proposal.content->>'code',
    published_at = clock_timestamp(), withdrawn_at = null, withdrawn_by = null
  where id = p_proposal.product_id;
  perform gate.product_event(p_who, 'proposal.published', p_proposal.id, p_proposal.bank_id);
  return published;
end $$;

-- A proposal as the caller's own bank may name it, locked; nothing of another's.
create or replace function gate.proposal_of(p_who gate.caller, p_proposal uuid) returns app.product_proposals
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select * from app.product_proposals
  where id = p_proposal and case p_who.persona
    when 'bank' then bank_id = p_who.bank_id
    when 'office' then status = 'awaiting_office' or office_approved_by is not null
    else false end
  for update
$$;

create or replace function gate.writes_products(p_who gate.caller) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp
return p_who.persona = 'bank' and p_who.role in ('officer', 'admin');

create or replace function gate.content_malformed(p_content jsonb) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp
return coalesce(jsonb_typeof(p_content) <> 'object' or length(p_content::text) > 100000, true);

-- p_product null: of a new product, whose code is its proposal's until it is published.
create or replace function gate.proposal_create(p_token text, p_id uuid, p_product uuid, p_content jsonb)
returns table (refusal text, product_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  product app.products;
  written app.product_proposals;
begin
  if who.persona is distinct from 'bank' then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_id::text, 16));
  select * into written from app.product_proposals where id = p_id;
  if found and (written.bank_id, written.written_by) = (who.bank_id, who.person_id) then
    product_id := written.product_id;
    return next;
    return;
  end if;
  if p_product is not null then
    select * into product from app.products where id = p_product and bank_id = who.bank_id for update;
  end if;
  if p_product is not null and product.id is null then
    refusal := 'PRODUCT_UNKNOWN';
  elsif not gate.writes_products(who) then
    refusal := 'WRITER_FORBIDDEN';
  elsif written.id is not null then
    refusal := 'PROPOSAL_ID_TAKEN';
  elsif p_id is null or gate.content_malformed(p_content) then
    refusal := 'CONTENT_MALFORMED';
  elsif exists (
    select from app.product_proposals as open
    where open.product_id = product.id and open.status in ('draft', 'awaiting_bank', 'awaiting_office')
  ) then
    refusal := 'PROPOSAL_OPEN';
  else
    if product.id is null then
      insert into app.products (bank_id, code, status) values (who.bank_id, 'draft-' || replace(p_id::text, '-', ''), 'draft')
      returning * into product;
    end if;
    insert into app.product_proposals (id, product_id, bank_id, based_on, content, written_by, updated_at)
    values (p_id, product.id, who.bank_id, case when product.status <> 'draft' then product.version end, p_content,
      who.person_id, clock_timestamp());
    product_id := product.id;
  end if;
  return next;
end $$;

-- Why an act on a proposal is refused before it is looked at what is in it; null where it is not.
-- p_act: 'write', its writer's; 'take_over', any colleague's who may write; 'decide', of the bank or of the office.
create or replace function gate.proposal_refusal(p_who gate.caller, p_persona text, p_proposal app.product_proposals, p_act text, p_revision integer)
returns text
language sql immutable set search_path = pg_catalog, pg_temp
return case
  when p_who.persona is distinct from p_persona then 'NO_SESSION'
  when p_proposal.id is null then 'PROPOSAL_UNKNOWN'
  when p_act = 'write' and p_proposal.written_by <> p_who.person_id then 'WRITER_FORBIDDEN'
  when p_act <> 'decide' and not gate.writes_products(p_who) then 'WRITER_FORBIDDEN'
  when p_act = 'decide' and p_who.role is distinct from (case p_persona when 'bank' then 'approver' else 'supervisor' end) then 'APPROVER_FORBIDDEN'
  -- Whoever wrote any of it wrote it.
  when p_act = 'decide' and p_who.person_id = any (p_proposal.former_writers || p_proposal.written_by) then 'FOUR_EYES'
  -- Whoever let it out of the bank does not let it in at the office.
  when p_persona = 'office' and p_who.person_id = p_proposal.approved_by then 'FOUR_EYES'
  when p_act <> 'decide' and p_proposal.status <> 'draft' then 'PROPOSAL_NOT_DRAFT'
  when p_act = 'decide' and p_proposal.status <> 'awaiting_' || p_persona then 'PROPOSAL_NOT_WAITING'
  when p_proposal.revision is distinct from p_revision then 'PROPOSAL_CHANGED'
end;

-- Saved over what is on offer now, so that what an approver compares it with is that.
create or replace function gate.proposal_save(p_token text, p_proposal uuid, p_revision integer, p_content jsonb)
returns table (refusal text, revision integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  proposal app.product_proposals := gate.proposal_of(who, p_proposal);
begin
  refusal := gate.proposal_refusal(who, 'bank', proposal, 'write', p_revision);
  if refusal is null and gate.content_malformed(p_content) then
    refusal := 'CONTENT_MALFORMED';
  elsif refusal is null then
    update app.product_proposals as open set content = p_content, revision = open.revision + 1, updated_at = clock_timestamp(),
      based_on = (select version from app.products where id = open.product_id and status <> 'draft')
    where open.id = p_proposal
    returning open.revision into revision;
  end if;
  return next;
end $$;

-- A colleague carries on with a draft, which is theirs from then on; of two at once the second is told.
create or replace function gate.proposal_take_over(p_token text, p_proposal uuid, p_revision integer)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  proposal app.product_proposals := gate.proposal_of(who, p_proposal);
begin
  refusal := gate.proposal_refusal(who, 'bank', proposal, 'take_over', p_revision);
  if refusal is null and proposal.written_by <> who.person_id then
    update app.product_proposals set former_writers = former_writers || written_by, written_by = who.person_id,
      revision = proposal.revision + 1, updated_at = clock_timestamp()
    where id = p_proposal;
    perform gate.product_event(who, 'proposal.taken_over', p_proposal, proposal.bank_id);
  end if;
  return next;
end $$;

create or replace function gate.proposal_submit(p_token text, p_proposal uuid, p_revision integer)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  proposal app.product_proposals := gate.proposal_of(who, p_proposal);
begin
  refusal := coalesce(gate.proposal_refusal(who, 'bank', proposal, 'write', p_revision), gate.proposal_flaw(proposal));
  if refusal is null then
    update app.product_proposals set status = 'awaiting_bank', submitted_at = clock_timestamp(), sent_back_reason = null,
      updated_at = clock_timestamp()
    where id = p_proposal;
    perform gate.product_event(who, 'proposal.submitted', p_proposal, proposal.bank_id);
  end if;
  return next;
end $$;

-- The second pair of eyes: a further version is on offer with it, a new product waits for the office.
create or replace function gate.proposal_approve(p_token text, p_proposal uuid, p_revision integer)
returns table (refusal text, version integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  proposal app.product_proposals := gate.proposal_of(who, p_proposal);
begin
  refusal := coalesce(gate.proposal_refusal(who, 'bank', proposal, 'decide', p_revision), gate.proposal_flaw(proposal));
  if refusal is null then
    proposal.approved_by := who.person_id;
    proposal.approved_at := clock_timestamp();
    if proposal.based_on is null then
      update app.product_proposals set status = 'awaiting_office', approved_by = proposal.approved_by,
        approved_at = proposal.approved_at, updated_at = clock_timestamp()
      where id = p_proposal;
      perform gate.product_event(who, 'proposal.awaiting_office', p_proposal, proposal.bank_id);
    else
      version := gate.proposal_publish(proposal, who);
    end if;
  end if;
  return next;
end $$;

create or replace function gate.proposal_office_approve(p_token text, p_proposal uuid, p_revision integer)
returns table (refusal text, version integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  proposal app.product_proposals := gate.proposal_of(who, p_proposal);
begin
  refusal := coalesce(gate.proposal_refusal(who, 'office', proposal, 'decide', p_revision), gate.proposal_flaw(proposal));
  if refusal is null then
    proposal.office_approved_by := who.person_id;
    proposal.office_approved_at := clock_timestamp();
    version := gate.proposal_publish(proposal, who);
  end if;
  return next;
end $$;

-- By whoever would have to approve it next: the bank's approver, or the office.
create or replace function gate.proposal_send_back(p_token text, p_proposal uuid, p_revision integer, p_reason text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  proposal app.product_proposals := gate.proposal_of(who, p_proposal);
begin
  refusal := gate.proposal_refusal(who, case who.persona when 'office' then 'office' else 'bank' end, proposal, 'decide', p_revision);
  if refusal is null and coalesce(length(p_reason), 0) not between 1 and 1000 then
    refusal := 'REASON_MISSING';
  elsif refusal is null then
    update app.product_proposals set status = 'draft', sent_back_reason = p_reason, submitted_at = null, approved_by = null,
      approved_at = null, updated_at = clock_timestamp()
    where id = p_proposal;
    perform gate.product_event(who, 'proposal.sent_back', p_proposal, proposal.bank_id);
  end if;
  return next;
end $$;

-- p_verdict: take_back, by its writer, or discard, by whoever of the bank may write.
create or replace function gate.proposal_end(p_token text, p_proposal uuid, p_verdict text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  proposal app.product_proposals := gate.proposal_of(who, p_proposal);
  is_taken_back boolean := p_verdict is not distinct from 'take_back';
begin
  if who.persona is distinct from 'bank' then
    refusal := 'NO_SESSION';
  elsif proposal.id is null then
    refusal := 'PROPOSAL_UNKNOWN';
  elsif not gate.writes_products(who) or (is_taken_back and proposal.written_by <> who.person_id) then
    refusal := 'WRITER_FORBIDDEN';
  elsif is_taken_back and proposal.status not in ('awaiting_bank', 'awaiting_office') then
    refusal := 'PROPOSAL_NOT_WAITING';
  elsif proposal.status in ('published', 'discarded') then
    refusal := 'PROPOSAL_DECIDED';
  else
    update app.product_proposals set status = case when is_taken_back then 'draft' else 'discarded' end, submitted_at = null,
      approved_by = null, approved_at = null, updated_at = clock_timestamp()
    where id = p_proposal;
  end if;
  return next;
end $$;

-- A product of the caller's own bank, locked; nothing of another's.
create or replace function gate.shelf_of(p_who gate.caller, p_product uuid) returns app.products
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select * from app.products where id = p_product and p_who.persona = 'bank' and bank_id = p_who.bank_id for update
$$;

-- Who applied keeps their version; who only prepared is told that it went.
create or replace function gate.product_withdraw(p_token text, p_product uuid)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  product app.products := gate.shelf_of(who, p_product);
begin
  refusal := case when who.persona is distinct from 'bank' then 'NO_SESSION'
    when product.id is null then 'PRODUCT_UNKNOWN'
    when not gate.writes_products(who) then 'WRITER_FORBIDDEN'
    when product.status <> 'published' then 'PRODUCT_NOT_ON_OFFER' end;
  if refusal is null then
    -- Whoever is just preparing comes before this, and is told, or after it, and is refused.
    perform pg_advisory_xact_lock(hashtextextended(p_product::text, 17));
    update app.products set status = 'withdrawn', withdrawn_at = clock_timestamp(), withdrawn_by = who.person_id where id = p_product;
    perform gate.product_event(who, 'product.withdrawn', p_product, who.bank_id);
    perform gate.product_event(who, 'application.product_withdrawn', prepared.id, who.bank_id, prepared.enterprise_id)
    from app.applications as prepared where prepared.product_id = p_product and prepared.status = 'prepared';
  end if;
  return next;
end $$;

-- Back on the shelf is on offer again, which takes two: an approver, and not who took it off.
create or replace function gate.product_resume(p_token text, p_product uuid)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  product app.products := gate.shelf_of(who, p_product);
begin
  refusal := case when who.persona is distinct from 'bank' then 'NO_SESSION'
    when product.id is null then 'PRODUCT_UNKNOWN'
    when who.role is distinct from 'approver' then 'APPROVER_FORBIDDEN'
    when product.status <> 'withdrawn' then 'PRODUCT_NOT_WITHDRAWN'
    when product.withdrawn_by = who.person_id then 'FOUR_EYES' end;
  if refusal is null then
    update app.products set status = 'published', withdrawn_at = null, withdrawn_by = null where id = p_product;
    perform gate.product_event(who, 'product.resumed', p_product, who.bank_id);
  end if;
  return next;
end $$;

-- Whoever writes a proposal, also the gate's own owner, keeps to this.
create or replace function gate.guard_proposal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.id, new.product_id, new.bank_id, new.created_at) is distinct from (old.id, old.product_id, old.bank_id, old.created_at) then
    raise exception 'a proposal keeps its product' using errcode = '23514', constraint = 'product_proposals_fixed';
  end if;
  -- A draft may change hands, which leaves whoever had it among its writers.
  if (new.written_by, new.former_writers) is distinct from (old.written_by, old.former_writers)
    and not (old.status = 'draft' and new.status = 'draft' and new.former_writers = old.former_writers || old.written_by) then
    raise exception 'a proposal keeps its writers' using errcode = '23514', constraint = 'product_proposals_writers_kept';
  end if;
  if (new.content, new.based_on) is distinct from (old.content, old.based_on)
    and not (old.status = 'draft' and new.status = 'draft' and new.revision > old.revision) then
    raise exception 'what was submitted is what is approved' using errcode = '23514', constraint = 'product_proposals_content_fixed';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('draft', 'awaiting_bank'), ('draft', 'discarded'),
    ('awaiting_bank', 'draft'), ('awaiting_bank', 'awaiting_office'), ('awaiting_bank', 'published'), ('awaiting_bank', 'discarded'),
    ('awaiting_office', 'draft'), ('awaiting_office', 'published'), ('awaiting_office', 'discarded')
  ) or (new.status = old.status and old.status in ('published', 'discarded')) then
    raise exception 'a proposal cannot go from % to %', old.status, new.status using errcode = '23514', constraint = 'product_proposals_transition';
  end if;
  if new.office_approved_by = any (new.former_writers || new.written_by || new.approved_by) then
    raise exception 'the office is another pair of eyes' using errcode = '23514', constraint = 'product_proposals_four_eyes';
  end if;
  if new.status = 'published' and old.status = 'awaiting_bank'
    and not exists (select from app.product_versions as versions where versions.product_id = new.product_id) then
    raise exception 'the office lets a product in' using errcode = '23514', constraint = 'product_proposals_first_by_office';
  end if;
  return new;
end $$;

create or replace function gate.guard_product() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.bank_id <> old.bank_id or (new.code <> old.code and old.status <> 'draft') or new.version < old.version then
    raise exception 'a product keeps its bank, its code and its versions' using errcode = '23514', constraint = 'products_fixed';
  end if;
  if new.status <> old.status and (old.status, new.status) not in
    (('draft', 'published'), ('published', 'withdrawn'), ('withdrawn', 'published')) then
    raise exception 'a product cannot go from % to %', old.status, new.status using errcode = '23514', constraint = 'products_transition';
  end if;
  return new;
end $$;

-- What a bank puts on offer is what was approved, to the letter. An import brings its own, and may
-- not even look at proposals: the second question is one of its own.
create or replace function gate.guard_product_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if session_user in ('xyd_bank', 'xyd_office') then
    if not exists (
      select from app.product_proposals as approved
      where approved.product_id = new.product_id and approved.version = new.version and approved.content = new.content
    ) then
      raise exception 'a version is an approved proposal' using errcode = '23514', constraint = 'product_versions_approved';
    end if;
  end if;
  return new;
end $$;

grant execute on function gate.proposal_create(text, uuid, uuid, jsonb), gate.proposal_save(text, uuid, integer, jsonb),
  gate.proposal_take_over(text, uuid, integer), gate.proposal_submit(text, uuid, integer), gate.proposal_approve(text, uuid, integer), gate.proposal_end(text, uuid, text),
  gate.product_withdraw(text, uuid), gate.product_resume(text, uuid) to xyd_bank;
grant execute on function gate.proposal_office_approve(text, uuid, integer) to xyd_office;
grant execute on function gate.proposal_send_back(text, uuid, integer, text) to xyd_bank, xyd_office;
grant execute on function gate.guard_proposal(), gate.guard_product(), gate.guard_product_version() to xyd_owner;

reset role;
set local role xyd_owner;
create or replace trigger guard before update on app.product_proposals for each row execute function gate.guard_proposal();
create or replace trigger keep before delete or truncate on app.product_proposals for each statement execute function gate.refuse_change();
create or replace trigger guard before update on app.products for each row execute function gate.guard_product();
create or replace trigger guard before insert on app.product_versions for each row execute function gate.guard_product_version();
