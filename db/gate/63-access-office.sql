-- The office sees volumes and how cases went: no profile, no document, not what a consent covers.
set local role xyd_owner;

grant select on app.enterprises, app.banks, app.agencies, app.catalogue_items, app.purpose_templates, app.predicates, app.products,
  app.product_versions, app.needs, app.matches, app.applications, app.application_events, app.offers, app.loans,
  app.outcomes, app.visit_counts to xyd_office;
grant select (id, enterprise_id, recipient_id, purpose, application_id, valid, answer_by, status, created_at, ended_at) on app.consents to xyd_office;
grant select (id, consent_id, enterprise_id, bank_id, reason, started_at, due_at, overdue_at, attested_at) on app.erasures to xyd_office;
grant insert on app.events to xyd_office;
grant select, update (read_at) on app.notifications to xyd_office;

do $$
declare
  seen text;
begin
  foreach seen in array array['enterprises', 'banks', 'agencies', 'catalogue_items', 'purpose_templates', 'predicates', 'products', 'product_versions',
    'needs', 'matches', 'applications', 'application_events', 'offers', 'loans', 'outcomes', 'visit_counts', 'consents'] loop
    execute format($policy$create policy by_office on app.%I for select to xyd_office using ((select gate.current_persona()) = 'office')$policy$, seen);
  end loop;
end $$;
create policy by_office on app.erasures for select to xyd_office using ((select gate.current_persona()) = 'office');
-- What a bank recorded without the enterprise's consent to report it is between the two.
alter policy by_office on app.outcomes using ((select gate.current_persona()) = 'office' and is_shared);
create policy by_office on app.events for insert to xyd_office with check ((select gate.current_persona()) = 'office');
create policy by_office on app.notifications to xyd_office
  using ((select gate.current_persona()) = 'office' and audience = 'office');

grant select on app.zones, app.zone_products to xyd_office;
create policy by_office on app.zones for select to xyd_office using ((select gate.current_persona()) = 'office');
create policy by_office on app.zone_products for select to xyd_office using ((select gate.current_persona()) = 'office');

-- A version in the making once the office is asked, and what it let in.
grant select on app.product_proposals to xyd_office;
create policy by_office on app.product_proposals for select to xyd_office
  using ((select gate.current_persona()) = 'office' and (status = 'awaiting_office' or office_approved_by is not null));

grant select on app.observations to xyd_office;
create policy by_office on app.observations for select to xyd_office using ((select gate.current_persona()) = 'office');
