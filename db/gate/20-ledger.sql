set local role xyd_gate;

create or replace function gate.chain_lock(p_chain uuid) returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return hashtextextended(p_chain::text, 2);

-- The RFC 8785 bytes of an entry: keys in order, no spaces, every value a string, what is absent
-- left out. `canonicalEntry` in domain/ledger/entry.ts makes the same.
create or replace function gate.canonical_entry(p_entry ledger.entries) returns text
language sql stable set search_path = pg_catalog, pg_temp
return '{' || concat_ws(',',
  '"action":' || to_json(p_entry.action)::text,
  '"artefact":"' || encode(p_entry.artefact_hash, 'hex') || '"',
  '"at":"' || to_char(p_entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"',
  '"chain":"' || p_entry.chain || '"',
  '"code":' || to_json(p_entry.code)::text,
  '"consent":"' || p_entry.consent_id || '"',
  '"from":"' || to_char(p_entry.data_from, 'YYYY-MM-DD') || '"',
  '"person":"' || p_entry.person_id || '"',
  '"persona":' || to_json(p_entry.persona)::text,
  '"recipient":"' || p_entry.recipient_id || '"',
  '"scopes":' || to_json(array_to_string(p_entry.scopes, ' '))::text,
  '"seq":"' || p_entry.seq || '"',
  '"ticket":"' || p_entry.ticket_id || '"',
  '"to":"' || to_char(p_entry.data_to, 'YYYY-MM-DD') || '"'
) || '}';

-- What a stranger asked for is noted, but cannot be text of the stranger's choosing.
create or replace function gate.noted_scopes(p_scopes text[]) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp
return coalesce((
  select array_agg(case when scope ~ '^[a-z_]{1,40}:[a-z]{1,20}$' then scope else '?' end order by nth)
  from unnest(p_scopes) with ordinality as asked (scope, nth) where nth <= 64
), '{}');

-- The chain's lock lasts until commit, so callers append last.
create or replace function gate.ledger_append(
  p_chain uuid, p_action text, p_code text, p_who gate.caller, p_recipient uuid, p_consent uuid,
  p_ticket uuid default null, p_scopes text[] default null, p_from date default null, p_to date default null,
  p_artefact_hash bytea default null, out seq bigint, out hash bytea
)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  entry ledger.entries;
begin
  perform pg_advisory_xact_lock(gate.chain_lock(p_chain));
  select entries.seq + 1, entries.hash into entry.seq, entry.prev
  from ledger.entries where chain = p_chain order by entries.seq desc limit 1;
  if not found then
    entry.seq := 1;
    entry.prev := sha256(convert_to('xyd-ledger:' || p_chain, 'UTF8'));
  end if;
  entry.chain := p_chain;
  entry.xid := pg_current_xact_id();
  -- A millisecond is what JavaScript can read back.
  entry.at := date_trunc('milliseconds', clock_timestamp());
  entry.action := p_action;
  entry.code := p_code;
  entry.persona := coalesce(p_who.persona, 'platform');
  entry.person_id := p_who.person_id;
  entry.recipient_id := p_recipient;
  entry.consent_id := p_consent;
  entry.ticket_id := p_ticket;
  entry.scopes := gate.noted_scopes(p_scopes);
  entry.data_from := case when isfinite(p_from) then p_from end;
  entry.data_to := case when isfinite(p_to) then p_to end;
  entry.artefact_hash := p_artefact_hash;
  entry.hash := sha256(entry.prev || convert_to(gate.canonical_entry(entry), 'UTF8'));
  insert into ledger.entries select entry.*;
  seq := entry.seq;
  hash := entry.hash;
end $$;
