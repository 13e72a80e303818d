-- What a visitor may read: the supermarket's shelves.
set local role xyd_owner;

grant select on app.products, app.product_versions, app.banks, app.agencies, app.catalogue_items, app.purpose_templates,
  app.zones, app.zone_products to xyd_public;

create policy by_public on app.products for select to xyd_public using (status = 'published');
create policy by_public on app.product_versions for select to xyd_public
  using (exists (select from app.products where products.id = product_id and products.version = product_versions.version));
create policy by_public on app.banks for select to xyd_public using (true);
create policy by_public on app.agencies for select to xyd_public using (true);
create policy by_public on app.catalogue_items for select to xyd_public using (true);
create policy by_public on app.purpose_templates for select to xyd_public using (state <> 'draft');
create policy by_public on app.zones for select to xyd_public using (is_published);
create policy by_public on app.zone_products for select to xyd_public
  using (exists (select from app.zones where zones.code = zone_code));

grant select on app.observations to xyd_public;
create policy by_public on app.observations for select to xyd_public using (true);
