import type { AddressInfo } from "node:net";
import { hashText } from "./city/random";
import { readEnvironment } from "./environment";
import { artefactVerifier } from "./nodes/artefact";
import { createSandbox } from "./nodes/server";
import { openStore } from "./store/store";

const settings = readEnvironment(new Date());
const store = openStore(settings.SANDBOX_STORE);
const server = createSandbox({
  city: {
    seed: hashText(settings.SANDBOX_SEED),
    enterprises: settings.SANDBOX_ENTERPRISES,
    month: settings.month,
  },
  seed: settings.SANDBOX_SEED,
  store,
  verify: artefactVerifier(settings.PLATFORM_JWKS),
  logKeys: settings.PLATFORM_JWKS.keys,
  now: () => new Date(),
  hasLatency: settings.SANDBOX_LATENCY === "1",
  slowness: 10_000,
  faults: new Map(),
  recent: new Map(),
});

function stop(): void {
  server.close(() => {
    store.close();
  });
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 2_000).unref();
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);
server.listen(settings.SANDBOX_PORT, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ event: "listening", port }));
});
