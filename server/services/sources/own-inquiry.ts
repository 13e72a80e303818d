import { randomUUID } from "node:crypto";
import { artefactBytes, type InquiryArtefact } from "@/domain/consents/artefact";
import { applicationPeriod } from "@/domain/consents/periods";
import type { Granularity, ItemCode } from "@/domain/sources/catalogue";
import { signAsPlatform } from "@/server/connectors/platform-signature";

const inquiryMinutes = 5;

type Asked = { item: ItemCode; granularity: Granularity };

/** The paper an enterprise's look at its own data travels with: minutes long, stored by nobody. */
export async function signOwnInquiry(
  uscc: string,
  items: readonly Asked[],
  now: Date,
): Promise<string> {
  const period = applicationPeriod(now);
  const artefact: InquiryArtefact = {
    version: 1,
    kind: "inquiry",
    id: randomUUID(),
    revision: 1,
    nonce: randomUUID(),
    enterprise: uscc,
    recipient: "platform",
    purpose: "own_view",
    items: items.map(({ item, granularity }) => ({ item, granularity, ...period })),
    validFrom: now.toISOString(),
    validTo: new Date(now.getTime() + inquiryMinutes * 60_000).toISOString(),
  };
  return signAsPlatform(artefactBytes(artefact));
}
