-- Null would never equal null, so the platform and "no application" are spelled as the nil uuid.
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_one_live" EXCLUDE USING gist (
  "enterprise_id" WITH =,
  (coalesce("recipient_id", '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
  "purpose" WITH =,
  (coalesce("application_id", '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
  "valid" WITH &&
) WHERE ("status" IN ('active', 'paused'));
