CREATE TABLE "vault"."audience_buckets" (
	"fact" text NOT NULL,
	"bucket" integer NOT NULL,
	"low" text NOT NULL,
	"high" text NOT NULL,
	CONSTRAINT "audience_buckets_fact_bucket_pk" PRIMARY KEY("fact","bucket")
);
--> statement-breakpoint
CREATE TABLE "vault"."audience_builds" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"built_at" timestamp with time zone NOT NULL,
	"horizon" "xid8" NOT NULL,
	"enterprises" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."audience_queries" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"bank_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"rules_hash" "bytea" NOT NULL,
	"answer" jsonb NOT NULL,
	"on" date NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault"."audience_secrets" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"secret" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault"."audience_slices" (
	"fact" text NOT NULL,
	"slice" integer NOT NULL,
	"bits" "varbit" NOT NULL,
	CONSTRAINT "audience_slices_fact_slice_pk" PRIMARY KEY("fact","slice")
);
--> statement-breakpoint
CREATE TABLE "vault"."match_inputs" (
	"run_id" uuid PRIMARY KEY NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"suite" smallint NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."match_runs" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"need_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"consent_id" uuid,
	"engine" integer NOT NULL,
	"on" date NOT NULL,
	"month" text NOT NULL,
	"amount" bigint NOT NULL,
	"term_months" integer NOT NULL,
	"weights" jsonb NOT NULL,
	"products" jsonb NOT NULL,
	"inputs_hash" "bytea" NOT NULL,
	"result_hash" "bytea" NOT NULL,
	"eligible" integer NOT NULL,
	"unknown" integer NOT NULL,
	"not_eligible" integer NOT NULL,
	"requested_by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "match_runs_counts" CHECK ("app"."match_runs"."eligible" >= 0 and "app"."match_runs"."unknown" >= 0 and "app"."match_runs"."not_eligible" >= 0)
);
--> statement-breakpoint
CREATE TABLE "vault"."matching_facts" (
	"enterprise_id" uuid PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"consent_id" uuid,
	"valid_to" timestamp with time zone,
	"is_usable" boolean DEFAULT false NOT NULL,
	"indicators_for" date,
	"is_operating" boolean DEFAULT true NOT NULL,
	"month" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"changed_in" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"established_months" integer,
	"established_on" date,
	"industry_section" text,
	"industry_code" text,
	"district" text,
	"size_class" text,
	"registered_capital" bigint,
	"open_penalties" integer,
	"serious_penalties_24m" integer,
	"last_penalty_on" date,
	"abnormal_listed" boolean,
	"tax_credit_grade" text,
	"tax_revenue_12m" bigint,
	"tax_revenue_growth" bigint,
	"tax_paid_12m" bigint,
	"tax_paid_months_12m" integer,
	"tax_consecutive_paid_months" integer,
	"tax_last_paid_on" date,
	"tax_arrears" bigint,
	"tax_revenue_volatility_12m" bigint,
	"invoice_sales_12m" bigint,
	"invoice_sales_growth" bigint,
	"invoice_active_months_12m" integer,
	"invoice_top_customer_share_12m" bigint,
	"invoice_void_share_12m" bigint,
	"invoice_customers_12m" integer,
	"insured_headcount" integer,
	"insured_headcount_change_12m" bigint,
	"insurance_paid_months_12m" integer,
	"insurance_arrears" bigint,
	"fund_headcount" integer,
	"fund_paid_months_12m" integer,
	"water_use_change_12m" bigint,
	"water_arrears" bigint,
	"electricity_no_arrears_12m" boolean,
	"electricity_active_10_of_12" boolean,
	"electricity_use_kept_80_percent" boolean,
	"gas_use_change_12m" bigint,
	"gas_arrears" bigint,
	CONSTRAINT "matching_facts_under_a_consent" CHECK ("vault"."matching_facts"."consent_id" is not null or ("vault"."matching_facts"."valid_to" is null and "vault"."matching_facts"."indicators_for" is null and not "vault"."matching_facts"."is_usable"))
);
--> statement-breakpoint
CREATE TABLE "app"."observations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"product_id" uuid,
	"industry_section" text,
	"size" text,
	"decided" integer NOT NULL,
	"enterprises" integer NOT NULL,
	"approved" integer NOT NULL,
	"days_median" numeric(6, 1),
	"granted" integer NOT NULL,
	"rate_low" integer,
	"rate_median" integer,
	"rate_high" integer,
	"amount_low" bigint,
	"amount_median" bigint,
	"amount_high" bigint,
	"from" date NOT NULL,
	"to" date NOT NULL,
	"computed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "observations_never_few" CHECK ("app"."observations"."enterprises" >= 10),
	CONSTRAINT "observations_shares" CHECK ("app"."observations"."approved" between 0 and "app"."observations"."decided"),
	CONSTRAINT "observations_size_known" CHECK ("app"."observations"."size" in ('micro', 'small', 'medium', 'large'))
);
--> statement-breakpoint
CREATE TABLE "app"."open_need_takes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"open_need_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"bank_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"officer_id" uuid NOT NULL,
	"message" text,
	"status" text DEFAULT 'taken' NOT NULL,
	"place" integer NOT NULL,
	"application_id" uuid,
	"taken_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "open_need_takes_status_known" CHECK ("app"."open_need_takes"."status" in ('taken', 'accepted', 'declined')),
	CONSTRAINT "open_need_takes_three_at_most" CHECK ("app"."open_need_takes"."place" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "app"."open_needs" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"need_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"zone_code" text,
	"bands" jsonb NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"opened_by" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "open_needs_status_known" CHECK ("app"."open_needs"."status" in ('open', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "app"."zone_products" (
	"zone_code" text NOT NULL,
	"product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "zone_products_zone_code_product_id_pk" PRIMARY KEY("zone_code","product_id")
);
--> statement-breakpoint
CREATE TABLE "app"."zones" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"summary_zh" text NOT NULL,
	"summary_en" text NOT NULL,
	"position" integer NOT NULL,
	"is_published" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_by" uuid,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "zones_code_shape" CHECK ("app"."zones"."code" ~ '^[a-z0-9-]{3,40}$')
);
--> statement-breakpoint
CREATE TABLE "app"."product_proposals" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"product_id" uuid NOT NULL,
	"bank_id" uuid NOT NULL,
	"based_on" integer,
	"content" jsonb NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"written_by" uuid NOT NULL,
	"former_writers" uuid[] DEFAULT '{}' NOT NULL,
	"submitted_at" timestamp with time zone,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"office_approved_by" uuid,
	"office_approved_at" timestamp with time zone,
	"sent_back_reason" text,
	"version" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "product_proposals_status_known" CHECK ("app"."product_proposals"."status" in ('draft', 'awaiting_bank', 'awaiting_office', 'published', 'discarded')),
	CONSTRAINT "product_proposals_four_eyes" CHECK ("app"."product_proposals"."approved_by" is null or "app"."product_proposals"."approved_by" <> all ("app"."product_proposals"."former_writers" || "app"."product_proposals"."written_by")),
	CONSTRAINT "product_proposals_approved" CHECK ("app"."product_proposals"."status" not in ('awaiting_office', 'published') or "app"."product_proposals"."approved_by" is not null),
	CONSTRAINT "product_proposals_first_by_office" CHECK ("app"."product_proposals"."status" <> 'published' or "app"."product_proposals"."based_on" is not null or "app"."product_proposals"."office_approved_by" is not null),
	CONSTRAINT "product_proposals_version_when_published" CHECK (("app"."product_proposals"."status" = 'published') = ("app"."product_proposals"."version" is not null))
);
--> statement-breakpoint
ALTER TABLE "app"."loans" ADD COLUMN "is_renewal" boolean;--> statement-breakpoint
ALTER TABLE "app"."loans" ADD COLUMN "is_long_term" boolean;--> statement-breakpoint
ALTER TABLE "app"."loans" ADD COLUMN "is_manufacturing" boolean;--> statement-breakpoint
ALTER TABLE "app"."offers" ADD COLUMN "convention" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."products" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."products" ADD COLUMN "withdrawn_by" uuid;--> statement-breakpoint
ALTER TABLE "vault"."match_inputs" ADD CONSTRAINT "match_inputs_run_id_match_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "app"."match_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."match_inputs" ADD CONSTRAINT "match_inputs_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."match_inputs" ADD CONSTRAINT "match_inputs_key_id_data_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "vault"."data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."match_runs" ADD CONSTRAINT "match_runs_need_id_needs_id_fk" FOREIGN KEY ("need_id") REFERENCES "app"."needs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."match_runs" ADD CONSTRAINT "match_runs_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."match_runs" ADD CONSTRAINT "match_runs_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "app"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."matching_facts" ADD CONSTRAINT "matching_facts_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."observations" ADD CONSTRAINT "observations_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "app"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."open_need_takes" ADD CONSTRAINT "open_need_takes_open_need_id_open_needs_id_fk" FOREIGN KEY ("open_need_id") REFERENCES "app"."open_needs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."open_need_takes" ADD CONSTRAINT "open_need_takes_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "app"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."open_needs" ADD CONSTRAINT "open_needs_need_id_needs_id_fk" FOREIGN KEY ("need_id") REFERENCES "app"."needs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."open_needs" ADD CONSTRAINT "open_needs_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "app"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."open_needs" ADD CONSTRAINT "open_needs_zone_code_zones_code_fk" FOREIGN KEY ("zone_code") REFERENCES "app"."zones"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."zone_products" ADD CONSTRAINT "zone_products_zone_code_zones_code_fk" FOREIGN KEY ("zone_code") REFERENCES "app"."zones"("code") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."zone_products" ADD CONSTRAINT "zone_products_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "app"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."product_proposals" ADD CONSTRAINT "product_proposals_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "app"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."product_proposals" ADD CONSTRAINT "product_proposals_bank_id_banks_id_fk" FOREIGN KEY ("bank_id") REFERENCES "app"."banks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audience_queries_by_bank" ON "app"."audience_queries" USING btree ("bank_id","on");--> statement-breakpoint
CREATE UNIQUE INDEX "audience_queries_once_a_day" ON "app"."audience_queries" USING btree ("bank_id","on","rules_hash");--> statement-breakpoint
CREATE INDEX "match_inputs_by_key" ON "vault"."match_inputs" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "match_runs_by_need" ON "app"."match_runs" USING btree ("need_id","at");--> statement-breakpoint
CREATE INDEX "match_runs_by_enterprise" ON "app"."match_runs" USING btree ("enterprise_id");--> statement-breakpoint
CREATE UNIQUE INDEX "matching_facts_by_place" ON "vault"."matching_facts" USING btree ("place");--> statement-breakpoint
CREATE INDEX "matching_facts_changed" ON "vault"."matching_facts" USING btree ("changed_in");--> statement-breakpoint
CREATE INDEX "matching_facts_ending" ON "vault"."matching_facts" USING btree ("valid_to") WHERE "vault"."matching_facts"."is_usable";--> statement-breakpoint
CREATE UNIQUE INDEX "observations_once" ON "app"."observations" USING btree (coalesce("product_id", '00000000-0000-0000-0000-000000000000'),coalesce("industry_section", ''),coalesce("size", ''));--> statement-breakpoint
CREATE UNIQUE INDEX "open_need_takes_place" ON "app"."open_need_takes" USING btree ("open_need_id","place");--> statement-breakpoint
CREATE UNIQUE INDEX "open_need_takes_once_a_bank" ON "app"."open_need_takes" USING btree ("open_need_id","bank_id");--> statement-breakpoint
CREATE INDEX "open_need_takes_by_enterprise" ON "app"."open_need_takes" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "open_need_takes_by_bank" ON "app"."open_need_takes" USING btree ("bank_id");--> statement-breakpoint
CREATE UNIQUE INDEX "open_needs_one_open" ON "app"."open_needs" USING btree ("need_id") WHERE "app"."open_needs"."status" = 'open';--> statement-breakpoint
CREATE INDEX "open_needs_by_enterprise" ON "app"."open_needs" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "open_needs_open" ON "app"."open_needs" USING btree ("closes_at") WHERE "app"."open_needs"."status" = 'open';--> statement-breakpoint
CREATE INDEX "zone_products_by_product" ON "app"."zone_products" USING btree ("product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "product_proposals_one_open" ON "app"."product_proposals" USING btree ("product_id") WHERE "app"."product_proposals"."status" in ('draft', 'awaiting_bank', 'awaiting_office');--> statement-breakpoint
CREATE INDEX "product_proposals_by_bank" ON "app"."product_proposals" USING btree ("bank_id","status");--> statement-breakpoint
ALTER TABLE "vault"."audience_slices" ALTER COLUMN "bits" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "vault"."audience_slices" SET UNLOGGED;--> statement-breakpoint
ALTER TABLE "vault"."audience_buckets" SET UNLOGGED;--> statement-breakpoint
ALTER TABLE "vault"."audience_builds" SET UNLOGGED;
