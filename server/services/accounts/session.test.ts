import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { env } from "@/server/env";
import { endSession } from "@/server/services/accounts/end-session";
import { findActor } from "@/server/services/accounts/find-actor";
import { listDemoPeople } from "@/server/services/accounts/list-demo-people";
import { signInAsDemo } from "@/server/services/accounts/sign-in-as-demo";
import type { PublicContext } from "@/server/services/context";
import { committed, poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";

const db = committed("public", "");
const at = (): PublicContext => ({
  db,
  actor: null,
  now: new Date(),
  channel: "page",
  requestId: randomUUID(),
});

async function anAnalyst({ isDemo = false } = {}) {
  const { personId: id } = await signIn(poolOf("admin"), "credit_office", "analyst");
  await poolOf("admin").query("update auth.people set is_demo = $2 where id = $1", [id, isDemo]);
  return { id };
}

describe("a session", () => {
  test("ends when signed out, dismissed or over", async () => {
    const analyst = await anAnalyst({ isDemo: true });
    const open = () => signInAsDemo(at(), analyst.id);
    const [ended, kept] = [await open(), await open()];
    await endSession(at(), ended);
    expect(await findActor(db, ended)).toBeNull();
    expect(await findActor(db, kept)).not.toBeNull();

    await poolOf("admin").query(
      "update auth.people set disabled_at = clock_timestamp() where id = $1",
      [analyst.id],
    );
    expect(await findActor(db, kept)).toBeNull();
    await expect(open()).rejects.toThrow("sign_in_refused");
  });

  test("changes with the person's row, not with the cookie", async () => {
    const analyst = await anAnalyst({ isDemo: true });
    const token = await signInAsDemo(at(), analyst.id);
    await poolOf("admin").query("update auth.people set role = 'supervisor' where id = $1", [
      analyst.id,
    ]);
    expect(await findActor(db, token)).toMatchObject({ role: "supervisor" });
  });

  test("of nobody is nobody's", async () => {
    expect(await findActor(db, "never opened")).toBeNull();
    expect(await findActor(db, "")).toBeNull();
  });
});

describe("demo sign-ins", () => {
  test("are for seeded people, in a demo", async () => {
    const [seeded, real] = [await anAnalyst({ isDemo: true }), await anAnalyst()];
    const listed = (await listDemoPeople(at())).map(({ id }) => id);
    expect(listed).toContain(seeded.id);
    expect(listed).not.toContain(real.id);
    await expect(signInAsDemo(at(), real.id)).rejects.toThrow("sign_in_refused");
    expect(await findActor(db, await signInAsDemo(at(), seeded.id))).toMatchObject({
      isDemo: true,
    });

    const configuration = env as { DEMO: boolean };
    configuration.DEMO = false;
    try {
      expect(await listDemoPeople(at())).toEqual([]);
      await expect(signInAsDemo(at(), seeded.id)).rejects.toThrow("sign_in_refused");
    } finally {
      configuration.DEMO = true;
    }
  });
});
