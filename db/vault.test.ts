import { expect, test } from "vitest";
import { item, makeConsent, revokeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { read } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";
import { holding, untilAwaited, untilWaiting } from "@/tests/waiting";

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
const store = async (
  enterprise: SignedIn,
  id: string,
  scopes: string[],
  { period = "2026-10-01", under }: { period?: string; under?: string } = {},
) => {
  const rows = [];
  for (const scope of scopes) {
    const named = under ?? (await key(enterprise, scope.split(":")[1]!));
    const body = Buffer.from(scope).toString("base64");
    rows.push({ scope, period, key: named, suite: 1, body });
  }
  return (
    await worker.query("select * from vault.fetch_store($1, $2, clock_timestamp())", [
      id,
      JSON.stringify(rows),
    ])
  ).rows[0];
};
const key = async (enterprise: SignedIn, granularity: string) =>
  (
    await worker.query<{ key: string }>("select vault.data_key($1, $2) as key", [
      enterprise.id,
      granularity,
    ])
  ).rows[0]!.key;
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
  const [indicator, again] = [
    await key(enterprise, "indicator"),
    await key(enterprise, "indicator"),
  ];
  expect(again).toBe(indicator);
  expect(await key(enterprise, "band")).not.toBe(indicator);
  expect(
    await store(enterprise, fetch!.id, ["tax_declarations:indicator", "tax_declarations:band"]),
  ).toEqual({
    refusal: null,
    stored: 2,
  });
  expect(await statusOf(enterprise)).toMatchObject([{ status: "done" }]);
  expect(await store(enterprise, fetch!.id, ["tax_declarations:band"])).toMatchObject({
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
  expect(await store(enterprise, fetch!.id, ["tax_declarations:monthly"])).toMatchObject({
    refusal: "ITEM_NOT_COVERED",
  });
  expect(await facts(enterprise)).toEqual([]);
});

test("an answer after the revocation is discarded, and that is noted", async () => {
  const { enterprise, consentId } = await stage();
  await queue(enterprise, consentId);
  const [fetch] = await statusOf(enterprise);
  await begin(fetch!.id);
  await revokeConsent(sme, enterprise, consentId);
  expect(await store(enterprise, fetch!.id, ["tax_declarations:indicator"])).toMatchObject({
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
  for (let round = 1; round <= 5; round++) {
    expect(await queue(enterprise, consentId)).toEqual({ refusal: null, queued: 1 });
    const fetch = (await statusOf(enterprise)).find(({ status }) => status === "queued");
    await begin(fetch!.id);
    if (round === 1)
      await worker.query("select vault.fetch_fail($1, 'unavailable', false)", [fetch!.id]);
    else await store(enterprise, fetch!.id, ["tax_declarations:indicator"]);
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
    await store(enterprise, id, [`${code}:indicator`]);
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

const own = (who: SignedIn, token: string) =>
  sme.query("select vault.data_key($1, 'monthly', $2) as key", [who.id, token]);

test("whoever asks at the same moment is named the same key, and an enterprise only its own", async () => {
  const enterprise = await makeEnterprise(admin);
  const names = await Promise.all(Array.from({ length: 12 }, () => key(enterprise, "monthly")));
  expect(new Set(names).size).toBe(1);
  expect((await own(enterprise, enterprise.token)).rows).toEqual([{ key: names[0] }]);
  const stranger = await makeEnterprise(admin);
  expect((await own(enterprise, stranger.token)).rows).toEqual([{ key: null }]);
  expect((await own(enterprise, "")).rows).toEqual([{ key: null }]);
  await expect(
    poolOf("bank").query("select vault.data_key($1, 'monthly')", [enterprise.id]),
  ).rejects.toMatchObject({ code: "42501" });
});

test("what was sealed under a key retired meanwhile, another's or another granularity's is not stored", async () => {
  const { enterprise, consentId } = await stage();
  await queue(enterprise, consentId);
  const [fetch] = await statusOf(enterprise);
  await begin(fetch!.id);
  const scopes = ["tax_declarations:indicator"];
  const retired = await key(enterprise, "indicator");
  await admin.query("update vault.data_keys set retired_at = clock_timestamp() where id = $1", [
    retired,
  ]);
  const strangers = await key(await makeEnterprise(admin), "indicator");
  for (const under of [retired, strangers, await key(enterprise, "band")])
    expect(await store(enterprise, fetch!.id, scopes, { under })).toEqual({
      refusal: "KEY_RETIRED",
      stored: 0,
    });
  expect(await facts(enterprise)).toEqual([]);
  // It is not over: sealed again under the next key it is kept.
  expect(await store(enterprise, fetch!.id, scopes)).toEqual({ refusal: null, stored: 1 });
});

test("a key is not retired while something is being stored under it", async () => {
  const enterprise = await makeEnterprise(admin);
  const live = await key(enterprise, "indicator");
  const storing = await admin.connect();
  await storing.query("begin; set local role xyd_gate");
  await storing.query("select vault.key_seals($1, $2, 'indicator')", [live, enterprise.id]);
  let isSwept = false;
  const sweep = admin
    .query("select vault.lock_keys($1)", [enterprise.id])
    .then(() => (isSwept = true));
  await untilAwaited(storing, () => isSwept);
  expect(isSwept).toBe(false);
  await storing.query("commit");
  storing.release();
  await sweep;
});

/** Holds the first of some keys as a sweep does, and takes the rest once somebody else waits for it. */
async function sweepAgainst<T>(enterprises: string[], run: () => Promise<T>): Promise<T> {
  const sweeping = await admin.connect();
  try {
    await sweeping.query("begin");
    await sweeping.query(
      "select from vault.data_keys where enterprise_id = $1 and retired_at is null order by id limit 1 for update",
      [enterprises[0]],
    );
    const storing = run();
    await untilWaiting(1);
    for (const id of enterprises) await sweeping.query("select vault.lock_keys($1)", [id]);
    await sweeping.query("commit");
    return await storing;
  } finally {
    sweeping.release(true);
  }
}

test("what is stored under several keys locks them in the order in which they are swept", async () => {
  const { enterprise, wanted } = await stage();
  const granularities = ["monthly", "indicator", "band"];
  const items = granularities.map((one) => item(`tax_declarations:${one}`));
  const { id: consentId } = await makeConsent(sme, { ...wanted, items });
  // Three times: by chance they may be locked in that order.
  for (let round = 0; round < 3; round++) {
    await queue(enterprise, consentId);
    const { rows } = await admin.query<{ id: string }>(
      "select id from vault.fetches where consent_id = $1 and status = 'queued'",
      [consentId],
    );
    const fetchId = rows[0]!.id;
    await begin(fetchId);
    await admin.query(
      "update vault.data_keys set retired_at = clock_timestamp() where enterprise_id = $1",
      [enterprise.id],
    );
    for (const one of granularities) await key(enterprise, one);
    const scopes = granularities.map((one) => `tax_declarations:${one}`);
    const stored = await sweepAgainst([enterprise.id], () => store(enterprise, fetchId, scopes));
    expect(stored).toMatchObject({ refusal: null, stored: 3 });
  }
});

test("and so is what is sealed anew, firm by firm", async () => {
  const firms: SignedIn[] = [];
  for (let nth = 0; nth < 4; nth++) firms.push(await makeEnterprise(admin));
  firms.sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows: object[] = [];
  for (const firm of firms)
    for (const one of ["band", "indicator"])
      rows.push({
        enterprise: firm.id,
        scope: `tax_declarations:${one}`,
        key: await key(firm, one),
      });
  const move = () => worker.query("select vault.facts_move($1) as moved", [JSON.stringify(rows)]);
  const ids = firms.map(({ id }) => id);
  expect((await sweepAgainst(ids, move)).rows).toEqual([{ moved: 0 }]);
});

test("what is just being replaced or forgotten is sealed anew at the next look, and nobody waits", async () => {
  const { enterprise, consentId } = await stage();
  await queue(enterprise, consentId);
  const [fetch] = (await statusOf(enterprise)).filter(
    ({ item: code }) => code === "tax_declarations",
  );
  await begin(fetch!.id);
  const scopes = ["tax_declarations:indicator", "tax_declarations:band"];
  await store(enterprise, fetch!.id, scopes);
  await admin.query(
    "update vault.data_keys set retired_at = clock_timestamp() where enterprise_id = $1",
    [enterprise.id],
  );
  const rows: object[] = [];
  for (const scope of scopes) {
    const to = await key(enterprise, scope.split(":")[1]!);
    const { rows: old } = await admin.query<{ key_id: string }>(
      "select key_id from vault.facts where enterprise_id = $1 and scope = $2",
      [enterprise.id, scope],
    );
    const about = { enterprise: enterprise.id, scope, period: "2026-10-01", suite: 1, body: "" };
    rows.push({ ...about, from: old[0]!.key_id, key: to });
  }
  const move = async () =>
    (await worker.query("select vault.facts_move($1) as moved", [JSON.stringify(rows)])).rows;
  const { moved } = await holding(
    "select from vault.facts where enterprise_id = $1 and scope = $2 for update",
    [enterprise.id, scopes[0]],
    async () => {
      const moving = move();
      const isWaiting = await Promise.race([
        untilWaiting(1).then(() => true),
        moving.then(() => false),
      ]);
      expect(isWaiting).toBe(false);
      return { moved: moving };
    },
  );
  expect(await moved).toEqual([{ moved: 1 }]);
  expect(await move()).toEqual([{ moved: 1 }]);
});
