set local role xyd_gate;

-- Its answer has one column more than that of the function it follows.
drop function if exists gate.consent_sign(text, uuid, bytea, text, text, text);

-- Who may put which name to it. Null: this person, in this role, now. The first is the legal
-- representative or a clerk within an authority; the second is somebody else.
create or replace function gate.signer_refusal(
  p_consent app.consents, p_who gate.caller, p_role text, p_authority uuid, p_at timestamptz
) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  authority app.signing_authorities;
  is_owner boolean := p_who.role = 'owner';
begin
  if exists (select from app.consent_signatures where consent_id = p_consent.id and person_id = p_who.person_id) then
    return 'SAME_SIGNER';
  end if;
  if (p_role = 'second_signer') <> (p_consent.status = 'awaiting_cosign') then
    return 'SIGNER_FORBIDDEN';
  end if;
  -- Nobody else can say yes to the facts of a person.
  if p_consent.subject = 'legal_representative' and not is_owner then
    return 'SIGNER_FORBIDDEN';
  end if;
  if is_owner and p_authority is null and p_role in ('legal_representative', 'second_signer') then
    return null;
  end if;
  select * into authority from app.signing_authorities
  where id = p_authority and enterprise_id = p_who.enterprise_id and person_id = p_who.person_id and role = p_role
  -- whoever ends it waits for this signature, or this one finds it ended
  for share;
  if not found then
    return 'SIGNER_FORBIDDEN';
  end if;
  if authority.ended_at is not null or p_at >= authority.valid_to or p_at < authority.valid_from then
    return 'AUTHORITY_EXPIRED';
  end if;
  if not p_consent.purpose = any (authority.purposes) or authority.max_amount
      < (select amount from app.applications where id = p_consent.application_id) then
    return 'AUTHORITY_EXCEEDED';
  end if;
  return null;
end $$;

-- The enterprise puts its name to the exact bytes it was shown. Where it takes two, the first name
-- permits nothing. A second consent for the same recipient, purpose and application takes the place
-- of the first, and of its application.
create or replace function gate.consent_sign(
  p_token text, p_consent uuid, p_artefact_hash bytea, p_role text, p_method text, p_attestation text,
  p_evidence jsonb default null, p_authority uuid default null
) returns table (refusal text, status text, seq bigint, hash bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  who gate.caller := gate.enter(p_token);
  signed_at timestamptz;
  consent app.consents;
  previous app.consents;
  before text;
  quorum smallint;
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
    -- The application before the consent, as the services do: they cannot wait for each other.
    perform from app.applications where id = consent.application_id for update;
    -- One lock per party, purpose and application: two signatures cannot both become the live one.
    perform pg_advisory_xact_lock(hashtextextended(concat_ws('|', consent.enterprise_id, coalesce(consent.recipient_id, who.enterprise_id), consent.purpose, consent.application_id), 3));
    perform pg_advisory_xact_lock(gate.consent_lock(p_consent));
    select * into consent from app.consents where id = p_consent;
    signed_at := clock_timestamp();
    before := gate.consent_effective_status(consent, signed_at);
    -- The rule may have become stricter since it was asked for; it is never forgotten again.
    quorum := case when consent.subject = 'legal_representative' then 1
      else greatest(consent.quorum, gate.quorum_of(consent)) end;
    if before not in ('requested', 'awaiting_cosign') then
      refusal := 'CONSENT_' || upper(before);
    elsif signed_at >= upper(consent.valid) then
      refusal := 'CONSENT_EXPIRED';
    elsif p_artefact_hash is distinct from consent.artefact_hash then
      refusal := 'ARTEFACT_CHANGED';
    else
      refusal := gate.signer_refusal(consent, who, p_role, p_authority, signed_at);
      if refusal is null and not gate.evidence_fits(who.person_id, p_artefact_hash, p_method, p_evidence) then
        refusal := 'EVIDENCE_MISMATCH';
      end if;
      if refusal is null and consent.ask_id is not null then
        refusal := gate.ask_refuses(consent);
      end if;
    end if;
  end if;
  if refusal is null then
    status := case when before = 'requested' and quorum > 1 then 'awaiting_cosign' else 'active' end;
    if status = 'active' then
      for previous in
        select * from app.consents as other
        where other.enterprise_id = consent.enterprise_id and other.recipient_id is not distinct from consent.recipient_id
          and other.purpose = consent.purpose and other.application_id is not distinct from consent.application_id
          and other.subject = consent.subject and other.report_id is not distinct from consent.report_id
          and other.status in ('active', 'paused')
        order by other.id
      loop
        perform pg_advisory_xact_lock(gate.consent_lock(previous.id));
        select * into previous from app.consents where id = previous.id;
        if previous.status in ('active', 'paused') then
          perform gate.consent_end(previous, 'superseded', 'enterprise', who, null);
          perform gate.ledger_append(consent.enterprise_id, 'consent.end', 'SUPERSEDED', who, consent.recipient_id, previous.id);
          update app.applications set consent_id = p_consent, updated_at = signed_at
          where id = consent.application_id and consent_id = previous.id;
        end if;
      end loop;
    end if;
    insert into app.consent_signatures (consent_id, person_id, role, method, at, attestation, authority_id, evidence)
    values (p_consent, who.person_id, p_role, p_method, signed_at, p_attestation, p_authority, p_evidence);
    update app.consents set status = consent_sign.status where id = p_consent;
    -- What the old text covered and this one does not.
    if status = 'active' and consent.purpose = 'platform_matching' then
      perform gate.forget_uncovered(consent.enterprise_id);
      perform gate.settle_matching(consent.enterprise_id);
    end if;
    insert into app.consent_events (consent_id, "from", "to", actor, person_id, at)
    values (p_consent, before, status, 'enterprise', who.person_id, signed_at);
    if status = 'active' and consent.ask_id is not null then
      select * into consent from app.consents where id = p_consent;
      perform gate.ask_answered(consent);
    end if;
    select array_agg(items.scope order by items.scope), min(items.data_from), max(items.data_to) into scopes, data_from, data_to
    from app.consent_items as items where items.consent_id = p_consent;
  end if;
  select appended.seq, appended.hash into seq, hash
  from gate.ledger_append(who.enterprise_id, 'consent.sign',
    coalesce(refusal, case status when 'active' then 'SIGNED' else 'AWAITING_COSIGN' end), who, consent.recipient_id, p_consent,
    null, scopes, data_from, data_to, p_artefact_hash) as appended;
  return next;
end $$;

grant execute on function gate.consent_sign(text, uuid, bytea, text, text, text, jsonb, uuid) to xyd_sme;
