-- How the health check sees the worker: it says so itself, by the database's own clock.
set local role xyd_owner;
grant select, insert, update on app.installation to xyd_gate;
set local role xyd_queue;

create or replace function queue.waiting_jobs() returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from graphile_worker._private_jobs
  where locked_at is null and attempts < max_attempts and run_at <= clock_timestamp()
$$;

grant execute on function queue.waiting_jobs() to xyd_public, xyd_worker;

set local role xyd_gate;

create or replace function gate.worker_beat() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.installation (key, value) values ('worker_heartbeat', to_jsonb(clock_timestamp()))
  on conflict (key) do update set value = excluded.value
$$;

create or replace function gate.worker_silence() returns double precision
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select extract(epoch from clock_timestamp() - (value #>> '{}')::timestamptz)::double precision
  from app.installation where key = 'worker_heartbeat'
$$;

grant execute on function gate.worker_beat() to xyd_worker;
grant execute on function gate.worker_silence() to xyd_public, xyd_worker;
