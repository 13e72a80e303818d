set local role xyd_gate;

-- The enterprise puts its name to the exact bytes it was shown. A second signature for the same
-- recipient, purpose and application takes the place of the first.
create or replace function gate.consent_sign(p_token text, p_consent uuid, p_artefact_hash bytea, p_role text, p_method text, p_attestation text)
returns table (refusal text, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  signed_at timestamptz;
  consent app.consents;
  previous app.consents;
  status text;
  scopes text[];
  data_from date;
  data_to date;
begin
  if who.enterprise_id is null then
    refusal := 'NO_SESSION';
    return next;
    return;
  end if;
  select * into consent from app.consents where id = p_consent and enterprise_id = who.enterprise_id;
  if not found then
    refusal := 'NO_SUCH_CONSENT';
  else
    -- One lock per party, purpose and application: two signatures cannot both become the live one.
    perform pg_advisory_xact_lock(hashtextextended(concat_ws('|', consent.enterprise_id, coalesce(consent.recipient_id, who.enterprise_id), consent.purpose, consent.application_id), 3));
    perform pg_advisory_xact_lock(gate.consent_lock(p_consent));
    select * into consent from app.consents where id = p_consent;
    signed_at := clock_timestamp();
    status := gate.consent_effective_status(consent, signed_at);
    if status <> 'requested' then
      refusal := 'CONSENT_' || upper(status);
    elsif signed_at >= upper(consent.valid) then
      refusal := 'CONSENT_EXPIRED';
    elsif p_artefact_hash is distinct from consent.artefact_hash then
      refusal := 'ARTEFACT_CHANGED';
    elsif p_role <> 'legal_representative' or who.role <> 'owner' then
      refusal := 'SIGNER_FORBIDDEN';
    end if;
  end if;
  if refusal is null then
    for previous in
      select * from app.consents as other
      where other.enterprise_id = consent.enterprise_id and other.recipient_id is not distinct from consent.recipient_id
        and other.purpose = consent.purpose and other.application_id is not distinct from consent.application_id
        and other.status in ('active', 'paused')
      order by other.id
    loop
      perform pg_advisory_xact_lock(gate.consent_lock(previous.id));
      select * into previous from app.consents where id = previous.id;
      if previous.status in ('active', 'paused') then
        perform gate.consent_end(previous, 'superseded', 'enterprise', who, null);
        perform gate.ledger_append(consent.enterprise_id, 'consent.end', 'SUPERSEDED', who, consent.recipient_id, previous.id);
      end if;
    end loop;
    insert into app.consent_signatures (consent_id, person_id, role, method, at, attestation)
    values (p_consent, who.person_id, p_role, p_method, signed_at, p_attestation);
    update app.consents set status = 'active' where id = p_consent;
    insert into app.consent_events (consent_id, "from", "to", actor, person_id, at)
    values (p_consent, 'requested', 'active', 'enterprise', who.person_id, signed_at);
    select array_agg(items.scope order by items.scope), min(items.data_from), max(items.data_to) into scopes, data_from, data_to
    from app.consent_items as items where items.consent_id = p_consent;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(who.enterprise_id, 'consent.sign', coalesce(refusal, 'SIGNED'), who, consent.recipient_id, p_consent,
    null, scopes, data_from, data_to, p_artefact_hash) as appended;
  return next;
end $$;

grant execute on function gate.consent_sign(text, uuid, bytea, text, text, text) to xyd_sme;
