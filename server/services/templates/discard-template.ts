import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { DecideTemplateInput } from "@/domain/templates/schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposer } from "./queries";
import { refusedTemplate } from "./refused-template";

/** Takes a draft off the table; it stays in the history. */
export async function discardTemplate(
  { db, actor }: ServiceContext<"credit_office">,
  input: DecideTemplateInput,
): Promise<DecideTemplateInput> {
  const draft = await db.transaction((tx) => getProposer(tx, input));
  authorize(actor, "template.discard", draft);
  const [decided] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.template_decide(${db.token}, ${input.code}, ${input.version}::integer, 'discard')`,
  );
  if (!decided || decided.refusal) throw refusedTemplate(decided?.refusal);
  return input;
}
