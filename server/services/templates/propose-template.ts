import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import { Conflict, Invalid } from "@/domain/shared/errors";
import { isTooFine } from "@/domain/templates/rules";
import type { DecideTemplateInput, ProposeTemplateInput } from "@/domain/templates/schema";
import type { ServiceContext } from "@/server/services/context";
import { hasDraft } from "./queries";
import { refusedTemplate } from "./refused-template";

/** Puts a new version forward. The one in force stays until another person approves. */
export async function proposeTemplate(
  { db, actor }: ServiceContext<"credit_office">,
  input: ProposeTemplateInput,
): Promise<DecideTemplateInput> {
  authorize(actor, "template.propose", {});
  if (input.scopes.some((scope) => isTooFine(input.code, scope)))
    throw new Invalid("scope_too_fine", "scopes");
  if (await db.transaction((tx) => hasDraft(tx, input.code))) throw new Conflict("draft_exists");
  const [proposed] = await db.call<{ refusal: string | null; version: number }>(
    sql`select refusal, version from gate.template_propose(${db.token}, ${input.code}, ${input.wording.zh}, ${input.wording.en},
      ${sql.param(input.scopes)}::text[], ${input.maxValidityDays}::integer, ${input.maxDataMonths}::integer,
      ${input.maxReads}::integer, ${input.readsPerUnit}, ${input.readsPerCount}::integer, ${input.maxFetches}::integer,
      ${input.dataLifeDays}::integer, ${input.secondSignerAbove?.toString() ?? null}::bigint)`,
  );
  if (!proposed || proposed.refusal) throw refusedTemplate(proposed?.refusal);
  return { code: input.code, version: proposed.version };
}
