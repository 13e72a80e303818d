-- Begins every installation of db/gate: nobody may do anything, then each file gives what it names.
set local role xyd_owner;
alter default privileges revoke execute on functions from public;

do $$
declare
  guarded record;
  old record;
begin
  for old in
    select schemaname, tablename, policyname from pg_policies
    where schemaname in ('app', 'auth', 'vault', 'ledger')
  loop
    execute format('drop policy %I on %I.%I', old.policyname, old.schemaname, old.tablename);
  end loop;

  for guarded in
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('app', 'auth', 'vault', 'ledger')
  loop
    execute format('alter table %s enable row level security, force row level security', guarded.name);
    execute format(
      'revoke all on %s from public, xyd_gate, xyd_public, xyd_sme, xyd_bank, xyd_office, xyd_worker',
      guarded.name
    );
    execute format('create policy by_gate on %s to xyd_gate using (true) with check (true)', guarded.name);
  end loop;
end $$;

-- column grants outlive a revoke on the table
do $$
declare
  given record;
begin
  for given in
    select distinct table_schema, table_name, column_name, privilege_type, grantee
    from information_schema.column_privileges
    where table_schema in ('app', 'auth', 'vault', 'ledger')
      and grantee in ('xyd_gate', 'xyd_public', 'xyd_sme', 'xyd_bank', 'xyd_office', 'xyd_worker')
  loop
    execute format(
      'revoke %s (%I) on %I.%I from %I',
      given.privilege_type, given.column_name, given.table_schema, given.table_name, given.grantee
    );
  end loop;
end $$;

-- The gate's functions reach what they need and no more; they own no table.
grant usage on schema app, auth, vault, ledger to xyd_gate;
grant create on schema auth, vault to xyd_gate;
grant select on all tables in schema app, auth, vault, ledger to xyd_gate;
grant insert on app.consents, app.consent_items, app.consent_signatures, app.consent_events,
  app.application_events, app.events, auth.people, auth.sessions, auth.security_log, auth.tickets,
  app.consent_asks, app.consent_ask_items, app.erasures, app.signing_authorities, app.signing_rules, app.predicates,
  app.purpose_templates, app.reports, app.mails, app.notice_choices, auth.passkeys, auth.challenges, vault.data_keys,
  vault.predicate_calls, vault.answer_releases, vault.report_bodies, ledger.entries, ledger.leaves, ledger.nodes,
  ledger.checkpoints, ledger.cosignatures, ledger.witness_keys, ledger.receipts to xyd_gate;
grant insert, update, delete on vault.shown_answers to xyd_gate;
grant insert, update on auth.throttles, vault.fetches, app.visit_counts to xyd_gate;
grant delete on auth.throttles, app.matches, app.match_runs to xyd_gate;
grant insert, update, delete on vault.matching_facts, vault.match_inputs, app.observations, app.zone_products to xyd_gate;
grant insert, update, delete on vault.audience_slices, vault.audience_buckets, vault.audience_builds to xyd_gate;
grant insert on vault.audience_secrets to xyd_gate;
grant insert on app.match_runs, app.products, app.product_versions, app.product_proposals, app.audience_queries, app.zones, app.open_needs,
  app.open_need_takes to xyd_gate;
grant update on app.product_proposals, app.zones, app.open_need_takes to xyd_gate;
grant update (status, version, published_at, withdrawn_at, withdrawn_by) on app.products to xyd_gate;
grant update (status, closed_at) on app.open_needs to xyd_gate;
grant update (status) on app.needs to xyd_gate;
grant insert, update, delete on vault.facts to xyd_gate;
grant update (status, ended_by, ended_at, ended_reason, valid, max_reads, reads_per_count) on app.consents to xyd_gate;
grant update (dropped_at, data_from, data_to) on app.consent_items to xyd_gate;
grant update (status, answered_at, consent_id) on app.consent_asks to xyd_gate;
grant update (reason, due_at, overdue_at, attested_at, attested_by, attestation) on app.erasures to xyd_gate;
grant update (ended_at, ended_by) on app.signing_authorities to xyd_gate;
grant update (second_signer_above, set_by, set_at) on app.signing_rules to xyd_gate;
grant update (state, approved_by, approved_at) on app.purpose_templates, app.predicates to xyd_gate;
grant update (counter, name, last_used_at, removed_at) on auth.passkeys to xyd_gate;
grant update (used_at) on auth.challenges to xyd_gate;
grant update (wrapped, retired_at, emptied_at, erased_at) on vault.data_keys to xyd_gate;
grant update (key_id, suite, body) on vault.report_bodies to xyd_gate;
grant update (retired_at) on ledger.witness_keys to xyd_gate;
grant update (status, consent_id, updated_at) on app.applications to xyd_gate;
grant update (is_reported) on app.loans to xyd_gate;
grant update (registered_at) on app.enterprises to xyd_gate;
grant update (totp_secret, totp_step, password_hash, disabled_at) on auth.people to xyd_gate;
grant update (ended_at) on auth.sessions to xyd_gate;
grant update (used_at) on auth.tickets to xyd_gate;

grant usage on schema app to xyd_public, xyd_sme, xyd_bank, xyd_office, xyd_worker;
grant usage on schema auth to xyd_public, xyd_sme, xyd_bank, xyd_office, xyd_worker;
grant usage on schema vault to xyd_sme, xyd_bank, xyd_worker;
grant usage on schema ledger to xyd_sme, xyd_bank, xyd_worker;

-- Default rows that are part of the product are written at migration, under FORCE as well.
create policy by_owner on app.agencies to xyd_owner using (true) with check (true);
create policy by_owner on app.catalogue_items to xyd_owner using (true) with check (true);
create policy by_owner on app.purpose_templates to xyd_owner using (true) with check (true);
create policy by_owner on app.predicates to xyd_owner using (true) with check (true);
create policy by_owner on app.zones to xyd_owner using (true) with check (true);

reset role;
set local role xyd_gate;
alter default privileges revoke execute on functions from public;
grant usage on schema gate to xyd_owner, xyd_public, xyd_sme, xyd_bank, xyd_office, xyd_worker;
