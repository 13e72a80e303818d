-- The platform itself: imports, clocks, notices. It writes facts through functions and reads none.
set local role xyd_owner;

grant select on app.consents, app.consent_items, app.consent_events, app.matches, app.contracts, ledger.entries, ledger.leaves, ledger.checkpoints,
  ledger.cosignatures, ledger.witness_keys, ledger.receipts to xyd_worker;
grant select, insert, update on app.enterprises, app.public_records, app.banks, app.products, app.applications, app.loans,
  app.offers, app.needs, app.information_requests, app.events, app.notifications, app.installation,
  app.visit_counts to xyd_worker;
grant select, insert on app.product_versions, app.application_events, app.outcomes to xyd_worker;
grant select on app.agencies, app.catalogue_items, app.purpose_templates, app.predicates to xyd_worker;
grant delete on app.public_records to xyd_worker;
-- After an import the planner must know the new sizes: the first reader does not wait for autovacuum.
grant maintain on app.enterprises, app.public_records, app.applications, app.loans, app.outcomes to xyd_worker;

do $$
declare
  used text;
begin
  foreach used in array array['app.consents', 'app.consent_items', 'app.consent_events', 'app.matches', 'app.contracts', 'ledger.entries',
    'ledger.leaves', 'ledger.checkpoints', 'ledger.cosignatures', 'ledger.witness_keys', 'ledger.receipts',
    'app.enterprises', 'app.public_records', 'app.banks', 'app.products', 'app.product_versions', 'app.applications', 'app.application_events',
    'app.loans', 'app.offers', 'app.needs', 'app.outcomes', 'app.information_requests', 'app.events', 'app.notifications',
    'app.installation', 'app.visit_counts', 'app.agencies', 'app.catalogue_items', 'app.purpose_templates', 'app.predicates'] loop
    execute format('create policy by_worker on %s to xyd_worker using (true) with check (true)', used);
  end loop;
end $$;


-- A demo city comes with its shelves filled.
grant select, insert, update on app.zones to xyd_worker;
grant select, insert on app.zone_products to xyd_worker;
create policy by_worker on app.zones to xyd_worker using (true) with check (true);
create policy by_worker on app.zone_products to xyd_worker using (true) with check (true);
