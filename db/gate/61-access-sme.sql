-- What an enterprise may read and write: its own, and what the banks show.
set local role xyd_owner;

grant select on app.enterprises, app.public_records, app.banks, app.products, app.product_versions, app.agencies,
  app.catalogue_items, app.purpose_templates, app.predicates, app.consents, app.consent_items, app.consent_signatures,
  app.consent_events, app.consent_asks, app.consent_ask_items, app.reports, app.erasures, app.signing_authorities, app.signing_rules, app.loans, app.outcomes, ledger.entries to xyd_sme;
grant select, insert, update (status, amount, term_months, purpose, purpose_text, repayment, guarantee) on app.needs to xyd_sme;
grant select, insert, update, delete on app.matches to xyd_sme;
grant select, insert, update (status, amount, term_months, consent_id, submitted_at, accept_by, decide_by, clock_stopped_at, decided_at, updated_at)
  on app.applications to xyd_sme;
grant select, insert on app.application_events, app.documents to xyd_sme;
grant select, update (status, answer, answered_at) on app.information_requests to xyd_sme;
grant select, update (status, decided_at) on app.offers to xyd_sme;
grant select, insert on app.contracts to xyd_sme;
grant insert on app.events to xyd_sme;
grant select, update (read_at) on app.notifications to xyd_sme;

create policy by_sme on app.banks for select to xyd_sme using (true);
create policy by_sme on app.agencies for select to xyd_sme using (true);
create policy by_sme on app.catalogue_items for select to xyd_sme using (true);
create policy by_sme on app.purpose_templates for select to xyd_sme using (true);
create policy by_sme on app.predicates for select to xyd_sme using (state in ('active', 'retired'));

create policy by_sme on app.enterprises for select to xyd_sme using (id = (select gate.current_enterprise()));
create policy by_sme on app.public_records for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.needs to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.applications to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
-- A product taken off the shelf stays readable: who was matched with it or applied for it is told so.
create policy by_sme on app.products for select to xyd_sme using (status <> 'draft');
create policy by_sme on app.product_versions for select to xyd_sme
  using (exists (select from app.products where products.id = product_id and product_versions.version <= products.version));
create policy by_sme on app.matches to xyd_sme using (enterprise_id = (select gate.current_enterprise()))
  with check (enterprise_id = (select gate.current_enterprise()) and exists (select from app.needs where needs.id = need_id));
create policy by_sme on app.application_events to xyd_sme
  using (exists (select from app.applications where applications.id = application_id));
create policy by_sme on app.information_requests to xyd_sme
  using (exists (select from app.applications where applications.id = application_id));
create policy by_sme on app.documents to xyd_sme using (enterprise_id = (select gate.current_enterprise()))
  with check (enterprise_id = (select gate.current_enterprise()) and exists (
    select from app.applications where applications.id = application_id and applications.bank_id = documents.bank_id));
-- Until it is approved an offer is the bank's own business.
create policy by_sme on app.offers to xyd_sme
  using (enterprise_id = (select gate.current_enterprise()) and approved_by is not null);
create policy by_sme on app.contracts to xyd_sme using (enterprise_id = (select gate.current_enterprise()))
  with check (enterprise_id = (select gate.current_enterprise()) and bank_signed_by is null
    and exists (select from app.offers where offers.id = offer_id and offers.bank_id = contracts.bank_id and offers.application_id = contracts.application_id));
create policy by_sme on app.loans for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.outcomes for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.events for insert to xyd_sme with check (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.notifications to xyd_sme
  using (audience = 'enterprise' and enterprise_id = (select gate.current_enterprise()));

create policy by_sme on app.consents for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
-- The inner select is itself filtered by the policy of its table.
create policy by_sme on app.consent_items for select to xyd_sme using (exists (select from app.consents where consents.id = consent_id));
create policy by_sme on app.consent_signatures for select to xyd_sme using (exists (select from app.consents where consents.id = consent_id));
create policy by_sme on app.consent_events for select to xyd_sme using (exists (select from app.consents where consents.id = consent_id));
create policy by_sme on app.consent_asks for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.consent_ask_items for select to xyd_sme using (exists (select from app.consent_asks where consent_asks.id = ask_id));
create policy by_sme on app.erasures for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.reports for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.signing_authorities for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on app.signing_rules for select to xyd_sme using (enterprise_id = (select gate.current_enterprise()));
create policy by_sme on ledger.entries for select to xyd_sme using (chain = (select gate.current_enterprise()));
grant select on ledger.leaves, ledger.checkpoints, ledger.cosignatures, ledger.witness_keys, ledger.receipts to xyd_sme;
create policy by_sme on ledger.leaves for select to xyd_sme using (chain = (select gate.current_enterprise()));
create policy by_sme on ledger.checkpoints for select to xyd_sme using (true);
create policy by_sme on ledger.cosignatures for select to xyd_sme using (true);
create policy by_sme on ledger.witness_keys for select to xyd_sme using (true);
create policy by_sme on ledger.receipts for select to xyd_sme using (chain = (select gate.current_enterprise()));

grant select on app.zones, app.zone_products to xyd_sme;
create policy by_sme on app.zones for select to xyd_sme using (is_published);
create policy by_sme on app.zone_products for select to xyd_sme using (exists (select from app.zones where zones.code = zone_code));

grant select on app.observations to xyd_sme;
create policy by_sme on app.observations for select to xyd_sme using (true);
