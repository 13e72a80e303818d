import type { AskIdInput } from "@/domain/asks/schema";
import { applicationPeriod } from "@/domain/consents/periods";
import { authorize } from "@/domain/policy";
import type { ProfilePreview } from "@/domain/profiles/schema";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { dryRun } from "@/server/services/profiles/dry-run";
import { findOwnAsk } from "./queries";

/** The dry run of an ask: all that the bank asked for, as it would see it, before anything is signed. */
export async function previewAsk(
  context: ServiceContext<"sme">,
  { askId }: AskIdInput,
): Promise<ProfilePreview> {
  const { db, actor, now } = context;
  const ask = await db.transaction((tx) => findOwnAsk(tx, actor.organizationId, askId, now));
  if (!ask) throw new NotFound("ask");
  authorize(actor, "profile.preview", ask);
  const { enterpriseId, applicationId, items } = ask;
  // What is to come cannot be shown.
  const { from, to } = applicationPeriod(now);
  const begin = items.map((item) => item.from).toSorted()[0] ?? from;
  const seen = await dryRun(context, {
    uscc: ask.enterprise.uscc,
    enterpriseId,
    applicationId,
    items,
    period: { from: begin < from ? from : begin, to },
  });
  return {
    ...seen,
    optional: items
      .filter(({ isRequired }) => !isRequired)
      .map(({ item, granularity }) => ({ item, granularity })),
  };
}
