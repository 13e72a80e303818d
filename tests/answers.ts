import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { lastFullMonth } from "@/domain/shared/calendar";
import { item, makeConsent } from "@/tests/consents";
import { makeApplication, makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";
import { withinOneMonth } from "@/tests/within-one-day";

type Pools = { admin: Pool; sme: Pool; worker: Pool };

// One month from the first question to the last.
await withinOneMonth();

export const electricity = "electricity_usage:predicate";
export const month = `${lastFullMonth(new Date())}-01`;
const window = { from: "2024-11-01", to: `${lastFullMonth(new Date())}-28` };
export const powerItem = item(electricity, window);

/** Stands for the keyed digest of a set of answers. */
export const digestOf = (answers: string) => createHash("sha256").update(answers).digest();

/** An application with a live consent that covers answers about electricity, and nothing fetched yet. */
export async function askedFirm({ admin, sme }: Pools, before?: (firm: Firm) => Promise<void>) {
  const enterprise = await makeEnterprise(admin);
  const bank = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const firm = { enterprise, bank, applicationId };
  await before?.(firm);
  const { id: consentId } = await makeConsent(sme, { ...firm, items: [powerItem] });
  return { ...firm, consentId };
}
type Firm = { enterprise: SignedIn; bank: SignedIn; applicationId: string };

/** Queues and begins one more fetch under a consent; gives its id. */
export async function beginFetch({ sme, worker }: Pools, enterprise: SignedIn, consentId: string) {
  await sme.query("select * from vault.fetch_queue($1, $2)", [enterprise.token, consentId]);
  const { rows } = await sme.query<{ id: string }>(
    "select id from vault.fetch_status($1, $2) where status = 'queued'",
    [enterprise.token, consentId],
  );
  await worker.query("select * from vault.fetch_begin($1)", [rows[0]!.id]);
  return rows[0]!.id;
}

/** What the worker does with a node's answers; null: the node knew nothing. */
export async function storeAnswers(
  pools: Pools,
  { enterprise, consentId }: { enterprise: SignedIn; consentId: string },
  answers: string | null,
  period = month,
): Promise<string> {
  const { worker } = pools;
  const fetchId = await beginFetch(pools, enterprise, consentId);
  const { rows: keys } = await worker.query<{ key: string }>(
    "select vault.data_key($1, 'predicate') as key",
    [enterprise.id],
  );
  const row = {
    scope: electricity,
    period,
    key: keys[0]!.key,
    suite: 1,
    body: Buffer.from(`${answers} ${Math.random()}`).toString("base64"),
    digest: digestOf(answers ?? "").toString("base64"),
  };
  const { rows } = await worker.query<{ refusal: string | null }>(
    "select refusal from vault.fetch_store($1, $2, clock_timestamp())",
    [fetchId, JSON.stringify(answers === null ? [] : [row])],
  );
  if (rows[0]!.refusal) throw new Error(rows[0]!.refusal);
  return fetchId;
}
