import { TRPCError } from "@trpc/server";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { NotFound } from "@/domain/shared/errors";
import { health } from "@/server/observability/health";
import { traceOf } from "@/server/observability/log-refusal";
import { metricsText, observeCall } from "@/server/observability/metrics";
import { beat, silenceSeconds, waitingJobs } from "@/server/observability/worker-heartbeat";
import { createCaller } from "@/server/trpc/root";
import { committed, poolOf } from "@/tests/database";

const db = committed("public", "");
const worker = committed("worker", "");
const age = (seconds: number) =>
  poolOf("admin").query(
    "update app.installation set value = to_jsonb(clock_timestamp() - make_interval(secs => $1)) where key = 'worker_heartbeat'",
    [seconds],
  );

/** As long as the test itself may take: how soon a busy machine answers is not what is asked here. */
const patience = 30_000;
const patientHealth = () => health(db, patience);
const silentFor = (seconds: number) => ({
  ...db,
  call: <Row>() => Promise.resolve([{ seconds }] as Row[]),
});

describe("health", () => {
  beforeEach(() => poolOf("admin").query("delete from app.installation"));

  test("is ok while the worker speaks, and names it when it does not", async () => {
    expect(await patientHealth()).toEqual({
      status: "unavailable",
      database: "ok",
      worker: "down",
    });
    await beat(worker);
    expect(await patientHealth()).toEqual({ status: "ok", database: "ok", worker: "ok" });
    await age(silenceSeconds);
    expect(await patientHealth()).toMatchObject({ status: "unavailable", worker: "down" });
    await beat(worker);
    expect(await patientHealth()).toMatchObject({ status: "ok" });
    // To the instant, which no clock that goes on could show.
    expect(await health(silentFor(silenceSeconds - 0.001))).toMatchObject({ status: "ok" });
    expect(await health(silentFor(silenceSeconds))).toMatchObject({ worker: "down" });
  });

  test("names the database when it refuses or says nothing", async () => {
    const down = { status: "unavailable", database: "down", worker: "unknown" };
    expect(await health({ ...db, call: () => Promise.reject(new Error("refused")) })).toEqual(down);
    expect(await health({ ...db, call: () => new Promise(() => {}) }, 50)).toEqual(down);
  });

  test("only the worker speaks for the worker", async () => {
    await expect(beat(db)).rejects.toThrow("worker_beat");
    await expect(beat(committed("sme", ""))).rejects.toThrow("worker_beat");
  });
});

test("jobs that wait are counted", async () => {
  const before = await waitingJobs(db);
  await worker.call(sql`select queue.add_job('import_banks', '{}'::jsonb)`);
  expect(await waitingJobs(db)).toBe(before + 1);
});

test("calls are counted by procedure and outcome", async () => {
  const context = { db, actor: null, now: new Date(), channel: "page", requestId: "1" } as const;
  await createCaller(context)
    .accounts.demoCode()
    .catch(() => null);
  observeCall("accounts.demoPeople", "OK", 12);
  const { body } = await metricsText();
  expect(body).toContain(
    'xyd_procedure_calls_total{procedure="accounts.demoCode",code="NOT_FOUND"}',
  );
  expect(body).toContain('xyd_procedure_seconds_count{procedure="accounts.demoPeople"}');
});

describe("a log line", () => {
  test("of a database error has its code and not its parameters", async () => {
    const failed = await db.call(sql`select ${"110101199003078515"}::int`).then(
      () => null,
      (error: unknown) => error,
    );
    const line = JSON.stringify(
      traceOf(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: failed })),
    );
    expect(line).toContain('"code":"22003"');
    expect(line).not.toContain("110101199003078515");
  });

  test("of a refusal or of something thrown that is no error is still a line", () => {
    expect(traceOf(new NotFound("offer")).causes).toHaveLength(1);
    expect(traceOf("text")).toEqual({ causes: [] });
  });
});
