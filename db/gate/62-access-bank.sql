-- What a bank may read and write: what was submitted to it, and its own products and loans. What an
-- enterprise only prepared does not exist for it.
set local role xyd_owner;

grant select on app.enterprises, app.public_records, app.banks, app.agencies, app.catalogue_items, app.purpose_templates, app.predicates,
  app.consents, app.consent_items, app.consent_signatures, app.consent_events, app.consent_asks, app.consent_ask_items,
  app.reports, app.erasures, app.documents, ledger.entries to xyd_bank;
grant select, update (status) on app.needs to xyd_bank;
grant select on app.products, app.product_versions, app.product_proposals to xyd_bank;
grant select, update (status, officer_id, accept_by, accepted_at, decide_by, clock_stopped_at, decided_at, decline_reasons, decline_message, updated_at)
  on app.applications to xyd_bank;
grant select, insert on app.application_events, app.outcomes to xyd_bank;
grant select, insert, update (status, answered_at) on app.information_requests to xyd_bank;
grant select, insert, update (status, approved_by, approved_at, sent_back_reason, decided_at, valid_until) on app.offers to xyd_bank;
grant select, update (bank_signed_by, bank_signed_at, bank_signature) on app.contracts to xyd_bank;
grant select, insert, update (balance, status, overdue_days, grade) on app.loans to xyd_bank;
grant insert on app.events to xyd_bank;
grant select, update (read_at) on app.notifications to xyd_bank;

create policy by_bank on app.banks for select to xyd_bank using (true);
create policy by_bank on app.agencies for select to xyd_bank using (true);
create policy by_bank on app.catalogue_items for select to xyd_bank using (true);
create policy by_bank on app.purpose_templates for select to xyd_bank using (true);
create policy by_bank on app.predicates for select to xyd_bank using (state in ('active', 'retired'));

create policy by_bank on app.applications to xyd_bank
  using (bank_id = (select gate.current_bank()) and submitted_at is not null);
create policy by_bank on app.enterprises for select to xyd_bank
  using (exists (select from app.applications where applications.enterprise_id = enterprises.id));
create policy by_bank on app.public_records for select to xyd_bank
  using (exists (select from app.applications where applications.enterprise_id = public_records.enterprise_id));
-- A bank says what became of a need, and nothing else of it.
create policy by_bank on app.needs to xyd_bank
  using (exists (select from app.applications where applications.need_id = needs.id))
  with check (status in ('in_market', 'funded', 'unfunded'));
create policy by_bank on app.products for select to xyd_bank using (bank_id = (select gate.current_bank()));
create policy by_bank on app.product_proposals for select to xyd_bank using (bank_id = (select gate.current_bank()));
create policy by_bank on app.product_versions for select to xyd_bank
  using (exists (select from app.products where products.id = product_id));
create policy by_bank on app.application_events to xyd_bank
  using (exists (select from app.applications where applications.id = application_id));
create policy by_bank on app.information_requests to xyd_bank
  using (exists (select from app.applications where applications.id = application_id));
create policy by_bank on app.documents for select to xyd_bank
  using (bank_id = (select gate.current_bank()) and exists (select from app.applications where applications.id = application_id));
create policy by_bank on app.offers to xyd_bank using (bank_id = (select gate.current_bank()))
  with check (bank_id = (select gate.current_bank()) and exists (
    select from app.applications where applications.id = application_id and applications.enterprise_id = offers.enterprise_id));
create policy by_bank on app.contracts to xyd_bank using (bank_id = (select gate.current_bank()));
create policy by_bank on app.loans to xyd_bank using (bank_id = (select gate.current_bank()))
  with check (bank_id = (select gate.current_bank()) and exists (
    select from app.applications where applications.id = application_id and applications.enterprise_id = loans.enterprise_id));
create policy by_bank on app.outcomes to xyd_bank using (bank_id = (select gate.current_bank()))
  with check (bank_id = (select gate.current_bank()) and exists (
    select from app.applications where applications.id = application_id and applications.enterprise_id = outcomes.enterprise_id));
create policy by_bank on app.events for insert to xyd_bank with check (bank_id = (select gate.current_bank()));
create policy by_bank on app.notifications to xyd_bank
  using (audience = 'bank' and bank_id = (select gate.current_bank()));

-- What nobody, or only the first of two, signed is the enterprise's own paper.
create policy by_bank on app.consents for select to xyd_bank using (recipient_id = (select gate.current_bank())
  and status not in ('requested', 'awaiting_cosign', 'rejected', 'cancelled'));
create policy by_bank on app.consent_items for select to xyd_bank using (exists (select from app.consents where consents.id = consent_id));
create policy by_bank on app.consent_signatures for select to xyd_bank using (exists (select from app.consents where consents.id = consent_id));
create policy by_bank on app.consent_events for select to xyd_bank using (exists (select from app.consents where consents.id = consent_id));
create policy by_bank on app.consent_asks for select to xyd_bank using (bank_id = (select gate.current_bank()));
create policy by_bank on app.consent_ask_items for select to xyd_bank using (exists (select from app.consent_asks where consent_asks.id = ask_id));
create policy by_bank on app.erasures for select to xyd_bank using (bank_id = (select gate.current_bank()));
-- Of a report its number and range, once it was shared; what it says comes through the gate.
create policy by_bank on app.reports for select to xyd_bank using (exists (select from app.consents where consents.report_id = reports.id));
create policy by_bank on ledger.entries for select to xyd_bank using (recipient_id = (select gate.current_bank())
  and action not in ('consent.request', 'consent.reject', 'consent.lapse') and (action <> 'consent.sign' or code = 'SIGNED'));
grant select on ledger.checkpoints, ledger.cosignatures, ledger.witness_keys to xyd_bank;
create policy by_bank on ledger.checkpoints for select to xyd_bank using (true);
create policy by_bank on ledger.cosignatures for select to xyd_bank using (bank_id = (select gate.current_bank()));
create policy by_bank on ledger.witness_keys for select to xyd_bank using (bank_id = (select gate.current_bank()));

grant select on app.zones, app.zone_products to xyd_bank;
create policy by_bank on app.zones for select to xyd_bank using (is_published);
create policy by_bank on app.zone_products for select to xyd_bank using (exists (select from app.zones where zones.code = zone_code));

grant select on app.observations to xyd_bank;
create policy by_bank on app.observations for select to xyd_bank using (true);
