import { gateFiles } from "@/db/install-gate";

const gate = () => gateFiles().find(({ name }) => name === "40-gate.sql")?.text ?? "";

/** What the gate's own text says between two marks: the mutants keep to it, whatever it becomes. */
function quoted(pattern: RegExp): string {
  const found = pattern.exec(gate())?.[1];
  if (!found) throw new Error(`the gate does not say ${pattern}`);
  return found;
}

const header = (volatility: string) => `
create or replace function gate.gate_take(p_token text, p_ticket uuid)
returns table (${quoted(/function gate\.gate_take\([^)]*\)\s+returns table \(([^)]*)\)/)})
language plpgsql ${volatility} security definer set search_path = pg_catalog, pg_temp as $$
declare
  held auth.tickets;
  consent app.consents;
begin
  select * into held from auth.tickets where id = p_ticket;`;

const facts = () =>
  quoted(/return query\s+(select null::text, facts\.[\s\S]*?from vault\.facts[\s\S]*?)\s+where/);
const wanted = "facts.enterprise_id = held.enterprise_id and facts.scope = any (held.scopes)";

/** The lock is taken, but a stable function goes on seeing what the statement saw before it waited. */
const stableTake = () => `${header("stable")}
  perform pg_advisory_xact_lock_shared(gate.consent_lock(held.consent_id));
  select * into consent from app.consents where id = held.consent_id;
  if consent.status = 'active' and clock_timestamp() < upper(consent.valid) then
    return query ${facts()} where ${wanted};
    return;
  end if;
  refusal := 'CONSENT_' || upper(gate.consent_effective_status(consent, clock_timestamp()));
  return next;
end $$`;

/** Lock and read in one statement: its snapshot is older than the lock. */
const oneStatement = () => `${header("volatile")}
  return query ${facts()}
    join (select pg_advisory_xact_lock_shared(gate.consent_lock(held.consent_id))) as locked on true
    join app.consents on consents.id = held.consent_id and consents.status = 'active' and clock_timestamp() < upper(consents.valid)
    where ${wanted};
  if not found then
    select gate.consent_effective_status(consents, clock_timestamp()) into refusal from app.consents where id = held.consent_id;
    refusal := 'CONSENT_' || upper(refusal);
    return next;
  end if;
end $$`;

function changed(from: string | RegExp, to: string) {
  const mutant = gate().replace(from, to);
  if (mutant === gate()) throw new Error(`the gate does not say ${from}`);
  return mutant;
}

/** Ways to get it wrong that look right. The race must catch each, or its silence means nothing. */
export const controls: Readonly<Record<string, () => string>> = {
  stableTake: () => `set local role xyd_gate; ${stableTake()}`,
  oneStatement: () => `set local role xyd_gate; ${oneStatement()}`,
  noLock: () =>
    changed("perform pg_advisory_xact_lock_shared(gate.consent_lock(held.consent_id));", ""),
  /** The transaction's clock stands still: what has expired stays alive inside it. */
  nowForClock: () => changed(/clock_timestamp\(\)/g, "now()"),
};

export const asItStands = gate;
