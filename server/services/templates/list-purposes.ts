import { purposes } from "@/domain/consents/lifecycle";
import { PurposeView } from "@/domain/templates/schema";
import type { PublicContext } from "@/server/services/context";
import { readTemplates } from "./queries";

const shown = Object.keys(PurposeView.shape) as (keyof PurposeView)[];

/** What anybody may read: the wording in force of each purpose, in the order they come in a loan's life. */
export async function listPurposes({ db }: Pick<PublicContext, "db">): Promise<PurposeView[]> {
  const templates = await db.transaction((tx) => readTemplates(tx, ""));
  return purposes.flatMap((code) =>
    templates
      .filter((template) => template.code === code && template.state === "active")
      .map((template) =>
        PurposeView.parse(Object.fromEntries(shown.map((key) => [key, template[key]]))),
      ),
  );
}
