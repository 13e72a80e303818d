import { gateFiles } from "@/db/install-gate";

const header = (volatility: string) => `
create or replace function gate.gate_take(p_token text, p_ticket uuid)
returns table (refusal text, scope text, period date, suite smallint, wrapped_key bytea, body bytea, as_of timestamptz)
language plpgsql ${volatility} security definer set search_path = pg_catalog, pg_temp as $$
declare
  held auth.tickets;
  consent app.consents;
begin
  select * into held from auth.tickets where id = p_ticket;`;

const facts = `
    select null::text, facts.scope, facts.period, facts.suite, data_keys.wrapped, facts.body, facts.as_of
    from vault.facts join vault.data_keys on data_keys.id = facts.key_id`;
const wanted = "facts.enterprise_id = held.enterprise_id and facts.scope = any (held.scopes)";

/** The lock is taken, but a stable function goes on seeing what the statement saw before it waited. */
const stableTake = `${header("stable")}
  perform pg_advisory_xact_lock_shared(gate.consent_lock(held.consent_id));
  select * into consent from app.consents where id = held.consent_id;
  if consent.status = 'active' then
    return query ${facts} where ${wanted};
    return;
  end if;
  refusal := 'CONSENT_' || upper(consent.status);
  return next;
end $$`;

/** Lock and read in one statement: its snapshot is older than the lock. */
const oneStatement = `${header("volatile")}
  return query ${facts}
    join (select pg_advisory_xact_lock_shared(gate.consent_lock(held.consent_id))) as locked on true
    join app.consents on consents.id = held.consent_id and consents.status = 'active'
    where ${wanted};
  if not found then
    refusal := 'CONSENT_REVOKED';
    return next;
  end if;
end $$`;

const gate = () => gateFiles().find(({ name }) => name === "40-gate.sql")?.text ?? "";
const lock = "perform pg_advisory_xact_lock_shared(gate.consent_lock(held.consent_id));";

/** Ways to get it wrong that look right. The race must catch each, or its silence means nothing. */
export const controls: Readonly<Record<string, () => string>> = {
  stableTake: () => `set local role xyd_gate; ${stableTake}`,
  oneStatement: () => `set local role xyd_gate; ${oneStatement}`,
  noLock: () => {
    const mutant = gate().replace(lock, "");
    if (mutant === gate()) throw new Error("the gate's lock was not found");
    return mutant;
  },
};

export const asItStands = gate;
