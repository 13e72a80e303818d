import { afterEach, expect, test } from "vitest";
import { poolOf } from "@/tests/database";
import { promises } from "@/tests/gate-promises";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";

const mutants: [string, file: string, from: string, to: string][] = [
  [
    "revoked counts as active",
    "40",
    "if status <> 'active' then",
    "if status not in ('active', 'revoked') then",
  ],
  [
    "paused counts as active",
    "40",
    "if status <> 'active' then",
    "if status not in ('active', 'paused') then",
  ],
  ["one name is always enough", "46", "before = 'requested' and quorum > 1", "false"],
  [
    "narrowing that takes nothing away",
    "48",
    "update app.consent_items set dropped_at = done_at\n",
    "update app.consent_items set dropped_at = null\n",
  ],
  ["answers that wait for nobody", "41", "p_fact.scope like '%:predicate'", "false"],
  [
    "any part of a report",
    "44",
    "(p_from, p_to) is distinct from (report.data_from, report.data_to)",
    "false",
  ],
  ["no expiry", "30", "p_at >= upper(p_consent.valid) then 'expired'", "false then 'expired'"],
  [
    "the transaction's clock",
    "40",
    "gate.consent_effective_status(p_consent, clock_timestamp())",
    "gate.consent_effective_status(p_consent, now())",
  ],
  ["any purpose", "40", "if p_purpose is distinct from p_consent.purpose then", "if false then"],
  [
    "any application",
    "40",
    "if p_application is distinct from p_consent.application_id then",
    "if false then",
  ],
  ["any bank", "40", "recipient_id = who.bank_id\n", "who.bank_id is not null\n"],
  ["some scope covered is enough", "40", "covered <> cardinality(p_scopes)", "covered = 0"],
  [
    "dropped items count",
    "40",
    "scope = any (p_scopes) and dropped_at is null",
    "scope = any (p_scopes)",
  ],
  ["any period", "40", "if inside < covered or", "if"],
  ["no quota", "40", "if refusal is null and nth is null then", "if false then"],
  [
    "tickets for ever used",
    "40",
    "where id = p_ticket and used_at is null;",
    "where id = p_ticket;",
  ],
  ["tickets for ever young", "40", "interval '30 seconds'", "interval '30 years'"],
  [
    "read and roll back",
    "40",
    "elsif held.opened_in = pg_current_xact_id_if_assigned() then",
    "elsif false then",
  ],
  [
    "no second look",
    "40",
    "refusal := gate.why_not(consent, held.purpose, held.application_id, held.scopes, held.data_from, held.data_to);",
    "refusal := null;",
  ],
  [
    "permits without a line",
    "20",
    "insert into ledger.entries select entry.*;",
    "if p_code <> 'PERMITTED' then insert into ledger.entries select entry.*; end if;",
  ],
  [
    "refusals without a line",
    "20",
    "insert into ledger.entries select entry.*;",
    "if p_code = 'PERMITTED' then insert into ledger.entries select entry.*; end if;",
  ],
  ["any login", "10", "if session_user = 'xyd_' || who.persona then", "if true then"],
  [
    "any bytes signed",
    "46",
    "elsif p_artefact_hash is distinct from consent.artefact_hash then",
    "elsif false then",
  ],
];

const broken = async () => {
  for (const [promise, holds] of Object.entries(promises)) if (!(await holds())) return promise;
  return null;
};

afterEach(() => restoreGate(poolOf("migrator")));

test("the gate as it stands keeps every promise", async () => {
  expect(await broken()).toBeNull();
});

test.each(mutants)("%s: noticed", async (_name, file, from, to) => {
  await mutateGate(poolOf("migrator"), file, from, to);
  expect(await broken().catch((error: Error) => error.message)).not.toBeNull();
});
