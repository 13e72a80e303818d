import type { Client } from "pg";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { agencyTexts, itemTexts } from "@/db/seed/source-texts";
import { shippedPredicates } from "@/db/seed/predicates";
import { purposeTemplates } from "@/db/seed/purpose-templates";
import { shippedZones } from "@/db/seed/zones";

/** Another text, another fingerprint: what is written goes by it. */
export const referenceFingerprint = JSON.stringify([
  defaultCatalogue,
  agencyTexts,
  itemTexts,
  purposeTemplates,
  shippedPredicates,
  shippedZones,
]);

/**
 * Writes the rows that are part of the product. Texts are refreshed; a template that somebody may
 * have signed is never changed, a new wording is a new version.
 */
export async function writeReference(client: Client) {
  for (const [position, { code, ...names }] of agencyTexts.entries())
    await client.query(
      `insert into app.agencies (code, name_zh, name_en, position) values ($1, $2, $3, $4)
       on conflict (code) do update
         set name_zh = excluded.name_zh, name_en = excluded.name_en, position = excluded.position`,
      [code, names.zh, names.en, position + 1],
    );

  for (const [position, item] of defaultCatalogue.entries()) {
    const text = itemTexts[item.code];
    await client.query(
      `insert into app.catalogue_items (code, agency, mode, granularities, name_zh, name_en, description_zh, description_en, frequency, position, subject)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (code) do update
         set agency = excluded.agency, mode = excluded.mode, granularities = excluded.granularities,
           name_zh = excluded.name_zh, name_en = excluded.name_en, description_zh = excluded.description_zh,
           description_en = excluded.description_en, frequency = excluded.frequency, position = excluded.position, subject = excluded.subject
         where catalogue_items.version = 1`,
      [
        item.code,
        item.agency,
        item.mode,
        item.granularities,
        text.name.zh,
        text.name.en,
        text.description.zh,
        text.description.en,
        text.frequency,
        position + 1,
        item.subject,
      ],
    );
  }

  for (const template of purposeTemplates) await writeTemplate(client, template);

  // What the office reworded or retired is its own from then on.
  for (const { code, item, wording, ...figures } of shippedPredicates)
    await client.query(
      `insert into app.predicates (code, version, item, wording_zh, wording_en, threshold, unit, window_months, min_months, state)
       values ($1, 1, $2, $3, $4, $5, $6, $7, $8, 'active')
       on conflict do nothing`,
      [
        code,
        item,
        wording.zh,
        wording.en,
        figures.threshold,
        figures.unit,
        figures.windowMonths,
        figures.minMonths,
      ],
    );

  // So is a zone, once it is here.
  for (const [position, { code, name, summary }] of shippedZones.entries())
    await client.query(
      `insert into app.zones (code, name_zh, name_en, summary_zh, summary_en, position, updated_at)
       values ($1, $2, $3, $4, $5, $6, clock_timestamp())
       on conflict do nothing`,
      [code, name.zh, name.en, summary.zh, summary.en, position + 1],
    );
}

/**
 * A version that is here stays as it is. A new one takes the place of the older shipped one; where
 * the office approved its own, it arrives retired.
 */
export async function writeTemplate(client: Client, template: (typeof purposeTemplates)[number]) {
  await client.query(
    `update app.purpose_templates as older set state = 'retired'
     where code = $1 and state = 'active' and version < $2 and proposed_by is null
       and not exists (select from app.purpose_templates as same where same.code = $1 and same.version = $2)`,
    [template.code, template.version],
  );
  await client.query(
    `insert into app.purpose_templates (code, version, name_zh, name_en, wording_zh, wording_en, scopes, max_validity_days,
       max_data_months, max_reads, reads_per_unit, reads_per_count, max_fetches, data_life_days, second_signer_above, state)
     select $1, $2::integer, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
       case when exists (select from app.purpose_templates where code = $1 and state = 'active') then 'retired' else 'active' end
     on conflict (code, version) do nothing`,
    [
      template.code,
      template.version,
      template.name.zh,
      template.name.en,
      template.wording.zh,
      template.wording.en,
      template.scopes,
      template.maxValidityDays,
      template.maxDataMonths,
      template.maxReads,
      template.readsPer.unit,
      template.readsPer.count,
      template.maxFetches,
      template.dataLifeDays,
      template.secondSignerAbove?.toString() ?? null,
    ],
  );
}
