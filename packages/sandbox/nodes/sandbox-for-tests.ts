import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { CompactSign, exportJWK, generateKeyPair } from "jose";
import type { City } from "../city/city";
import { openStore } from "../store/store";
import { artefactVerifier } from "./artefact";
import { createSandbox } from "./server";
import type { LogKey } from "../witness/note";
import type { World } from "./world";

/** A running sandbox with keys of its own and a clock that stands still until it is set. */
export async function startSandbox(city: City, changes: Partial<World> = {}) {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA");
  const clock = { now: new Date("2026-11-21T02:00:00Z") };
  const world: World = {
    city,
    seed: "test",
    store: openStore(":memory:"),
    verify: artefactVerifier({ keys: [{ ...(await exportJWK(publicKey)), alg: "EdDSA" }] }),
    logKeys: [(await exportJWK(publicKey)) as LogKey],
    now: () => clock.now,
    hasLatency: false,
    slowness: 150,
    faults: new Map(),
    recent: new Map(),
    ...changes,
  };
  const server = createSandbox(world);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;

  const sign = (payload: object, key = privateKey) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: "EdDSA" })
      .sign(key);
  const send = async (method: string, path: string, body?: unknown, artefact?: string) => {
    const response = await fetch(base + path, {
      method,
      headers: artefact === undefined ? {} : { authorization: `Consent ${artefact}` },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
  return {
    base,
    world,
    clock,
    sign,
    send,
    /** Sends and reads JSON. */
    json: async (method: string, path: string, body?: unknown, artefact?: string) => {
      const { status, text } = await send(method, path, body, artefact);
      return { status, body: JSON.parse(text) as Record<string, unknown> };
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      world.store.close();
    },
  };
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** A consent that covers an item for three years, with changes. */
export function consentFor(
  enterprise: string,
  items: { item: string; granularity: string; from?: string; to?: string }[],
  changes: object = {},
) {
  return {
    kind: "consent",
    id: randomUUID(),
    revision: 1,
    enterprise,
    recipient: "platform",
    purpose: "platform_matching",
    items: items.map((item) => ({ from: "2023-11-01", to: "2026-10-31", ...item })),
    validFrom: "2026-11-01T00:00:00+08:00",
    validTo: "2027-05-01T00:00:00+08:00",
    ...changes,
  };
}
