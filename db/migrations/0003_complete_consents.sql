CREATE TABLE "app"."consent_ask_items" (
	"ask_id" uuid NOT NULL,
	"item" text NOT NULL,
	"granularity" text NOT NULL,
	"data_from" date NOT NULL,
	"data_to" date NOT NULL,
	"why" text NOT NULL,
	"is_required" boolean NOT NULL,
	CONSTRAINT "consent_ask_items_ask_id_item_granularity_pk" PRIMARY KEY("ask_id","item","granularity"),
	CONSTRAINT "consent_ask_items_granularity_known" CHECK ("app"."consent_ask_items"."granularity" in ('raw', 'monthly', 'indicator', 'band', 'predicate')),
	CONSTRAINT "consent_ask_items_period" CHECK (isfinite("app"."consent_ask_items"."data_from") and isfinite("app"."consent_ask_items"."data_to") and "app"."consent_ask_items"."data_from" <= "app"."consent_ask_items"."data_to")
);
--> statement-breakpoint
CREATE TABLE "app"."consent_asks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"bank_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"subject" text DEFAULT 'enterprise' NOT NULL,
	"template_version" integer NOT NULL,
	"application_id" uuid NOT NULL,
	"information_request_id" uuid,
	"validity_days" integer NOT NULL,
	"message" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"consent_id" uuid,
	CONSTRAINT "consent_asks_status_known" CHECK ("app"."consent_asks"."status" in ('open', 'answered', 'declined', 'withdrawn')),
	CONSTRAINT "consent_asks_purpose_known" CHECK ("app"."consent_asks"."purpose" in ('platform_matching', 'loan_application', 'post_loan_monitoring', 'outcome_backflow', 'report_share')),
	CONSTRAINT "consent_asks_subject_known" CHECK ("app"."consent_asks"."subject" in ('enterprise', 'legal_representative')),
	CONSTRAINT "consent_asks_answer_finite" CHECK (isfinite("app"."consent_asks"."answer_by")),
	CONSTRAINT "consent_asks_validity_positive" CHECK ("app"."consent_asks"."validity_days" > 0),
	CONSTRAINT "consent_asks_answered_with_consent" CHECK (("app"."consent_asks"."status" = 'answered') = ("app"."consent_asks"."consent_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "app"."erasures" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"consent_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"bank_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"overdue_at" timestamp with time zone,
	"attested_at" timestamp with time zone,
	"attested_by" uuid,
	"attestation" text,
	CONSTRAINT "erasures_consentId_unique" UNIQUE("consent_id"),
	CONSTRAINT "erasures_reason_known" CHECK ("app"."erasures"."reason" in ('demanded', 'ended')),
	CONSTRAINT "erasures_due_finite" CHECK (isfinite("app"."erasures"."due_at") and "app"."erasures"."due_at" > "app"."erasures"."started_at"),
	CONSTRAINT "erasures_attested_whole" CHECK (("app"."erasures"."attested_at" is null) = ("app"."erasures"."attested_by" is null) and ("app"."erasures"."attested_at" is null) = ("app"."erasures"."attestation" is null))
);
--> statement-breakpoint
CREATE TABLE "auth"."address_claims" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"email" text NOT NULL,
	"code_mac" "bytea" NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "address_claims_expire" CHECK (isfinite("auth"."address_claims"."expires_at")),
	CONSTRAINT "address_claims_mac_sha256" CHECK (octet_length("auth"."address_claims"."code_mac") = 32)
);
--> statement-breakpoint
CREATE TABLE "app"."mails" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"notification_id" uuid NOT NULL,
	"same_as" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"queued_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_status_known" CHECK ("app"."mails"."status" in ('queued', 'sent', 'failed')),
	CONSTRAINT "mails_sent_when" CHECK (("app"."mails"."status" = 'sent') = ("app"."mails"."sent_at" is not null)),
	CONSTRAINT "mails_problem_code" CHECK ("app"."mails"."problem" ~ '^[A-Z0-9_]{1,40}$')
);
--> statement-breakpoint
CREATE TABLE "app"."notice_choices" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"mail" text NOT NULL,
	"language" text NOT NULL,
	"chosen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_choices_mail_known" CHECK ("app"."notice_choices"."mail" in ('all', 'urgent', 'none')),
	CONSTRAINT "notice_choices_language_known" CHECK ("app"."notice_choices"."language" in ('zh-CN', 'en'))
);
--> statement-breakpoint
CREATE TABLE "app"."reminders" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"consent_id" uuid,
	"event_id" uuid NOT NULL,
	"same_as" text NOT NULL,
	"params" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "checkpoints_size_positive" CHECK ("ledger"."checkpoints"."size" > 0),
	CONSTRAINT "checkpoints_root_sha256" CHECK (octet_length("ledger"."checkpoints"."root") = 32)
);
--> statement-breakpoint
CREATE TABLE "ledger"."cosignatures" (
	"size" bigint NOT NULL,
	"bank_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"line" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "cosignatures_size_bank_id_pk" PRIMARY KEY("size","bank_id")
);
--> statement-breakpoint
CREATE TABLE "ledger"."leaves" (
	"position" bigint PRIMARY KEY NOT NULL,
	"chain" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "leaves_position_counts" CHECK ("ledger"."leaves"."position" >= 0),
	CONSTRAINT "leaves_hash_sha256" CHECK (octet_length("ledger"."leaves"."hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "ledger"."nodes" (
	"level" smallint NOT NULL,
	"position" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "nodes_level_position_pk" PRIMARY KEY("level","position"),
	CONSTRAINT "nodes_above_leaves" CHECK ("ledger"."nodes"."level" >= 1 and "ledger"."nodes"."position" >= 0),
	CONSTRAINT "nodes_hash_sha256" CHECK (octet_length("ledger"."nodes"."hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "ledger"."receipts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"chain" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"consent_id" uuid,
	"size" bigint NOT NULL,
	"jws" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "receipts_kind_known" CHECK ("ledger"."receipts"."kind" in ('grant', 'amend', 'withdraw', 'expire', 'reminder', 'digest'))
);
--> statement-breakpoint
CREATE TABLE "ledger"."witness_keys" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"bank_id" uuid NOT NULL,
	"public_key" "bytea" NOT NULL,
	"registered_by" uuid NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "witness_keys_ed25519" CHECK (octet_length("ledger"."witness_keys"."public_key") = 32)
);
--> statement-breakpoint
CREATE TABLE "vault"."answer_releases" (
	"consent_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"period" date NOT NULL,
	"digest" "bytea" NOT NULL,
	"released_by" uuid,
	"released_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answer_releases_consent_id_scope_period_digest_pk" PRIMARY KEY("consent_id","scope","period","digest")
);
--> statement-breakpoint
CREATE TABLE "vault"."predicate_calls" (
	"enterprise_id" uuid NOT NULL,
	"code" text NOT NULL,
	"version" integer NOT NULL,
	"period" date NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "predicate_calls_enterprise_id_code_period_pk" PRIMARY KEY("enterprise_id","code","period")
);
--> statement-breakpoint
CREATE TABLE "app"."predicates" (
	"code" text NOT NULL,
	"version" integer NOT NULL,
	"item" text NOT NULL,
	"wording_zh" text NOT NULL,
	"wording_en" text NOT NULL,
	"threshold" integer,
	"unit" text NOT NULL,
	"window_months" integer NOT NULL,
	"min_months" integer NOT NULL,
	"state" text NOT NULL,
	"proposed_by" uuid,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	CONSTRAINT "predicates_code_version_pk" PRIMARY KEY("code","version"),
	CONSTRAINT "predicates_state_known" CHECK ("app"."predicates"."state" in ('draft', 'active', 'retired', 'discarded')),
	CONSTRAINT "predicates_unit_known" CHECK ("app"."predicates"."unit" in ('none', 'percent', 'months', 'fen', 'count')),
	CONSTRAINT "predicates_code_shape" CHECK ("app"."predicates"."code" ~ '^[a-z][a-z0-9_]{2,60}$'),
	CONSTRAINT "predicates_window_sane" CHECK ("app"."predicates"."window_months" between 1 and 60 and "app"."predicates"."min_months" between 1 and "app"."predicates"."window_months"),
	CONSTRAINT "predicates_four_eyes" CHECK ("app"."predicates"."proposed_by" is null or ("app"."predicates"."state" in ('draft', 'discarded')) = ("app"."predicates"."approved_by" is null) and "app"."predicates"."approved_by" is distinct from "app"."predicates"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "vault"."shown_answers" (
	"enterprise_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"period" date NOT NULL,
	"digest" "bytea" NOT NULL,
	"person_id" uuid NOT NULL,
	"shown_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shown_answers_application_id_scope_period_pk" PRIMARY KEY("application_id","scope","period"),
	CONSTRAINT "shown_answers_digest_keyed" CHECK (octet_length("vault"."shown_answers"."digest") = 32)
);
--> statement-breakpoint
CREATE TABLE "vault"."report_bodies" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"suite" smallint NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."reports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"number" text NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"scopes" text[] NOT NULL,
	"data_from" date NOT NULL,
	"data_to" date NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"attestation" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reports_number_unique" UNIQUE("number"),
	CONSTRAINT "reports_number_shape" CHECK ("app"."reports"."number" ~ '^XYD-[0-9]{8}-[0-9A-Z]{8}$')
);
--> statement-breakpoint
CREATE TABLE "auth"."challenges" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"challenge" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "challenges_challenge_unique" UNIQUE("challenge"),
	CONSTRAINT "challenges_long" CHECK (octet_length("auth"."challenges"."challenge") >= 16),
	CONSTRAINT "challenges_expire" CHECK (isfinite("auth"."challenges"."expires_at"))
);
--> statement-breakpoint
CREATE TABLE "auth"."passkeys" (
	"credential_id" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"name" text NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "passkeys_counter_counts" CHECK ("auth"."passkeys"."counter" >= 0)
);
--> statement-breakpoint
CREATE TABLE "app"."signing_authorities" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"purposes" text[] NOT NULL,
	"max_amount" bigint,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone NOT NULL,
	"artefact" "bytea" NOT NULL,
	"artefact_hash" "bytea" NOT NULL,
	"method" text NOT NULL,
	"attestation" text NOT NULL,
	"evidence" jsonb,
	"granted_by" uuid NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	CONSTRAINT "signing_authorities_role_known" CHECK ("app"."signing_authorities"."role" in ('authorised_clerk', 'second_signer')),
	CONSTRAINT "signing_authorities_method_known" CHECK ("app"."signing_authorities"."method" in ('totp', 'passkey')),
	CONSTRAINT "signing_authorities_period" CHECK (isfinite("app"."signing_authorities"."valid_from") and isfinite("app"."signing_authorities"."valid_to") and "app"."signing_authorities"."valid_from" < "app"."signing_authorities"."valid_to"),
	CONSTRAINT "signing_authorities_hashed" CHECK ("app"."signing_authorities"."artefact_hash" = sha256("app"."signing_authorities"."artefact")),
	CONSTRAINT "signing_authorities_not_oneself" CHECK ("app"."signing_authorities"."person_id" <> "app"."signing_authorities"."granted_by"),
	CONSTRAINT "signing_authorities_passkey_evident" CHECK (("app"."signing_authorities"."method" = 'passkey') = ("app"."signing_authorities"."evidence" is not null))
);
--> statement-breakpoint
CREATE TABLE "app"."signing_rules" (
	"enterprise_id" uuid PRIMARY KEY NOT NULL,
	"second_signer_above" bigint,
	"set_by" uuid NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."consents" DROP CONSTRAINT "consents_application_bound";--> statement-breakpoint
ALTER TABLE "app"."consents" DROP CONSTRAINT "consents_platform_only_for_matching";--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" DROP CONSTRAINT "purpose_templates_state_known";--> statement-breakpoint
DROP INDEX "vault"."data_keys_one";--> statement-breakpoint
DROP INDEX "auth"."tickets_by_consent";--> statement-breakpoint
ALTER TABLE "vault"."data_keys" ALTER COLUMN "wrapped" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."people" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "auth"."people" ADD COLUMN "email_confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."consent_items" ADD COLUMN "is_required" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."consent_signatures" ADD COLUMN "authority_id" uuid;--> statement-breakpoint
ALTER TABLE "app"."consent_signatures" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "app"."consents" ADD COLUMN "subject" text DEFAULT 'enterprise' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."consents" ADD COLUMN "report_id" uuid;--> statement-breakpoint
ALTER TABLE "app"."consents" ADD COLUMN "ask_id" uuid;--> statement-breakpoint
ALTER TABLE "app"."consents" ADD COLUMN "quorum" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" ADD COLUMN "second_signer_above" bigint;--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" ADD COLUMN "proposed_by" uuid;--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" ADD COLUMN "proposed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" ADD COLUMN "approved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."catalogue_items" ADD COLUMN "subject" text DEFAULT 'enterprise' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."loans" ADD COLUMN "is_reported" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."outcomes" ADD COLUMN "is_shared" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."contracts" ADD COLUMN "enterprise_signature" jsonb;--> statement-breakpoint
ALTER TABLE "app"."contracts" ADD COLUMN "bank_signature" jsonb;--> statement-breakpoint
ALTER TABLE "vault"."data_keys" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "vault"."data_keys" ADD COLUMN "emptied_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "vault"."data_keys" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "vault"."facts" ADD COLUMN "answer_digest" "bytea";--> statement-breakpoint
ALTER TABLE "vault"."facts" ADD COLUMN "stored_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."tickets" ADD COLUMN "nth" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."consent_ask_items" ADD CONSTRAINT "consent_ask_items_ask_id_consent_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "app"."consent_asks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."consent_asks" ADD CONSTRAINT "consent_asks_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."consent_asks" ADD CONSTRAINT "consent_asks_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."erasures" ADD CONSTRAINT "erasures_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "app"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."erasures" ADD CONSTRAINT "erasures_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."erasures" ADD CONSTRAINT "erasures_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."address_claims" ADD CONSTRAINT "address_claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."mails" ADD CONSTRAINT "mails_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."mails" ADD CONSTRAINT "mails_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "app"."notifications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."notice_choices" ADD CONSTRAINT "notice_choices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger"."cosignatures" ADD CONSTRAINT "cosignatures_size_checkpoints_size_fk" FOREIGN KEY ("size") REFERENCES "ledger"."checkpoints"("size") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger"."receipts" ADD CONSTRAINT "receipts_size_checkpoints_size_fk" FOREIGN KEY ("size") REFERENCES "ledger"."checkpoints"("size") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."predicate_calls" ADD CONSTRAINT "predicate_calls_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."predicate_calls" ADD CONSTRAINT "predicate_calls_predicate" FOREIGN KEY ("code","version") REFERENCES "app"."predicates"("code","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."shown_answers" ADD CONSTRAINT "shown_answers_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."report_bodies" ADD CONSTRAINT "report_bodies_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "app"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."report_bodies" ADD CONSTRAINT "report_bodies_key_id_data_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "vault"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."reports" ADD CONSTRAINT "reports_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."challenges" ADD CONSTRAINT "challenges_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."passkeys" ADD CONSTRAINT "passkeys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."signing_authorities" ADD CONSTRAINT "signing_authorities_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."signing_rules" ADD CONSTRAINT "signing_rules_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consent_asks_by_enterprise" ON "app"."consent_asks" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "consent_asks_by_bank" ON "app"."consent_asks" USING btree ("bank_id");--> statement-breakpoint
CREATE INDEX "consent_asks_by_application" ON "app"."consent_asks" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "erasures_by_bank" ON "app"."erasures" USING btree ("bank_id","due_at");--> statement-breakpoint
CREATE INDEX "erasures_awaited" ON "app"."erasures" USING btree ("due_at") WHERE "app"."erasures"."attested_at" is null;--> statement-breakpoint
CREATE INDEX "erasures_by_enterprise" ON "app"."erasures" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "address_claims_by_person" ON "auth"."address_claims" USING btree ("person_id","claimed_at");--> statement-breakpoint
CREATE INDEX "address_claims_by_email" ON "auth"."address_claims" USING btree ("email","claimed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mails_once" ON "app"."mails" USING btree ("same_as");--> statement-breakpoint
CREATE INDEX "mails_waiting" ON "app"."mails" USING btree ("due_at") WHERE "app"."mails"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "mails_by_notification" ON "app"."mails" USING btree ("notification_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reminders_once" ON "app"."reminders" USING btree ("same_as");--> statement-breakpoint
CREATE INDEX "reminders_by_event" ON "app"."reminders" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "reminders_by_consent" ON "app"."reminders" USING btree ("consent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "leaves_of_entries" ON "ledger"."leaves" USING btree ("chain","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_one_a_line" ON "ledger"."receipts" USING btree ("chain","seq");--> statement-breakpoint
CREATE INDEX "receipts_by_consent" ON "ledger"."receipts" USING btree ("consent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "witness_keys_one_live" ON "ledger"."witness_keys" USING btree ("bank_id") WHERE "ledger"."witness_keys"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "predicate_calls_by_time" ON "vault"."predicate_calls" USING btree ("enterprise_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "predicates_one_active" ON "app"."predicates" USING btree ("code") WHERE "app"."predicates"."state" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "predicates_one_draft" ON "app"."predicates" USING btree ("code") WHERE "app"."predicates"."state" = 'draft';--> statement-breakpoint
CREATE INDEX "report_bodies_by_key" ON "vault"."report_bodies" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "reports_by_enterprise" ON "app"."reports" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "challenges_by_person" ON "auth"."challenges" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "passkeys_by_person" ON "auth"."passkeys" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "signing_authorities_by_enterprise" ON "app"."signing_authorities" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "signing_authorities_by_person" ON "app"."signing_authorities" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "purpose_templates_one_active" ON "app"."purpose_templates" USING btree ("code") WHERE "app"."purpose_templates"."state" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "purpose_templates_one_draft" ON "app"."purpose_templates" USING btree ("code") WHERE "app"."purpose_templates"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_one_live" ON "vault"."data_keys" USING btree ("enterprise_id","granularity") WHERE "vault"."data_keys"."retired_at" is null and "vault"."data_keys"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "data_keys_by_enterprise" ON "vault"."data_keys" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "data_keys_retired" ON "vault"."data_keys" USING btree ("id") WHERE "vault"."data_keys"."retired_at" is not null and "vault"."data_keys"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "facts_by_key" ON "vault"."facts" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "tickets_by_consent" ON "auth"."tickets" USING btree ("consent_id","nth");--> statement-breakpoint
ALTER TABLE "app"."consent_signatures" ADD CONSTRAINT "consent_signatures_passkey_evident" CHECK (("app"."consent_signatures"."method" = 'passkey') = ("app"."consent_signatures"."evidence" is not null));--> statement-breakpoint
ALTER TABLE "app"."consent_signatures" ADD CONSTRAINT "consent_signatures_authority_evident" CHECK (case "app"."consent_signatures"."role" when 'legal_representative' then "app"."consent_signatures"."authority_id" is null when 'authorised_clerk' then "app"."consent_signatures"."authority_id" is not null else true end);--> statement-breakpoint
ALTER TABLE "app"."consent_signatures" ADD CONSTRAINT "consent_signatures_method_known" CHECK ("app"."consent_signatures"."method" in ('totp', 'passkey'));--> statement-breakpoint
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_subject_known" CHECK ("app"."consents"."subject" in ('enterprise', 'legal_representative'));--> statement-breakpoint
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_report_bound" CHECK (("app"."consents"."purpose" = 'report_share') = ("app"."consents"."report_id" is not null));--> statement-breakpoint
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_quorum_sane" CHECK ("app"."consents"."quorum" between 1 and 2);--> statement-breakpoint
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_application_bound" CHECK (("app"."consents"."purpose" in ('loan_application', 'post_loan_monitoring', 'outcome_backflow')) = ("app"."consents"."application_id" is not null));--> statement-breakpoint
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_platform_only_for_matching" CHECK (("app"."consents"."purpose" = 'platform_matching') = ("app"."consents"."recipient_id" is null));--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" ADD CONSTRAINT "purpose_templates_four_eyes" CHECK ("app"."purpose_templates"."proposed_by" is null or ("app"."purpose_templates"."state" in ('draft', 'discarded')) = ("app"."purpose_templates"."approved_by" is null) and "app"."purpose_templates"."approved_by" is distinct from "app"."purpose_templates"."proposed_by");--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" ADD CONSTRAINT "purpose_templates_ceilings_positive" CHECK ("app"."purpose_templates"."max_validity_days" > 0 and "app"."purpose_templates"."max_data_months" > 0 and "app"."purpose_templates"."max_reads" > 0 and "app"."purpose_templates"."max_fetches" > 0 and "app"."purpose_templates"."data_life_days" > 0 and cardinality("app"."purpose_templates"."scopes") > 0);--> statement-breakpoint
ALTER TABLE "app"."purpose_templates" ADD CONSTRAINT "purpose_templates_state_known" CHECK ("app"."purpose_templates"."state" in ('draft', 'active', 'retired', 'discarded'));--> statement-breakpoint
ALTER TABLE "app"."catalogue_items" ADD CONSTRAINT "catalogue_items_subject_known" CHECK ("app"."catalogue_items"."subject" in ('enterprise', 'legal_representative'));--> statement-breakpoint
-- The person's consent lives beside the company's; everything else stays one at a time.
ALTER TABLE "app"."consents" DROP CONSTRAINT "consents_one_live";--> statement-breakpoint
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_one_live" EXCLUDE USING gist (
  "enterprise_id" WITH =,
  (coalesce("recipient_id", '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
  "purpose" WITH =,
  "subject" WITH =,
  (coalesce("application_id", "report_id", '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
  "valid" WITH &&
) WHERE ("status" IN ('active', 'paused'));
--> statement-breakpoint
-- The reads made so far are numbered, for the quota.
ALTER TABLE "auth"."tickets" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."tickets" DISABLE TRIGGER USER;--> statement-breakpoint
UPDATE "auth"."tickets" SET "nth" = "numbered"."nth" FROM (
  SELECT "id", row_number() OVER (PARTITION BY "consent_id" ORDER BY "opened_at", "id") AS "nth" FROM "auth"."tickets"
) AS "numbered" WHERE "numbered"."id" = "tickets"."id";--> statement-breakpoint
ALTER TABLE "auth"."tickets" ENABLE TRIGGER USER;--> statement-breakpoint
ALTER TABLE "auth"."tickets" FORCE ROW LEVEL SECURITY;
