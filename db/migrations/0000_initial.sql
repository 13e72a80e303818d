CREATE SCHEMA "app";
--> statement-breakpoint
CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE SCHEMA "ledger";
--> statement-breakpoint
CREATE SCHEMA "vault";
--> statement-breakpoint
CREATE TABLE "app"."banks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"uscc" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "banks_code_unique" UNIQUE("code"),
	CONSTRAINT "banks_uscc_unique" UNIQUE("uscc"),
	CONSTRAINT "banks_kind_known" CHECK ("app"."banks"."kind" in ('large', 'joint_stock', 'city', 'rural', 'village', 'private'))
);
--> statement-breakpoint
CREATE TABLE "auth"."people" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"party" text NOT NULL,
	"role" text NOT NULL,
	"enterprise_id" uuid,
	"bank_id" uuid,
	"password_hash" text NOT NULL,
	"totp_secret" "bytea",
	"totp_step" integer DEFAULT 0 NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_username_unique" UNIQUE("username"),
	CONSTRAINT "people_party_known" CHECK ("auth"."people"."party" in ('sme', 'bank', 'credit_office')),
	CONSTRAINT "people_one_party" CHECK (("auth"."people"."party" = 'sme') = ("auth"."people"."enterprise_id" is not null) and ("auth"."people"."party" = 'bank') = ("auth"."people"."bank_id" is not null)),
	CONSTRAINT "people_role_of_party" CHECK (("auth"."people"."party", "auth"."people"."role") in (('sme','owner'),('sme','clerk'),('bank','officer'),('bank','approver'),('bank','admin'),('credit_office','analyst'),('credit_office','supervisor')))
);
--> statement-breakpoint
CREATE TABLE "auth"."security_log" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"code" text NOT NULL,
	"person_id" uuid,
	"request_id" text,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "auth"."sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "sessions_token_sha256" CHECK (octet_length("auth"."sessions"."token_hash") = 32),
	CONSTRAINT "sessions_expire" CHECK (isfinite("auth"."sessions"."expires_at"))
);
--> statement-breakpoint
CREATE TABLE "auth"."throttles" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"blocked_until" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."application_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"application_id" uuid NOT NULL,
	"from" text,
	"to" text NOT NULL,
	"actor_party" text NOT NULL,
	"actor_id" uuid,
	"channel" text NOT NULL,
	"reason" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."applications" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"need_id" uuid,
	"enterprise_id" uuid NOT NULL,
	"bank_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"product_version" integer NOT NULL,
	"consent_id" uuid,
	"bank_reference" text,
	"amount" bigint NOT NULL,
	"term_months" integer NOT NULL,
	"status" text DEFAULT 'prepared' NOT NULL,
	"origin" text DEFAULT 'platform' NOT NULL,
	"officer_id" uuid,
	"submitted_at" timestamp with time zone,
	"accept_by" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"decide_by" timestamp with time zone,
	"clock_stopped_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"decline_reasons" text[],
	"decline_message" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "applications_status_known" CHECK ("app"."applications"."status" in ('prepared', 'submitted', 'accepted', 'under_review', 'information_requested', 'offered', 'accepted_by_enterprise', 'contracted', 'disbursing', 'disbursed', 'disbursement_failed', 'declined', 'consent_lost', 'timed_out', 'refused', 'offer_expired', 'not_selected', 'withdrawn', 'lapsed', 'closed')),
	CONSTRAINT "applications_origin_known" CHECK ("app"."applications"."origin" in ('platform', 'imported')),
	CONSTRAINT "applications_amount_positive" CHECK ("app"."applications"."amount" > 0),
	CONSTRAINT "applications_consented_or_imported" CHECK ("app"."applications"."origin" = 'imported' or "app"."applications"."status" = 'prepared' or "app"."applications"."status" = 'withdrawn' or "app"."applications"."consent_id" is not null),
	CONSTRAINT "applications_need_or_imported" CHECK ("app"."applications"."origin" = 'imported' or "app"."applications"."need_id" is not null),
	CONSTRAINT "applications_decline_explained" CHECK ("app"."applications"."status" <> 'declined' or coalesce(cardinality("app"."applications"."decline_reasons"), 0) between 1 and 4)
);
--> statement-breakpoint
CREATE TABLE "app"."documents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"application_id" uuid NOT NULL,
	"request_id" uuid,
	"enterprise_id" uuid NOT NULL,
	"bank_id" uuid NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" "bytea" NOT NULL,
	"content" "bytea" NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "documents_size_sane" CHECK ("app"."documents"."size" = octet_length("app"."documents"."content") and "app"."documents"."size" <= 10485760),
	CONSTRAINT "documents_hash" CHECK ("app"."documents"."sha256" = sha256("app"."documents"."content"))
);
--> statement-breakpoint
CREATE TABLE "app"."information_requests" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"application_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"message" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"answer" text,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "information_requests_kind_known" CHECK ("app"."information_requests"."kind" in ('document', 'correction', 'extra_item', 'visit')),
	CONSTRAINT "information_requests_status_known" CHECK ("app"."information_requests"."status" in ('open', 'answered', 'lapsed'))
);
--> statement-breakpoint
CREATE TABLE "app"."matches" (
	"need_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"product_version" integer NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"rank" integer NOT NULL,
	"annual_rate" numeric(9, 6),
	"total_cost" bigint,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "matches_need_id_product_id_pk" PRIMARY KEY("need_id","product_id"),
	CONSTRAINT "matches_verdict_known" CHECK ("app"."matches"."verdict" in ('eligible', 'unknown', 'not_eligible'))
);
--> statement-breakpoint
CREATE TABLE "app"."needs" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"term_months" integer NOT NULL,
	"purpose" text NOT NULL,
	"purpose_text" text,
	"repayment" text,
	"guarantee" text,
	"status" text DEFAULT 'draft' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "needs_status_known" CHECK ("app"."needs"."status" in ('draft', 'matching', 'matched', 'in_market', 'offer_selected', 'funded', 'unfunded', 'withdrawn', 'expired')),
	CONSTRAINT "needs_purpose_known" CHECK ("app"."needs"."purpose" in ('working_capital', 'raw_materials', 'equipment', 'premises', 'wages', 'refinancing', 'other')),
	CONSTRAINT "needs_amount_sane" CHECK ("app"."needs"."amount" between 1000000 and 10000000000),
	CONSTRAINT "needs_term_sane" CHECK ("app"."needs"."term_months" between 1 and 360)
);
--> statement-breakpoint
CREATE TABLE "app"."visit_counts" (
	"day" date NOT NULL,
	"page" text NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "visit_counts_day_page_pk" PRIMARY KEY("day","page")
);
--> statement-breakpoint
CREATE TABLE "app"."consent_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"consent_id" uuid NOT NULL,
	"from" text,
	"to" text NOT NULL,
	"actor" text NOT NULL,
	"person_id" uuid,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "consent_events_actor_known" CHECK ("app"."consent_events"."actor" in ('enterprise', 'bank', 'platform', 'office', 'clock'))
);
--> statement-breakpoint
CREATE TABLE "app"."consent_items" (
	"consent_id" uuid NOT NULL,
	"item" text NOT NULL,
	"granularity" text NOT NULL,
	"scope" text GENERATED ALWAYS AS (item || ':' || granularity) STORED NOT NULL,
	"data_from" date NOT NULL,
	"data_to" date NOT NULL,
	"why" text NOT NULL,
	"dropped_at" timestamp with time zone,
	CONSTRAINT "consent_items_consent_id_scope_pk" PRIMARY KEY("consent_id","scope"),
	CONSTRAINT "consent_items_granularity_known" CHECK ("app"."consent_items"."granularity" in ('raw', 'monthly', 'indicator', 'band', 'predicate')),
	CONSTRAINT "consent_items_item_plain" CHECK ("app"."consent_items"."item" !~ ':'),
	CONSTRAINT "consent_items_period" CHECK (isfinite("app"."consent_items"."data_from") and isfinite("app"."consent_items"."data_to") and "app"."consent_items"."data_from" <= "app"."consent_items"."data_to")
);
--> statement-breakpoint
CREATE TABLE "app"."consent_signatures" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"consent_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"method" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"attestation" text NOT NULL,
	CONSTRAINT "consent_signatures_role_known" CHECK ("app"."consent_signatures"."role" in ('legal_representative', 'authorised_clerk', 'second_signer'))
);
--> statement-breakpoint
CREATE TABLE "app"."consents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"family_id" uuid NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"recipient_id" uuid,
	"purpose" text NOT NULL,
	"template_version" integer NOT NULL,
	"application_id" uuid,
	"valid" "tstzrange" NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	"max_reads" integer NOT NULL,
	"reads_per_unit" text,
	"reads_per_count" integer,
	"max_fetches" integer NOT NULL,
	"data_life_days" integer NOT NULL,
	"notice_language" text NOT NULL,
	"status" text DEFAULT 'requested' NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	"ended_reason" text,
	"artefact" "bytea" NOT NULL,
	"artefact_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consents_status_known" CHECK ("app"."consents"."status" in ('requested', 'awaiting_cosign', 'active', 'paused', 'rejected', 'cancelled', 'revoked', 'relinquished', 'terminated', 'consumed', 'superseded')),
	CONSTRAINT "consents_purpose_known" CHECK ("app"."consents"."purpose" in ('platform_matching', 'loan_application', 'post_loan_monitoring', 'outcome_backflow', 'report_share')),
	CONSTRAINT "consents_valid_finite" CHECK (not isempty("app"."consents"."valid") and not lower_inf("app"."consents"."valid") and not upper_inf("app"."consents"."valid") and lower_inc("app"."consents"."valid") and not upper_inc("app"."consents"."valid") and isfinite(lower("app"."consents"."valid")) and isfinite(upper("app"."consents"."valid"))),
	CONSTRAINT "consents_answer_finite" CHECK (isfinite("app"."consents"."answer_by")),
	CONSTRAINT "consents_reads_positive" CHECK ("app"."consents"."max_reads" > 0 and "app"."consents"."max_fetches" > 0),
	CONSTRAINT "consents_quota_whole" CHECK (("app"."consents"."reads_per_unit" is null) = ("app"."consents"."reads_per_count" is null)),
	CONSTRAINT "consents_application_bound" CHECK (("app"."consents"."purpose" in ('loan_application', 'post_loan_monitoring')) = ("app"."consents"."application_id" is not null)),
	CONSTRAINT "consents_platform_only_for_matching" CHECK (("app"."consents"."purpose" = 'platform_matching') = ("app"."consents"."recipient_id" is null) or ("app"."consents"."purpose" = 'outcome_backflow')),
	CONSTRAINT "consents_artefact_hashed" CHECK ("app"."consents"."artefact_hash" = sha256("app"."consents"."artefact"))
);
--> statement-breakpoint
CREATE TABLE "app"."purpose_templates" (
	"code" text NOT NULL,
	"version" integer NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"wording_zh" text NOT NULL,
	"wording_en" text NOT NULL,
	"scopes" text[] NOT NULL,
	"max_validity_days" integer NOT NULL,
	"max_data_months" integer NOT NULL,
	"max_reads" integer NOT NULL,
	"reads_per_unit" text,
	"reads_per_count" integer,
	"max_fetches" integer NOT NULL,
	"data_life_days" integer NOT NULL,
	CONSTRAINT "purpose_templates_code_version_pk" PRIMARY KEY("code","version"),
	CONSTRAINT "purpose_templates_state_known" CHECK ("app"."purpose_templates"."state" in ('draft', 'active', 'retired')),
	CONSTRAINT "purpose_templates_code_known" CHECK ("app"."purpose_templates"."code" in ('platform_matching', 'loan_application', 'post_loan_monitoring', 'outcome_backflow', 'report_share'))
);
--> statement-breakpoint
CREATE TABLE "app"."agencies" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."catalogue_items" (
	"code" text PRIMARY KEY NOT NULL,
	"agency" text NOT NULL,
	"mode" text NOT NULL,
	"granularities" text[] NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"description_zh" text NOT NULL,
	"description_en" text NOT NULL,
	"frequency" text NOT NULL,
	"position" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "catalogue_items_mode_known" CHECK ("app"."catalogue_items"."mode" in ('P', 'A', 'V', 'M'))
);
--> statement-breakpoint
CREATE TABLE "app"."enterprises" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"uscc" text NOT NULL,
	"name" text NOT NULL,
	"legal_representative" text NOT NULL,
	"established_on" date,
	"industry" text,
	"district" text,
	"address" text,
	"ownership" text,
	"registered_capital" bigint,
	"employees" integer,
	"size" text,
	"status" text DEFAULT 'operating' NOT NULL,
	"external_reference" text,
	"registered_at" timestamp with time zone,
	"as_of" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "enterprises_uscc_unique" UNIQUE("uscc"),
	CONSTRAINT "enterprises_size_known" CHECK ("app"."enterprises"."size" in ('micro', 'small', 'medium', 'large')),
	CONSTRAINT "enterprises_status_known" CHECK ("app"."enterprises"."status" in ('operating', 'revoked', 'deregistered', 'moved_out')),
	CONSTRAINT "enterprises_uscc_shape" CHECK ("app"."enterprises"."uscc" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$')
);
--> statement-breakpoint
CREATE TABLE "app"."public_records" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"item" text NOT NULL,
	"reference" text NOT NULL,
	"content" jsonb NOT NULL,
	"agency" text NOT NULL,
	"batch" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"enterprise_id" uuid,
	"bank_id" uuid,
	"actor_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."notifications" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"audience" text NOT NULL,
	"enterprise_id" uuid,
	"bank_id" uuid,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger"."entries" (
	"chain" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"action" text NOT NULL,
	"code" text NOT NULL,
	"persona" text NOT NULL,
	"person_id" uuid,
	"recipient_id" uuid,
	"consent_id" uuid,
	"ticket_id" uuid,
	"scopes" text[] NOT NULL,
	"data_from" date,
	"data_to" date,
	"artefact_hash" "bytea",
	"prev" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "entries_chain_seq_pk" PRIMARY KEY("chain","seq"),
	CONSTRAINT "entries_seq_positive" CHECK ("ledger"."entries"."seq" > 0)
);
--> statement-breakpoint
CREATE TABLE "app"."loans" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"application_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"bank_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"bank_reference" text NOT NULL,
	"principal" bigint NOT NULL,
	"balance" bigint NOT NULL,
	"nominal_rate" integer NOT NULL,
	"annual_rate" numeric(9, 6) NOT NULL,
	"term_months" integer NOT NULL,
	"repayment" text NOT NULL,
	"guarantee" text NOT NULL,
	"disbursed_on" date NOT NULL,
	"matures_on" date NOT NULL,
	"status" text DEFAULT 'current' NOT NULL,
	"overdue_days" integer DEFAULT 0 NOT NULL,
	"grade" text DEFAULT 'normal' NOT NULL,
	"is_first_loan" boolean NOT NULL,
	"is_credit_loan" boolean NOT NULL,
	"is_inclusive" boolean NOT NULL,
	"origin" text DEFAULT 'platform' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "loans_status_known" CHECK ("app"."loans"."status" in ('current', 'overdue', 'restructured', 'defaulted', 'written_off', 'settled', 'transferred')),
	CONSTRAINT "loans_grade_known" CHECK ("app"."loans"."grade" in ('normal', 'special_mention', 'substandard', 'doubtful', 'loss')),
	CONSTRAINT "loans_origin_known" CHECK ("app"."loans"."origin" in ('platform', 'imported')),
	CONSTRAINT "loans_balance_sane" CHECK ("app"."loans"."balance" between 0 and "app"."loans"."principal" and "app"."loans"."principal" > 0),
	CONSTRAINT "loans_settled_is_paid" CHECK ("app"."loans"."status" <> 'settled' or "app"."loans"."balance" = 0)
);
--> statement-breakpoint
CREATE TABLE "app"."outcomes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"bank_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"application_id" uuid NOT NULL,
	"loan_id" uuid,
	"enterprise_id" uuid NOT NULL,
	"amount" bigint,
	"days" integer,
	"detail" text,
	"on" date NOT NULL,
	"reversal_of" uuid,
	"origin" text DEFAULT 'platform' NOT NULL,
	"channel" text NOT NULL,
	"recorded_by" uuid,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "outcomes_kind_known" CHECK ("app"."outcomes"."kind" in ('decision', 'drawdown', 'repayment', 'overdue', 'overdue_cleared', 'grade', 'settlement', 'default')),
	CONSTRAINT "outcomes_amount_where_money_moves" CHECK (("app"."outcomes"."kind" in ('drawdown', 'repayment')) = ("app"."outcomes"."amount" is not null) and ("app"."outcomes"."amount" is null or "app"."outcomes"."amount" > 0))
);
--> statement-breakpoint
CREATE TABLE "app"."contracts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"offer_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"bank_id" uuid NOT NULL,
	"number" text NOT NULL,
	"terms" "bytea" NOT NULL,
	"terms_hash" "bytea" NOT NULL,
	"enterprise_signed_by" uuid NOT NULL,
	"enterprise_signed_at" timestamp with time zone NOT NULL,
	"bank_signed_by" uuid,
	"bank_signed_at" timestamp with time zone,
	CONSTRAINT "contracts_offerId_unique" UNIQUE("offer_id"),
	CONSTRAINT "contracts_applicationId_unique" UNIQUE("application_id"),
	CONSTRAINT "contracts_number_unique" UNIQUE("number"),
	CONSTRAINT "contracts_terms_hashed" CHECK ("app"."contracts"."terms_hash" = sha256("app"."contracts"."terms"))
);
--> statement-breakpoint
CREATE TABLE "app"."offers" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"application_id" uuid NOT NULL,
	"need_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"bank_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"status" text DEFAULT 'awaiting_approval' NOT NULL,
	"amount" bigint NOT NULL,
	"term_months" integer NOT NULL,
	"repayment" text NOT NULL,
	"nominal_rate" integer NOT NULL,
	"fees" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"annual_rate" numeric(9, 6) NOT NULL,
	"total_interest" bigint NOT NULL,
	"total_cost" bigint NOT NULL,
	"quoted_from" date NOT NULL,
	"schedule_hash" "bytea" NOT NULL,
	"conditions" text,
	"valid_until" timestamp with time zone NOT NULL,
	"drafted_by" uuid NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"sent_back_reason" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "offers_status_known" CHECK ("app"."offers"."status" in ('draft', 'awaiting_approval', 'open', 'accepted', 'refused', 'expired', 'replaced', 'not_selected', 'withdrawn')),
	CONSTRAINT "offers_four_eyes" CHECK ("app"."offers"."approved_by" is null or "app"."offers"."approved_by" <> "app"."offers"."drafted_by"),
	CONSTRAINT "offers_open_when_approved" CHECK ("app"."offers"."status" not in ('open', 'accepted', 'refused', 'expired', 'not_selected') or "app"."offers"."approved_by" is not null),
	CONSTRAINT "offers_amount_positive" CHECK ("app"."offers"."amount" > 0),
	CONSTRAINT "offers_rate_sane" CHECK ("app"."offers"."nominal_rate" between 0 and 3600)
);
--> statement-breakpoint
CREATE TABLE "app"."product_versions" (
	"product_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_versions_product_id_version_pk" PRIMARY KEY("product_id","version")
);
--> statement-breakpoint
CREATE TABLE "app"."products" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"bank_id" uuid NOT NULL,
	"code" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"published_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_status_known" CHECK ("app"."products"."status" in ('draft', 'published', 'withdrawn')),
	CONSTRAINT "products_published_at" CHECK ("app"."products"."status" <> 'published' or "app"."products"."published_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "vault"."data_keys" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"granularity" text NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "data_keys_granularity_known" CHECK ("vault"."data_keys"."granularity" in ('raw', 'monthly', 'indicator', 'band', 'predicate'))
);
--> statement-breakpoint
CREATE TABLE "vault"."facts" (
	"enterprise_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"period" date NOT NULL,
	"key_id" uuid NOT NULL,
	"suite" smallint NOT NULL,
	"body" "bytea" NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"fetch_id" uuid NOT NULL,
	CONSTRAINT "facts_enterprise_id_scope_period_pk" PRIMARY KEY("enterprise_id","scope","period"),
	CONSTRAINT "facts_scope_shape" CHECK ("vault"."facts"."scope" ~ '^[^:]+:(raw|monthly|indicator|band|predicate)$'),
	CONSTRAINT "facts_period_finite" CHECK (isfinite("vault"."facts"."period"))
);
--> statement-breakpoint
CREATE TABLE "vault"."fetches" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"consent_id" uuid NOT NULL,
	"item" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "fetches_status_known" CHECK ("vault"."fetches"."status" in ('queued', 'running', 'done', 'failed', 'discarded'))
);
--> statement-breakpoint
CREATE TABLE "auth"."tickets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"consent_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"bank_id" uuid,
	"person_id" uuid,
	"purpose" text NOT NULL,
	"application_id" uuid,
	"scopes" text[] NOT NULL,
	"data_from" date NOT NULL,
	"data_to" date NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_in" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "auth"."people" ADD CONSTRAINT "people_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."people" ADD CONSTRAINT "people_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."application_events" ADD CONSTRAINT "application_events_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "app"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."applications" ADD CONSTRAINT "applications_need_id_needs_id_fk" FOREIGN KEY ("need_id") REFERENCES "app"."needs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."applications" ADD CONSTRAINT "applications_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."applications" ADD CONSTRAINT "applications_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."applications" ADD CONSTRAINT "applications_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "app"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."applications" ADD CONSTRAINT "applications_product_version" FOREIGN KEY ("product_id","product_version") REFERENCES "app"."product_versions"("product_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."documents" ADD CONSTRAINT "documents_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "app"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."documents" ADD CONSTRAINT "documents_request_id_information_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "app"."information_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."information_requests" ADD CONSTRAINT "information_requests_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "app"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."matches" ADD CONSTRAINT "matches_need_id_needs_id_fk" FOREIGN KEY ("need_id") REFERENCES "app"."needs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."matches" ADD CONSTRAINT "matches_product_version" FOREIGN KEY ("product_id","product_version") REFERENCES "app"."product_versions"("product_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."needs" ADD CONSTRAINT "needs_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."consent_events" ADD CONSTRAINT "consent_events_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "app"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."consent_items" ADD CONSTRAINT "consent_items_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "app"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."consent_signatures" ADD CONSTRAINT "consent_signatures_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "app"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."consents" ADD CONSTRAINT "consents_recipient_id_banks_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."catalogue_items" ADD CONSTRAINT "catalogue_items_agency_agencies_code_fk" FOREIGN KEY ("agency") REFERENCES "app"."agencies"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."public_records" ADD CONSTRAINT "public_records_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."loans" ADD CONSTRAINT "loans_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "app"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."loans" ADD CONSTRAINT "loans_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."loans" ADD CONSTRAINT "loans_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."outcomes" ADD CONSTRAINT "outcomes_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."outcomes" ADD CONSTRAINT "outcomes_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "app"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."outcomes" ADD CONSTRAINT "outcomes_loan_id_loans_id_fk" FOREIGN KEY ("loan_id") REFERENCES "app"."loans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."outcomes" ADD CONSTRAINT "outcomes_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."contracts" ADD CONSTRAINT "contracts_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "app"."offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."contracts" ADD CONSTRAINT "contracts_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "app"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."offers" ADD CONSTRAINT "offers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "app"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."offers" ADD CONSTRAINT "offers_need_id_needs_id_fk" FOREIGN KEY ("need_id") REFERENCES "app"."needs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."offers" ADD CONSTRAINT "offers_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."offers" ADD CONSTRAINT "offers_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."product_versions" ADD CONSTRAINT "product_versions_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "app"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."products" ADD CONSTRAINT "products_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."data_keys" ADD CONSTRAINT "data_keys_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."facts" ADD CONSTRAINT "facts_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."facts" ADD CONSTRAINT "facts_key_id_data_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "vault"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."fetches" ADD CONSTRAINT "fetches_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "people_by_enterprise" ON "auth"."people" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "people_by_bank" ON "auth"."people" USING btree ("bank_id");--> statement-breakpoint
CREATE INDEX "security_log_by_time" ON "auth"."security_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sessions_by_person" ON "auth"."sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "application_events_by_application" ON "app"."application_events" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_one_live_per_need_and_product" ON "app"."applications" USING btree ("need_id","product_id") WHERE "app"."applications"."status" in ('prepared', 'submitted', 'accepted', 'under_review', 'information_requested', 'offered', 'accepted_by_enterprise', 'contracted', 'disbursing', 'consent_lost');--> statement-breakpoint
CREATE UNIQUE INDEX "applications_one_accepted_per_need" ON "app"."applications" USING btree ("need_id") WHERE "app"."applications"."status" in ('accepted_by_enterprise', 'contracted', 'disbursing', 'disbursed');--> statement-breakpoint
CREATE UNIQUE INDEX "applications_bank_reference" ON "app"."applications" USING btree ("bank_id","bank_reference");--> statement-breakpoint
CREATE INDEX "applications_by_enterprise" ON "app"."applications" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "applications_by_bank" ON "app"."applications" USING btree ("bank_id","status","submitted_at");--> statement-breakpoint
CREATE INDEX "applications_by_month" ON "app"."applications" USING btree ("submitted_at");--> statement-breakpoint
CREATE INDEX "documents_by_application" ON "app"."documents" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "information_requests_one_open" ON "app"."information_requests" USING btree ("application_id") WHERE "app"."information_requests"."status" = 'open';--> statement-breakpoint
CREATE INDEX "matches_by_enterprise" ON "app"."matches" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "needs_by_enterprise" ON "app"."needs" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "consent_events_by_consent" ON "app"."consent_events" USING btree ("consent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_signatures_once" ON "app"."consent_signatures" USING btree ("consent_id","person_id");--> statement-breakpoint
CREATE INDEX "consents_by_enterprise" ON "app"."consents" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "consents_by_recipient" ON "app"."consents" USING btree ("recipient_id");--> statement-breakpoint
CREATE INDEX "consents_by_application" ON "app"."consents" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consents_revision_of_family" ON "app"."consents" USING btree ("family_id","revision");--> statement-breakpoint
CREATE INDEX "enterprises_by_district" ON "app"."enterprises" USING btree ("district");--> statement-breakpoint
CREATE UNIQUE INDEX "public_records_once" ON "app"."public_records" USING btree ("enterprise_id","item","reference");--> statement-breakpoint
CREATE INDEX "events_undelivered" ON "app"."events" USING btree ("xid") WHERE "app"."events"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "events_by_subject" ON "app"."events" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "notifications_by_enterprise" ON "app"."notifications" USING btree ("enterprise_id","at");--> statement-breakpoint
CREATE INDEX "notifications_by_bank" ON "app"."notifications" USING btree ("bank_id","at");--> statement-breakpoint
CREATE INDEX "entries_by_xid" ON "ledger"."entries" USING btree ("xid");--> statement-breakpoint
CREATE INDEX "entries_by_recipient" ON "ledger"."entries" USING btree ("recipient_id","at");--> statement-breakpoint
CREATE INDEX "entries_by_consent" ON "ledger"."entries" USING btree ("consent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "loans_bank_reference" ON "app"."loans" USING btree ("bank_id","bank_reference");--> statement-breakpoint
CREATE UNIQUE INDEX "loans_one_first" ON "app"."loans" USING btree ("enterprise_id") WHERE "app"."loans"."is_first_loan";--> statement-breakpoint
CREATE INDEX "loans_by_application" ON "app"."loans" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "loans_by_enterprise" ON "app"."loans" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "loans_by_bank" ON "app"."loans" USING btree ("bank_id","status");--> statement-breakpoint
CREATE INDEX "loans_by_day" ON "app"."loans" USING btree ("disbursed_on");--> statement-breakpoint
CREATE UNIQUE INDEX "outcomes_once" ON "app"."outcomes" USING btree ("bank_id","reference");--> statement-breakpoint
CREATE INDEX "outcomes_by_loan" ON "app"."outcomes" USING btree ("loan_id");--> statement-breakpoint
CREATE INDEX "outcomes_by_application" ON "app"."outcomes" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "outcomes_by_day" ON "app"."outcomes" USING btree ("on");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_version_of_application" ON "app"."offers" USING btree ("application_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_pending_per_application" ON "app"."offers" USING btree ("application_id") WHERE "app"."offers"."status" in ('draft', 'awaiting_approval');--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_open_per_application" ON "app"."offers" USING btree ("application_id") WHERE "app"."offers"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_accepted_per_need" ON "app"."offers" USING btree ("need_id") WHERE "app"."offers"."status" = 'accepted';--> statement-breakpoint
CREATE INDEX "offers_by_enterprise" ON "app"."offers" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "offers_by_bank" ON "app"."offers" USING btree ("bank_id","status");--> statement-breakpoint
CREATE UNIQUE INDEX "products_code_of_bank" ON "app"."products" USING btree ("bank_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_one" ON "vault"."data_keys" USING btree ("enterprise_id","granularity");--> statement-breakpoint
CREATE INDEX "fetches_by_consent" ON "vault"."fetches" USING btree ("consent_id");--> statement-breakpoint
CREATE INDEX "fetches_by_enterprise" ON "vault"."fetches" USING btree ("enterprise_id","requested_at");--> statement-breakpoint
CREATE INDEX "tickets_by_consent" ON "auth"."tickets" USING btree ("consent_id","opened_at");