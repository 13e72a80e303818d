import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { env } from "@/server/env";
import type { SystemContext } from "@/server/services/context";
import { importRegistry } from "@/server/services/imports/import-registry";
import { fetchSource } from "@/server/services/sources/fetch-source";
import { expireConsent, item, makeConsent, revokeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, signIn, type SignedIn } from "@/tests/parties";
import { startSandbox } from "@/tests/sandbox";

const sandbox = await startSandbox(10);
const [admin, sme] = [poolOf("admin"), poolOf("sme")];
const worker = (): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "test",
});

/** What happens while the answer is on its way. */
let meanwhile = async () => {};
const node = env.SANDBOX_URL!;
const between = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  void (async () => {
    const body = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    const answer = await fetch(new URL(request.url ?? "/", node), {
      method: request.method ?? "GET",
      headers: {
        "content-type": "application/json",
        authorization: request.headers.authorization ?? "",
      },
      ...(body.length > 0 && { body: Buffer.concat(body) }),
    });
    if (request.url?.endsWith("/query")) await meanwhile();
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(await answer.text());
  })();
});

let firms: { id: string; uscc: string; name: string }[] = [];
beforeAll(async () => {
  await importRegistry(worker());
  await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
  env.SANDBOX_URL = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  ({ rows: firms } = await admin.query(
    "select id, uscc, name from app.enterprises where status = 'operating' order by uscc",
  ));
});
afterAll(() => void between.close());
afterEach(async () => {
  meanwhile = async () => {};
  await restoreGate(poolOf("migrator"));
});

/** A firm whose tax declarations are about to be asked for. */
async function stage() {
  const firm = firms.pop()!;
  const owner = await signIn(admin, "sme", "owner", { enterpriseId: firm.id });
  const enterprise: SignedIn = { ...firm, ...owner };
  const bank = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const items = [item("tax_declarations:monthly")];
  const consent = await makeConsent(sme, { enterprise, bank, applicationId, items });
  await sme.query("select * from vault.fetch_queue($1, $2)", [enterprise.token, consent.id]);
  const { rows } = await admin.query<{ id: string }>(
    "select id from vault.fetches where consent_id = $1",
    [consent.id],
  );
  return { enterprise, consentId: consent.id, fetchId: rows[0]!.id };
}

async function outcome({ enterprise, fetchId }: Awaited<ReturnType<typeof stage>>) {
  const { rows } = await admin.query<{ status: string; reason: string | null; facts: number }>(
    `select status, reason, (select count(*)::int from vault.facts where enterprise_id = $2) as facts
     from vault.fetches where id = $1`,
    [fetchId, enterprise.id],
  );
  const { rows: lines } = await admin.query<{ code: string }>(
    "select code from ledger.entries where chain = $1 and action = 'source.fetch' order by seq",
    [enterprise.id],
  );
  return { ...rows[0]!, lines: lines.map(({ code }) => code) };
}

describe("an answer that comes too late", () => {
  test("because the consent was revoked while it was on its way is discarded, and that is noted", async () => {
    const asked = await stage();
    meanwhile = async () => {
      expect((await revokeConsent(sme, asked.enterprise, asked.consentId)).refusal).toBeNull();
    };
    await fetchSource(worker(), { fetchId: asked.fetchId }, 9);
    expect(await outcome(asked)).toEqual({
      status: "discarded",
      reason: "CONSENT_REVOKED",
      facts: 0,
      lines: ["CONSENT_REVOKED"],
    });
  });

  test("because the consent expired meanwhile is discarded, and that is noted", async () => {
    const asked = await stage();
    meanwhile = () => expireConsent(admin, asked.consentId);
    await fetchSource(worker(), { fetchId: asked.fetchId }, 9);
    expect(await outcome(asked)).toEqual({
      status: "discarded",
      reason: "CONSENT_EXPIRED",
      facts: 0,
      lines: ["CONSENT_EXPIRED"],
    });
  });

  test("planted: a vault that does not look at the consent again is noticed", async () => {
    await mutateGate(
      poolOf("migrator"),
      "55",
      "\n  if status <> 'active' then\n    refusal := 'CONSENT_' || upper(status);\n    update vault.fetches",
      "\n  if false then\n    refusal := 'CONSENT_' || upper(status);\n    update vault.fetches",
    );
    const asked = await stage();
    meanwhile = () => expireConsent(admin, asked.consentId);
    await fetchSource(worker(), { fetchId: asked.fetchId }, 9);
    expect(await outcome(asked)).toMatchObject({ status: "done", lines: ["STORED"] });
    expect((await outcome(asked)).facts).toBeGreaterThan(0);
  });

  test("and one in time is kept", async () => {
    const asked = await stage();
    await fetchSource(worker(), { fetchId: asked.fetchId }, 9);
    expect(await outcome(asked)).toMatchObject({ status: "done", lines: ["STORED"] });
  });
});

test.each([
  ["garbage", "malformed_answer"],
  ["wrong_enterprise", "wrong_enterprise"],
])("an answer that is %s is not kept, nor any part of it", async (mode, reason) => {
  await sandbox.setFault("tax", mode);
  try {
    const asked = await stage();
    await fetchSource(worker(), { fetchId: asked.fetchId }, 9).catch(() => {});
    expect(await outcome(asked)).toMatchObject({ status: "failed", reason, facts: 0, lines: [] });
  } finally {
    await sandbox.setFault("tax", "ok");
  }
});

test("an answer to a call that was made again for less leaves the later one alone", async () => {
  const asked = await stage();
  const { promise: isAskedAgain, resolve: askedAgain } = Promise.withResolvers<void>();
  const { promise: isAnswered, resolve: answered } = Promise.withResolvers<void>();
  let again = Promise.resolve();
  meanwhile = async () => {
    meanwhile = () => {
      askedAgain();
      return isAnswered;
    };
    const { rows } = await sme.query<{ refusal: string | null }>(
      "select refusal from gate.consent_narrow($1, $2, '{}', '2026-06-01')",
      [asked.enterprise.token, asked.consentId],
    );
    expect(rows).toEqual([{ refusal: null }]);
    again = fetchSource(worker(), { fetchId: asked.fetchId }, 9);
    await isAskedAgain;
  };
  await fetchSource(worker(), { fetchId: asked.fetchId }, 9);
  answered();
  await again;
  expect(await outcome(asked)).toMatchObject({ status: "done", reason: null, lines: ["STORED"] });
});
