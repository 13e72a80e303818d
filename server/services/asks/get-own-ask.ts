import type { AskIdInput, OwnAskView } from "@/domain/asks/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { findLiveConsent } from "./live-consent";
import { findOwnAsk } from "./queries";

/** One ask with the consent that is live now, so that the difference can be shown. */
export async function getOwnAsk(
  { db, actor, now }: ServiceContext<"sme">,
  { askId }: AskIdInput,
): Promise<OwnAskView> {
  return db.transaction(async (tx) => {
    const ask = await findOwnAsk(tx, actor.organizationId, askId, now);
    if (!ask) throw new NotFound("ask");
    authorize(actor, "ask.read", ask);
    return { ...ask, live: await findLiveConsent(tx, ask, now) };
  });
}
