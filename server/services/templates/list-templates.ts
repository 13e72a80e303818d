import { authorize } from "@/domain/policy";
import type { TemplateView } from "@/domain/templates/schema";
import type { ServiceContext } from "@/server/services/context";
import { readTemplates } from "./queries";

/** The register of purposes with its history. */
export async function listTemplates({
  db,
  actor,
}: ServiceContext<"credit_office">): Promise<TemplateView[]> {
  authorize(actor, "template.read", {});
  return db.transaction((tx) => readTemplates(tx, actor.userId));
}
