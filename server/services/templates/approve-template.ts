import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { DecideTemplateInput } from "@/domain/templates/schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposer } from "./queries";
import { refusedTemplate } from "./refused-template";

/** Puts a draft into force; the version before it is retired, what was signed under it stays. */
export async function approveTemplate(
  { db, actor }: ServiceContext<"credit_office">,
  input: DecideTemplateInput,
): Promise<DecideTemplateInput> {
  const draft = await db.transaction((tx) => getProposer(tx, input));
  authorize(actor, "template.approve", draft);
  const [decided] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.template_decide(${db.token}, ${input.code}, ${input.version}::integer, 'approve')`,
  );
  if (!decided || decided.refusal) throw refusedTemplate(decided?.refusal);
  return input;
}
