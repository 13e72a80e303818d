import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { totpStepAt } from "@/domain/accounts/totp";
import { env } from "@/server/env";
import { findActor } from "@/server/services/accounts/find-actor";
import { getDemoCode } from "@/server/services/accounts/get-demo-code";
import {
  codeOfStep,
  demoTotpSecret,
  newTotpSecret,
  sealTotpSecret,
} from "@/server/services/accounts/totp";
import { verifySigningCode } from "@/server/services/accounts/verify-signing-code";
import type { ServiceContext } from "@/server/services/context";
import { committed, poolOf } from "@/tests/database";
import { makeEnterprise } from "@/tests/parties";
import { prolongWaits } from "@/tests/throttles";
import { drawDistinct } from "@/tests/totp";

/** One moment for all: a code is another one half a minute later. */
const now = new Date();

/** `strangers` are others' authenticators, whose codes this one never shows. */
async function aSigner({ isDemo = false, strangers = [] as Buffer[] } = {}) {
  const draw = async () => {
    const { personId, token } = await makeEnterprise(poolOf("admin"));
    return { personId, token, secret: isDemo ? demoTotpSecret(personId) : newTotpSecret() };
  };
  const { personId, token, secret } = await drawDistinct(
    draw,
    (drawn) => drawn.secret,
    now,
    strangers,
  );
  await poolOf("admin").query(
    "update auth.people set totp_secret = $2, is_demo = $3 where id = $1",
    [personId, isDemo ? null : sealTotpSecret(personId, secret), isDemo],
  );
  const actor = await findActor(committed("public", ""), token);
  if (actor?.party !== "sme") throw new Error("the signer is not signed in");
  const context = (at = now): ServiceContext<"sme"> => ({
    db: committed("sme", token),
    actor,
    now: at,
    channel: "page",
    requestId: randomUUID(),
  });
  return { secret, context, code: (steps = 0) => codeOfStep(secret, totpStepAt(now) + steps) };
}

describe("a signing code", () => {
  test("signs once", async () => {
    const { context, code } = await aSigner();
    await verifySigningCode(context(), code());
    await expect(verifySigningCode(context(), code())).rejects.toThrow("signing_code_wrong");
    await verifySigningCode(context(), code(1));
  });

  test("that is older than the last used one is refused", async () => {
    const { context, code } = await aSigner();
    await verifySigningCode(context(), code());
    await expect(verifySigningCode(context(), code(-1))).rejects.toThrow("signing_code_wrong");
  });

  test("used twice at once signs once", async () => {
    const { context, code } = await aSigner();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => verifySigningCode(context(), code())),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("of somebody else signs nothing, and says which field", async () => {
    const mine = await aSigner();
    const theirs = await aSigner({ strangers: [mine.secret] });
    await expect(verifySigningCode(mine.context(), theirs.code())).rejects.toMatchObject({
      reason: "signing_code_wrong",
      field: "code",
    });
  });

  test("cannot be guessed: after five wrong ones the right one has to wait", async () => {
    const { context, code } = await aSigner();
    for (let guess = 0; guess < 5; guess += 1)
      await expect(verifySigningCode(context(), code(40 + guess))).rejects.toThrow(
        "signing_code_wrong",
      );
    await prolongWaits();
    await expect(verifySigningCode(context(), code())).rejects.toThrow("signing_code_wait");
  });
});

describe("the demo's code", () => {
  test("signs, and the next one after it", async () => {
    const { context } = await aSigner({ isDemo: true });
    const first = await getDemoCode(context());
    expect(first.waitSeconds).toBe(0);
    await verifySigningCode(context(), first.code);
    const second = await getDemoCode(context());
    expect(second.code).not.toBe(first.code);
    const then = new Date(now.getTime() + second.waitSeconds * 1000);
    await verifySigningCode(context(then), second.code);
    expect((await getDemoCode(context())).waitSeconds).toBeGreaterThan(0);
  });

  test("is nobody's who is real, not signed in, or outside a demo", async () => {
    const [real, seeded] = [await aSigner(), await aSigner({ isDemo: true })];
    await expect(getDemoCode(real.context())).rejects.toThrow("demo_code_not_found");
    await expect(getDemoCode({ ...seeded.context(), actor: null })).rejects.toThrow(
      "demo_code_not_found",
    );
    const configuration = env as { DEMO: boolean };
    configuration.DEMO = false;
    try {
      await expect(getDemoCode(seeded.context())).rejects.toThrow("demo_code_not_found");
    } finally {
      configuration.DEMO = true;
    }
  });
});
