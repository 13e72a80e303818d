CREATE INDEX "applications_by_need" ON "app"."applications" USING btree ("need_id");--> statement-breakpoint
CREATE INDEX "offers_by_need" ON "app"."offers" USING btree ("need_id");