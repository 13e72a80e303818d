set local role xyd_owner;
grant insert on auth.people to xyd_gate;
set local role xyd_gate;

-- A seat of the demo city: no password opens it, and only a server running as a demo lets it in.
create or replace function auth.add_demo_person(p_username text, p_name text, p_party text, p_role text, p_enterprise uuid, p_bank uuid)
returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into auth.people (id, username, name, party, role, enterprise_id, bank_id, password_hash, is_demo, created_at)
  values (uuidv7(), p_username, p_name, p_party, p_role, p_enterprise, p_bank, '!', true, clock_timestamp())
  on conflict (username) do nothing
$$;

grant execute on function auth.add_demo_person(text, text, text, text, uuid, uuid) to xyd_worker;
