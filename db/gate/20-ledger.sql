set local role xyd_gate;

create or replace function gate.chain_lock(p_chain uuid) returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return hashtextextended(p_chain::text, 2);

-- The RFC 8785 bytes of an entry: keys in order, no spaces, every value a string, what is absent
-- left out. `canonicalEntry` in domain/ledger/entry.ts makes the same.
create or replace function gate.canonical_entry(p_entry ledger.entries) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  -- What is absent makes its whole piece null, and concat leaves it out.
  return concat(
    '{"action":', to_json(p_entry.action),
    ',"artefact":"' || encode(p_entry.artefact_hash, 'hex') || '"',
    ',"at":"', to_char(p_entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    '","chain":"', p_entry.chain,
    '","code":', to_json(p_entry.code),
    ',"consent":"' || p_entry.consent_id || '"',
    ',"from":"' || to_char(p_entry.data_from, 'YYYY-MM-DD') || '"',
    ',"person":"' || p_entry.person_id || '"',
    ',"persona":', to_json(p_entry.persona),
    ',"recipient":"' || p_entry.recipient_id || '"',
    ',"scopes":', to_json(array_to_string(p_entry.scopes, ' ')),
    ',"seq":"', p_entry.seq,
    '"',
    ',"ticket":"' || p_entry.ticket_id || '"',
    ',"to":"' || to_char(p_entry.data_to, 'YYYY-MM-DD') || '"',
    '}'
  );
end $$;

-- What a stranger asked for is noted, but cannot be text of the stranger's choosing.
create or replace function gate.noted_scopes(p_scopes text[]) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  scope text;
  is_plain boolean := coalesce(array_ndims(p_scopes) = 1 and cardinality(p_scopes) <= 64, false);
begin
  -- The usual case first, and its lengths counted: bounds in the expression cost ten times as much.
  if is_plain then
    foreach scope in array p_scopes loop
      is_plain := scope ~ '^[a-z_]+:[a-z]+$' and strpos(scope, ':') <= 41 and length(scope) - strpos(scope, ':') <= 20;
      exit when is_plain is not true;
    end loop;
  end if;
  if is_plain then
    return p_scopes;
  end if;
  return coalesce((
    select array_agg(case when asked.scope ~ '^[a-z_]{1,40}:[a-z]{1,20}$' then asked.scope else '?' end order by nth)
    from unnest(p_scopes) with ordinality as asked (scope, nth) where nth <= 64
  ), '{}');
end $$;

-- The chain's lock lasts until commit, so callers append last.
create or replace function gate.ledger_append(
  p_chain uuid, p_action text, p_code text, p_who gate.caller, p_recipient uuid, p_consent uuid,
  p_ticket uuid default null, p_scopes text[] default null, p_from date default null, p_to date default null,
  p_artefact_hash bytea default null, out seq bigint, out hash bytea
)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  entry ledger.entries;
  head bytea;
begin
  perform pg_advisory_xact_lock(gate.chain_lock(p_chain));
  select entries.seq + 1, entries.hash into seq, head
  from ledger.entries where chain = p_chain order by entries.seq desc limit 1;
  if not found then
    seq := 1;
    head := sha256(convert_to('xyd-ledger:' || p_chain, 'UTF8'));
  end if;
  -- One row at once, in the columns' order: a line by line assignment takes longer than the hash.
  -- A millisecond is what JavaScript can read back.
  entry := row(p_chain, seq, pg_current_xact_id(), date_trunc('milliseconds', clock_timestamp()), p_action, p_code,
    coalesce(p_who.persona, 'platform'), p_who.person_id, p_recipient, p_consent, p_ticket, gate.noted_scopes(p_scopes),
    case when isfinite(p_from) then p_from end, case when isfinite(p_to) then p_to end, p_artefact_hash, head, null);
  hash := sha256(head || convert_to(gate.canonical_entry(entry), 'UTF8'));
  entry.hash := hash;
  insert into ledger.entries select entry.*;
end $$;
