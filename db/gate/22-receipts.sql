set local role xyd_gate;

-- One a line of the ledger, whoever asks twice.
create or replace function gate.receipt_store(
  p_id uuid, p_chain uuid, p_seq bigint, p_kind text, p_consent uuid, p_size bigint, p_jws text
) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.receipts (id, chain, seq, kind, consent_id, size, jws, issued_at)
  values (p_id, p_chain, p_seq, p_kind, p_consent, p_size, p_jws, clock_timestamp())
  on conflict (chain, seq) do nothing;
  return found;
end $$;

create or replace function gate.put_witness_key(p_id uuid, p_bank uuid, p_public_key bytea, p_by uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  put_at timestamptz := date_trunc('milliseconds', clock_timestamp());
begin
  update ledger.witness_keys set retired_at = put_at where bank_id = p_bank and retired_at is null;
  insert into ledger.witness_keys (id, bank_id, public_key, registered_by, registered_at)
  values (p_id, p_bank, p_public_key, p_by, put_at);
end $$;

-- A bank names the key it will countersign with; the one before it is retired, what it signed stays.
create or replace function gate.witness_register(p_token text, p_id uuid, p_public_key bytea)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  if who.bank_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  perform pg_advisory_xact_lock(gate.chain_lock(who.bank_id));
  if exists (select from ledger.witness_keys where id = p_id) then
    refusal := case when not exists (
      select from ledger.witness_keys where id = p_id and bank_id = who.bank_id and public_key = p_public_key
    ) then 'ID_TAKEN' end;
    return next;
    return;
  end if;
  perform gate.put_witness_key(p_id, who.bank_id, p_public_key, who.person_id);
  perform gate.ledger_append(who.bank_id, 'witness.register', 'REGISTERED', who, who.bank_id, null,
    p_artefact_hash => sha256(p_public_key));
  return next;
end $$;

create or replace function gate.keep_cosignature(p_size bigint, p_bank uuid, p_key uuid, p_line text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from ledger.checkpoints where size = p_size) then
    return 'NO_SUCH_CHECKPOINT';
  end if;
  if not exists (select from ledger.witness_keys where id = p_key and bank_id = p_bank and retired_at is null) then
    return 'NO_WITNESS_KEY';
  end if;
  insert into ledger.cosignatures (size, bank_id, key_id, line, at)
  values (p_size, p_bank, p_key, p_line, clock_timestamp()) on conflict do nothing;
  return null;
end $$;

-- The service has verified the line against the key: PostgreSQL knows no Ed25519, and every reader verifies again.
create or replace function gate.witness_cosign(p_token text, p_size bigint, p_key uuid, p_line text)
returns table (refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
begin
  refusal := case when who.bank_id is null then 'NO_SESSION' else gate.keep_cosignature(p_size, who.bank_id, p_key, p_line) end;
  return next;
end $$;

-- A bank whose own system answers: the first key it publishes is kept, another one takes a person of the bank.
create or replace function gate.witness_meet(p_bank uuid, p_public_key bytea) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(gate.chain_lock(p_bank));
  if not exists (select from ledger.witness_keys where bank_id = p_bank) then
    perform gate.put_witness_key(gen_random_uuid(), p_bank, p_public_key, p_bank);
  end if;
  return (select id from ledger.witness_keys where bank_id = p_bank and retired_at is null and public_key = p_public_key);
end $$;

create or replace function gate.cosignature_store(p_size bigint, p_bank uuid, p_key uuid, p_line text) returns text
language sql volatile security definer set search_path = pg_catalog, pg_temp
return gate.keep_cosignature(p_size, p_bank, p_key, p_line);

grant execute on function gate.receipt_store(uuid, uuid, bigint, text, uuid, bigint, text), gate.witness_meet(uuid, bytea),
  gate.cosignature_store(bigint, uuid, uuid, text) to xyd_worker;
grant execute on function gate.witness_register(text, uuid, bytea), gate.witness_cosign(text, bigint, uuid, text) to xyd_bank;
