set local role xyd_owner;

-- Announced at commit: the worker delivers, and open pages of the office look again.
create or replace function app.announce_event() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('xyd_events', new.name);
  return null;
end $$;

create or replace trigger announce after insert on app.events for each row execute function app.announce_event();
