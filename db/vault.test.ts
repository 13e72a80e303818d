import { expect, test } from "vitest";
import { item, makeConsent, revokeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { read } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";

const [admin, sme, worker] = [poolOf("admin"), poolOf("sme"), poolOf("worker")];
const covered = [
  item("tax_declarations:indicator"),
  item("tax_declarations:band"),
  item("registration:raw"),
];

async function stage() {
  const enterprise = await makeEnterprise(admin);
  const bank = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const wanted = { enterprise, bank, applicationId, items: covered };
  const { id: consentId, hash } = await makeConsent(sme, wanted);
  return { enterprise, bank, applicationId, consentId, hash, wanted };
}

const queue = async (enterprise: SignedIn, consentId: string) =>
  (await sme.query("select * from vault.fetch_queue($1, $2)", [enterprise.token, consentId]))
    .rows[0];
const statusOf = async (enterprise: SignedIn) =>
  (
    await sme.query<{ id: string; item: string; status: string; reason: string | null }>(
      "select id, item, status, reason from vault.fetch_status($1)",
      [enterprise.token],
    )
  ).rows;
const begin = async (id: string) =>
  (await worker.query("select * from vault.fetch_begin($1)", [id])).rows[0];
const store = async (id: string, scopes: string[], period = "2026-10-01") => {
  const rows = scopes.map((scope) => ({
    scope,
    period,
    suite: 1,
    body: Buffer.from(scope).toString("base64"),
  }));
  return (
    await worker.query("select * from vault.fetch_store($1, $2, clock_timestamp())", [
      id,
      JSON.stringify(rows),
    ])
  ).rows[0];
};
const key = async (enterprise: SignedIn, granularity: string, wrapped: string) =>
  (
    await worker.query<{ key: Buffer }>("select vault.data_key($1, $2, $3) as key", [
      enterprise.id,
      granularity,
      Buffer.from(wrapped),
    ])
  ).rows[0]!.key.toString();
const facts = async (enterprise: SignedIn) =>
  (
    await admin.query<{ scope: string }>(
      "select scope from vault.facts where enterprise_id = $1 order by scope",
      [enterprise.id],
    )
  ).rows.map(({ scope }) => scope);

test("what a consent covers is fetched once, stored under its keys, and served", async () => {
  const { enterprise, consentId, applicationId, bank, hash } = await stage();
  expect(await queue(enterprise, consentId)).toEqual({ refusal: null, queued: 1 });
  expect(await queue(enterprise, consentId)).toEqual({ refusal: null, queued: 0 });
  const [fetch] = await statusOf(enterprise);
  expect(fetch).toMatchObject({ item: "tax_declarations", status: "queued" });
  const { rows: jobs } = await admin.query(
    "select payload from graphile_worker._private_jobs where payload->>'fetchId' = $1",
    [fetch!.id],
  );
  expect(jobs).toHaveLength(1);

  expect(await begin(fetch!.id)).toMatchObject({
    refusal: null,
    uscc: enterprise.uscc,
    item: "tax_declarations",
    agency: "tax",
    artefact_hash: hash,
    granularities: ["band", "indicator"],
    data_from: "2026-01-01",
    data_to: "2026-10-31",
  });
  for (const granularity of ["indicator", "band"]) {
    expect(await key(enterprise, granularity, "first")).toBe("first");
    expect(await key(enterprise, granularity, "second")).toBe("first");
  }
  expect(await store(fetch!.id, ["tax_declarations:indicator", "tax_declarations:band"])).toEqual({
    refusal: null,
    stored: 2,
  });
  expect(await statusOf(enterprise)).toMatchObject([{ status: "done" }]);
  expect(await store(fetch!.id, ["tax_declarations:band"])).toMatchObject({
    refusal: "FETCH_DONE",
  });
  const question = { token: bank.token, consentId, applicationId };
  expect(await read(poolOf("bank"), { ...question, scopes: ["tax_declarations:band"] })).toBe(1);
});

test("what the consent does not cover is not stored", async () => {
  const { enterprise, consentId } = await stage();
  await queue(enterprise, consentId);
  const [fetch] = await statusOf(enterprise);
  await begin(fetch!.id);
  await key(enterprise, "monthly", "k");
  expect(await store(fetch!.id, ["tax_declarations:monthly"])).toMatchObject({
    refusal: "ITEM_NOT_COVERED",
  });
  expect(await facts(enterprise)).toEqual([]);
});

test("an answer after the revocation is discarded, and that is noted", async () => {
  const { enterprise, consentId } = await stage();
  await queue(enterprise, consentId);
  const [fetch] = await statusOf(enterprise);
  await begin(fetch!.id);
  await key(enterprise, "indicator", "k");
  await revokeConsent(sme, enterprise, consentId);
  expect(await store(fetch!.id, ["tax_declarations:indicator"])).toMatchObject({
    refusal: "CONSENT_REVOKED",
  });
  expect(await begin(fetch!.id)).toMatchObject({ refusal: "FETCH_DISCARDED" });
  expect(await facts(enterprise)).toEqual([]);
  expect(await statusOf(enterprise)).toMatchObject([
    { status: "discarded", reason: "CONSENT_REVOKED" },
  ]);
  const { rows } = await admin.query(
    "select code from ledger.entries where chain = $1 and action = 'source.fetch'",
    [enterprise.id],
  );
  expect(rows).toEqual([{ code: "CONSENT_REVOKED" }]);
  expect(await queue(enterprise, consentId)).toMatchObject({ refusal: "CONSENT_REVOKED" });
});

test("four rounds at most, and a failed one does not count", async () => {
  const { enterprise, consentId } = await stage();
  await key(enterprise, "indicator", "k");
  for (let round = 1; round <= 5; round++) {
    expect(await queue(enterprise, consentId)).toEqual({ refusal: null, queued: 1 });
    const fetch = (await statusOf(enterprise)).find(({ status }) => status === "queued");
    await begin(fetch!.id);
    if (round === 1)
      await worker.query("select vault.fetch_fail($1, 'unavailable', false)", [fetch!.id]);
    else await store(fetch!.id, ["tax_declarations:indicator"]);
  }
  expect(await queue(enterprise, consentId)).toEqual({ refusal: "FETCHES_EXHAUSTED", queued: 0 });
});

test("the end of matching takes what only it held, and the matches", async () => {
  const { enterprise, bank, wanted } = await stage();
  const matching = await makeConsent(sme, {
    enterprise,
    items: [item("tax_declarations:indicator"), item("gas_usage:indicator")],
  });
  await queue(enterprise, matching.id);
  for (const { id, item: code } of await statusOf(enterprise)) {
    await begin(id);
    await key(enterprise, "indicator", "k");
    await store(id, [`${code}:indicator`]);
  }
  const other = await makeApplication(admin, enterprise, bank);
  await admin.query(
    "insert into app.matches (need_id, product_id, product_version, enterprise_id, verdict, rank, at) values ($1, $2, 1, $3, 'eligible', 1, clock_timestamp())",
    [other.needId, other.productId, enterprise.id],
  );
  expect(await facts(enterprise)).toEqual(["gas_usage:indicator", "tax_declarations:indicator"]);
  await revokeConsent(sme, enterprise, matching.id);
  // The bank's consent still covers the other one.
  expect(wanted.items).toContainEqual(covered[0]);
  expect(await facts(enterprise)).toEqual(["tax_declarations:indicator"]);
  const { rows } = await admin.query(
    "select count(*)::int as n from app.matches where enterprise_id = $1",
    [enterprise.id],
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test("a stranger queues nothing and sees nothing", async () => {
  const { consentId, enterprise } = await stage();
  await queue(enterprise, consentId);
  const stranger = await makeEnterprise(admin);
  expect(await queue(stranger, consentId)).toMatchObject({ refusal: "NO_SUCH_CONSENT" });
  expect(await statusOf(stranger)).toEqual([]);
});

test("only known jobs are added, and only through the door", async () => {
  await expect(sme.query("select queue.add_job('drop_everything')")).rejects.toMatchObject({
    code: "22023",
  });
  await expect(sme.query("select graphile_worker.add_job('fetch_source')")).rejects.toMatchObject({
    code: "42501",
  });
});
