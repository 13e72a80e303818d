import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Transaction } from "@/db/client";
import { consentAskItems, consentAsks, dataKeys, reportBodies, reports } from "@/db/schema";

type Parties = { applicationId: string; enterpriseId: string; bankId: string };

/** A bank's open ask to look after a loan. */
export async function anAsk(tx: Transaction, parties: Parties): Promise<string> {
  const id = randomUUID();
  await tx.insert(consentAsks).values({
    id,
    ...parties,
    purpose: "post_loan_monitoring",
    templateVersion: 1,
    validityDays: 200,
    message: "每月了解经营情况",
    askedBy: randomUUID(),
    askedAt: new Date(),
    answerBy: new Date(Date.now() + 72 * 3_600_000),
  });
  await tx.insert(consentAskItems).values({
    askId: id,
    item: "tax_declarations",
    granularity: "indicator",
    dataFrom: "2025-11-01",
    dataTo: "2026-10-31",
    why: "了解纳税情况",
    isRequired: true,
  });
  return id;
}

/** A numbered report whose key was never kept: it is there, and nobody can open it. */
export async function aReport(tx: Transaction, enterpriseId: string) {
  const [id, keyId] = [randomUUID(), randomUUID()];
  const body = randomBytes(64);
  const number = `XYD-20261122-${randomBytes(4).toString("hex").toUpperCase()}`;
  await tx
    .insert(dataKeys)
    .values({ id: keyId, enterpriseId, granularity: "indicator", retiredAt: new Date() });
  await tx.insert(reports).values({
    id,
    number,
    enterpriseId,
    scopes: ["tax_declarations:indicator"],
    dataFrom: "2023-11-01",
    dataTo: "2026-10-31",
    contentHash: createHash("sha256").update(body).digest(),
    attestation: "attested",
    createdBy: randomUUID(),
    createdAt: new Date(),
  });
  await tx.insert(reportBodies).values({ reportId: id, enterpriseId, keyId, suite: 1, body });
  return { id, number };
}
