import { authorize } from "@/domain/policy";
import { listConsents } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";

/** Every consent this enterprise signed or was shown, newest first; texts that lapsed or were replaced unsigned are left out. */
export async function listOwnConsents({ db, actor, now }: ServiceContext<"sme">) {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const all = await db.transaction((tx) => listConsents(tx, { now }));
  // Reading a text again makes another one: only the latest still waits for a signature.
  const latest = new Set<string>();
  return all.filter(
    ({ status, signedAt, purpose, recipient, subject, applicationId, reportId }) => {
      const affair = [purpose, recipient?.id, subject, applicationId, reportId].join(" ");
      const isLatest = !latest.has(affair);
      latest.add(affair);
      return signedAt !== null || (status === "requested" && isLatest);
    },
  );
}
