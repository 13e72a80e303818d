import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import {
  consents,
  entries,
  enterprises,
  matches,
  matchInputs,
  matchRuns,
  needs,
  observations,
  products,
  productVersions,
} from "@/db/schema";
import { weightPresets } from "@/domain/matching/weights";
import { DomainError } from "@/domain/shared/errors";
import { revokeConsent } from "@/server/services/consents/revoke-consent";
import { listMatches } from "@/server/services/matches/list-matches";
import { listRuns } from "@/server/services/matches/list-runs";
import { replayRun } from "@/server/services/matches/replay-run";
import { runMatching } from "@/server/services/matches/run-matching";
import { aBank, productContent } from "@/tests/bank-factories";
import { admin, committed, poolOf, type Stage } from "@/tests/database";
import { aMatchingConsent, aNeed, anOwner, aProductSaying } from "@/tests/enterprise-factories";
import { untilWaiting } from "@/tests/waiting";

/** Opening what was sealed wants its steps committed one by one. */
const stage: Stage = { admin: admin(), as: committed };
const wants = (value: number) => ({ fact: "tax_revenue_12m", operator: "gte", value }) as const;
const rates = (spread: number) => ({ spreadMin: spread, spreadMax: spread });

/** A firm with a live matching consent, two products it fits and one it does not; matched once. */
async function aRun({ isAllowed = true } = {}) {
  await stage.admin.update(products).set({ status: "withdrawn" });
  const owner = await anOwner(stage);
  await stage.admin
    .update(enterprises)
    .set({ establishedOn: "2020-01-15", industry: "C3311", district: "330102", employees: 8 })
    .where(eq(enterprises.id, owner.enterpriseId));
  const need = await aNeed(stage.admin, owner.enterpriseId);
  const bankId = await aBank(stage.admin);
  const consentId = isAllowed
    ? await aMatchingConsent(stage.admin, owner.enterpriseId, [
        { code: "tax_revenue_12m", value: "300000000" },
      ])
    : null;
  const say = (over: Parameters<typeof aProductSaying>[2]) =>
    aProductSaying(stage.admin, bankId, over);
  const dear = await say({ ...rates(150), code: "dear", eligibility: wants(1) });
  const cheap = await say({ ...rates(20), code: "cheap", eligibility: wants(300_000_000) });
  const far = await say({ code: "far", eligibility: wants(300_000_001) });
  const run = await runMatching(owner.context(), { needId: need.id });
  return { owner, need, consentId, bankId, dear, cheap, far, run, runId: run.runId };
}

/** As nobody but a superuser with the guards off could. */
async function tampered(statement: ReturnType<typeof sql>) {
  await stage.admin.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });
}

test("a run is kept with what proves it, and replays to the same result", async () => {
  const { owner, need, consentId, cheap, dear, far, run, runId } = await aRun();
  expect(run).toMatchObject({ eligible: 2, unknown: 0, notEligible: 1 });
  const [row] = await stage.admin.select().from(matchRuns).where(eq(matchRuns.id, runId));
  expect(row).toMatchObject({ consentId, amount: need.amount, weights: weightPresets.cheapest });
  expect(row?.products.map(({ id }) => id)).toEqual([cheap, dear, far]);
  const [sealed] = await stage.admin.select().from(matchInputs).where(eq(matchInputs.runId, runId));
  expect(sealed?.body.includes("300000000")).toBe(false);

  const replay = await replayRun(owner.context(), { runId });
  expect(replay).toMatchObject({ outcome: "same", isSame: true, isEngineChanged: false });
  expect(replay.resultHash).toBe(replay.run.resultHash);
  expect(replay.inputsHash).toBe(replay.run.inputsHash);
  expect(replay.results.map(({ productId, rank }) => [productId, rank])).toEqual([
    [cheap, 1],
    [dear, 2],
    [far, 3],
  ]);
  expect(replay.results[2]?.reason?.key).toBe("condition.gte.failed");
  const looks = await stage.admin
    .select({ action: entries.action, scopes: entries.scopes })
    .from(entries)
    .where(eq(entries.chain, owner.enterpriseId));
  expect(looks).toContainEqual({ action: "own.view", scopes: ["tax_declarations:indicator"] });
  expect((await listRuns(owner.context(), { needId: need.id })).runs).toMatchObject([
    { id: runId, readUnderConsent: true, counts: { eligible: 2, unknown: 0, not_eligible: 1 } },
  ]);
});

test("products, facts, weights and the need may change: the replay does not", async () => {
  const { owner, need, cheap, dear, runId } = await aRun();
  const before = await replayRun(owner.context(), { runId });
  // A new version that would turn the order round, another product gone, one more come.
  await stage.admin
    .insert(productVersions)
    .values({ productId: cheap, version: 2, content: { ...productContent, ...rates(400) } });
  await stage.admin.update(products).set({ version: 2 }).where(eq(products.id, cheap));
  await stage.admin.update(products).set({ status: "withdrawn" }).where(eq(products.id, dear));
  await aProductSaying(stage.admin, await aBank(stage.admin), { eligibility: wants(1) });
  await stage.admin
    .update(enterprises)
    .set({ district: "440300" })
    .where(eq(enterprises.id, owner.enterpriseId));
  await stage.admin.update(needs).set({ amount: 90_000_000n }).where(eq(needs.id, need.id));
  const later = await runMatching(owner.context(), {
    needId: need.id,
    weights: weightPresets.fastest,
  });

  const again = await replayRun(owner.context(), { runId });
  expect(again).toEqual(before);
  const other = await replayRun(owner.context(), { runId: later.runId });
  expect(other.isSame).toBe(true);
  expect(other.run.resultHash).not.toBe(again.run.resultHash);
  // What was ranked by last is what the next look is ranked by.
  expect((await listMatches(owner.context(), { needId: need.id })).weights).toEqual(
    weightPresets.fastest,
  );
});

test("what is observed is part of the inputs, and ranks when it counts", async () => {
  const { owner, need, cheap, dear, runId } = await aRun();
  const seen = { decided: 40, enterprises: 20, granted: 0, from: "2025-11-01", to: "2026-10-31" };
  const at = { computedAt: new Date() };
  await stage.admin.insert(observations).values([
    { ...seen, ...at, productId: dear, approved: 36, daysMedian: "2.0" },
    { ...seen, ...at, productId: cheap, approved: 12, daysMedian: "9.0" },
  ]);
  const weights = weightPresets.likeliest;
  const run = await runMatching(owner.context(), { needId: need.id, weights });
  await stage.admin.update(observations).set({ approved: 0 });
  const replay = await replayRun(owner.context(), { runId: run.runId });
  expect(replay).toMatchObject({ isSame: true, run: { weights } });
  expect(replay.results[0]?.productId).toBe(dear);
  expect((await replayRun(owner.context(), { runId })).results[0]?.productId).toBe(cheap);
});

test("whatever was changed in what is kept is told", async () => {
  const { owner, runId } = await aRun();
  const replayed = async () => (await replayRun(owner.context(), { runId })).outcome;
  const zeros = Buffer.alloc(32);
  const [kept] = await stage.admin.select().from(matchRuns).where(eq(matchRuns.id, runId));
  const [sealed] = await stage.admin.select().from(matchInputs).where(eq(matchInputs.runId, runId));

  await tampered(sql`update app.match_runs set inputs_hash = ${zeros} where id = ${runId}::uuid`);
  expect(await replayed()).toBe("inputs_differ");
  await tampered(
    sql`update app.match_runs set inputs_hash = ${kept!.inputsHash}, result_hash = ${zeros} where id = ${runId}::uuid`,
  );
  expect(await replayed()).toBe("result_differs");
  const body = Buffer.from(sealed!.body);
  body[20] = body[20]! ^ 1;
  await tampered(
    sql`update app.match_runs set result_hash = ${kept!.resultHash} where id = ${runId}::uuid`,
  );
  expect(await replayed()).toBe("same");
  await tampered(sql`update vault.match_inputs set body = ${body} where run_id = ${runId}::uuid`);
  expect(await replayed()).toBe("inputs_unreadable");
  await tampered(sql`delete from vault.match_inputs where run_id = ${runId}::uuid`);
  expect(await replayed()).toBe("inputs_deleted");
});

test("a product text or a rule of judging that is another gives another result", async () => {
  const { owner, cheap, runId } = await aRun();
  const [text] = await stage.admin
    .select()
    .from(productVersions)
    .where(eq(productVersions.productId, cheap));
  const changed = JSON.stringify({ ...text!.content, eligibility: wants(300_000_001) });
  await tampered(
    sql`update app.product_versions set content = ${changed}::jsonb where product_id = ${cheap}::uuid`,
  );
  const replay = await replayRun(owner.context(), { runId });
  expect(replay).toMatchObject({ outcome: "result_differs", isSame: false });
  expect(replay.inputsHash).toBe(replay.run.inputsHash);

  await tampered(sql`update app.match_runs set engine = 0 where id = ${runId}::uuid`);
  expect(await replayRun(owner.context(), { runId })).toMatchObject({
    outcome: "result_differs",
    isEngineChanged: true,
  });
});

test("nobody else sees a run, and nobody changes one", async () => {
  const { runId } = await aRun();
  const stranger = await anOwner(stage);
  for (const asked of [runId, randomUUID()])
    await expect(replayRun(stranger.context(), { runId: asked })).rejects.toThrow(
      "match_run_not_found",
    );
  const token = stranger.context().db.token;
  const open = await poolOf("sme").query("select refusal from gate.match_run_open($1, $2, 1)", [
    token,
    runId,
  ]);
  expect(open.rows).toEqual([{ refusal: "NO_SUCH_RUN" }]);
  const texts = await poolOf("sme").query("select * from gate.match_run_products($1, $2)", [
    token,
    runId,
  ]);
  expect(texts.rows).toEqual([]);
  await expect(
    stage.admin.update(matchRuns).set({ engine: 9 }).where(eq(matchRuns.id, runId)),
  ).rejects.toMatchObject({ cause: { message: "match_runs is append-only" } });
  for (const persona of ["bank", "office", "public", "worker"] as const)
    await expect(poolOf(persona).query("select from app.match_runs")).rejects.toThrow(
      "permission denied",
    );
  for (const persona of ["sme", "bank", "office", "public", "worker"] as const)
    await expect(poolOf(persona).query("select from vault.match_inputs")).rejects.toThrow(
      "permission denied",
    );
});

test("inputs open only after a look of one's own that is committed", async () => {
  const { owner, runId } = await aRun();
  const { token } = owner.context().db;
  const sme = poolOf("sme");
  const refusal = async (seq: string | null) =>
    (await sme.query("select refusal from gate.match_run_open($1, $2, $3)", [token, runId, seq]))
      .rows[0].refusal as string | null;
  expect(await refusal(null)).toBe("NO_SUCH_TICKET");
  const look = (scopes: string[]) =>
    sme
      .query("select seq from gate.own_view($1, $2, '2026-10-01', '2026-10-31')", [token, scopes])
      .then(({ rows }) => rows[0].seq as string);
  expect(await refusal(await look(["vat_invoices:indicator"]))).toBe("NO_SUCH_TICKET");
  expect(await refusal(await look(["tax_declarations:indicator"]))).toBeNull();
});

test("without a live consent nothing that was read under it opens; its end takes the run", async () => {
  const { owner, need, consentId, runId } = await aRun();
  const sme = poolOf("sme");
  const { token } = owner.context().db;
  await sme.query("select gate.consent_pause($1, $2)", [token, consentId]);
  expect((await replayRun(owner.context(), { runId })).outcome).toBe("consent_not_live");
  await sme.query("select gate.consent_resume($1, $2)", [token, consentId]);
  expect((await replayRun(owner.context(), { runId })).outcome).toBe("same");

  await sme.query("select gate.consent_revoke($1, $2)", [token, consentId]);
  expect(await stage.admin.$count(matchInputs, eq(matchInputs.runId, runId))).toBe(0);
  await expect(replayRun(owner.context(), { runId })).rejects.toThrow("match_run_not_found");
  expect((await listRuns(owner.context(), { needId: need.id })).runs).toEqual([]);
});

test("what was read under a consent that ended meanwhile is not kept", async () => {
  const { owner, need, consentId } = await aRun();
  const context = owner.context();
  const sealing = await import("@/server/connectors/sealing");
  const sealFor = vi.spyOn(sealing, "sealFor").mockImplementationOnce(async (...args) => {
    const key = await sealing.dataKeyFor(args[0], args[1], args[2]);
    const sealed = sealing.sealWith(key, args[3], args[4]);
    await poolOf("sme").query("select gate.consent_revoke($1, $2)", [context.db.token, consentId]);
    return sealed;
  });
  await expect(runMatching(context, { needId: need.id })).rejects.toThrow("consent_revoked");
  sealFor.mockRestore();
  expect(await stage.admin.$count(matches, eq(matches.needId, need.id))).toBe(0);
  const [consent] = await stage.admin.select().from(consents).where(eq(consents.id, consentId!));
  expect(consent?.status).toBe("revoked");
});

test("a run on public facts alone opens without a look, and twenty are kept", async () => {
  const { owner, need, runId } = await aRun({ isAllowed: false });
  expect(await replayRun(owner.context(), { runId })).toMatchObject({
    outcome: "same",
    run: { readUnderConsent: false },
  });
  expect(await stage.admin.$count(entries, eq(entries.chain, owner.enterpriseId))).toBe(0);
  for (let more = 0; more < 20; more += 1) await runMatching(owner.context(), { needId: need.id });
  const { runs } = await listRuns(owner.context(), { needId: need.id });
  expect(runs).toHaveLength(20);
  expect(runs.map(({ id }) => id)).not.toContain(runId);
});

// Ten firms are made, matched and matched again, which is the most of what is done in this file.
test("whoever comes first, revoking and matching at once leave nothing and wait for each other", async () => {
  for (let delay = 0; delay < 40; delay += 4) {
    const { owner, need, consentId } = await aRun();
    const context = owner.context();
    const [run] = await Promise.allSettled([
      runMatching(context, { needId: need.id }),
      new Promise((resolve) => setTimeout(resolve, delay)).then(() =>
        poolOf("sme").query("select gate.consent_revoke($1, $2)", [context.db.token, consentId]),
      ),
    ]);
    // A run that came last may rest on public facts alone; none rests on the consent.
    expect(run.status === "fulfilled" || run.reason).toSatisfy(
      (outcome) => outcome === true || outcome instanceof DomainError,
    );
    const left = await stage.admin
      .select({ consentId: matchRuns.consentId })
      .from(matchRuns)
      .where(eq(matchRuns.needId, need.id));
    expect(left.filter((one) => one.consentId !== null)).toEqual([]);
  }
}, 120_000);

test("a run that rests on no consent does not deadlock with the end of one", async () => {
  const { owner, need, consentId, runId } = await aRun();
  const { db } = owner.context();
  // Of one need twenty are kept: the next one deletes the oldest.
  await stage.admin.execute(sql`
    insert into app.match_runs select (jsonb_populate_record(runs, jsonb_build_object('id', gen_random_uuid(), 'at', at - interval '1 day'))).*
    from app.match_runs as runs, generate_series(1, 20) where runs.id = ${runId}`);
  const [key] = await stage.admin.select().from(matchInputs).where(eq(matchInputs.runId, runId));
  const ending = await db.transaction(async (tx) => {
    // However slow the machine is: a firm's transaction would be ended after five seconds.
    await tx.execute(sql`set local transaction_timeout = 0`);
    const { rows } = await tx.execute(
      sql`select refusal from gate.match_run_keep(${db.token}, ${randomUUID()}::uuid, ${need.id}::uuid, null, 1, '2026-11-20',
        '2026-10', '{}', '[]', '', '', 0, 0, 0, ${key!.keyId}::uuid, 1::smallint, 'body')`,
    );
    expect(rows).toEqual([{ refusal: null }]);
    const revoking = revokeConsent(owner.context(), { consentId: consentId! });
    await untilWaiting(1);
    await tx.update(matches).set({ rank: 1 }).where(eq(matches.needId, need.id));
    return { revoking };
  });
  await ending.revoking;
  expect(await stage.admin.$count(matchRuns, eq(matchRuns.needId, need.id))).toBe(0);
});
