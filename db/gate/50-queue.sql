-- graphile-worker's tables belong to a role nobody signs in as; jobs are added through here only.
set local role xyd_queue;
alter default privileges revoke execute on functions from public;
grant usage on schema queue to xyd_gate, xyd_public, xyd_sme, xyd_bank, xyd_office, xyd_worker;

create or replace function queue.add_job(p_name text, p_payload jsonb default '{}', p_key text default null, p_run_at timestamptz default null) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_name not in ('fetch_source', 'import_registry', 'import_banks', 'import_history', 'keep_keys') then
    raise exception 'no job is called %', p_name using errcode = '22023';
  end if;
  perform graphile_worker.add_job(p_name, p_payload::json, run_at => p_run_at, job_key => p_key);
end $$;

grant execute on function queue.add_job(text, jsonb, text, timestamptz)
  to xyd_gate, xyd_public, xyd_sme, xyd_bank, xyd_office, xyd_worker;
