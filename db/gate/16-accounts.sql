set local role xyd_owner;
grant insert on app.enterprises to xyd_gate;
set local role xyd_gate;

-- Who can be tried out: seeded people only. Whether a demo is running at all is the server's to say.
drop function if exists auth.demo_people();
create function auth.demo_people()
returns table (id uuid, name text, party text, role text, organization text, organization_en text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select people.id, people.name, people.party, people.role, coalesce(enterprises.name, banks.name),
    coalesce(enterprises.name, banks.name_en)
  from auth.people
    left join app.enterprises on enterprises.id = people.enterprise_id
    left join app.banks on banks.id = people.bank_id
  where people.is_demo and people.disabled_at is null
  order by people.party desc, coalesce(enterprises.uscc, banks.code), people.role desc, people.username
  limit 200
$$;

-- A firm that the registry has just confirmed, and that its feed has not brought yet.
create or replace function auth.add_registered_enterprise(p_registration jsonb) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.enterprises (id, uscc, name, legal_representative, established_on, industry, district,
    address, ownership, registered_capital, employees, status, as_of)
  select uuidv7(), uscc, name, "legalRepresentative", "establishedOn", industry, district,
    address, ownership, "registeredCapital", employees, status, clock_timestamp()
  from jsonb_to_record(p_registration) as given(uscc text, name text, "legalRepresentative" text,
    "establishedOn" date, industry text, district text, address text, ownership text,
    "registeredCapital" bigint, employees integer, status text)
  on conflict (uscc) do nothing
$$;

grant execute on function auth.demo_people(), auth.add_registered_enterprise(jsonb) to xyd_public;
