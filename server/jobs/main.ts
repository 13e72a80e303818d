import { run, type TaskList } from "graphile-worker";
import { z } from "zod";
import { connect } from "@/db/client";
import { asQueue } from "@/db/personas";
import { closePool, systemContext, workerUrl } from "@/server/jobs/context";
import { deliverWhenToldTo } from "@/server/jobs/deliver-when-told-to";
import { queueLogger } from "@/server/jobs/queue-logger";
import { logger } from "@/server/observability/logger";
import { beat, beatSeconds } from "@/server/observability/worker-heartbeat";
import { lapseInformationRequests } from "@/server/services/applications/lapse-information-requests";
import { closeUnrenewed, loseExpiredConsents } from "@/server/services/applications/lose-consents";
import { timeOutApplications } from "@/server/services/applications/time-out-applications";
import { addDemoPeople } from "@/server/services/imports/add-demo-people";
import { importBanks } from "@/server/services/imports/import-banks";
import { importHistory } from "@/server/services/imports/import-history";
import { importRegistry } from "@/server/services/imports/import-registry";
import { expireOffers } from "@/server/services/offers/expire-offers";
import { FetchSourceInput, fetchSource } from "@/server/services/sources/fetch-source";

const ImportHistoryInput = z.strictObject({ bank: z.string() });

/** One line a job: each calls a service as the platform itself. */
const taskList: TaskList = {
  fetch_source: (payload, { job }) =>
    fetchSource(systemContext(), FetchSourceInput.parse(payload), job.attempts),
  import_registry: async () => void (await importRegistry(systemContext())),
  import_banks: async () => void (await importBanks(systemContext())),
  import_history: async (payload) => {
    await importHistory(systemContext(), ImportHistoryInput.parse(payload).bank);
    await addDemoPeople(systemContext());
  },
  keep_time: async () => {
    for (const turn of [
      timeOutApplications,
      expireOffers,
      lapseInformationRequests,
      loseExpiredConsents,
      closeUnrenewed,
    ])
      while ((await turn(systemContext())) >= 200) logger.debug({ event: "full_batch" });
  },
};

const queuePool = connect(asQueue(workerUrl), 4);
const runner = await run({
  pgPool: queuePool,
  taskList,
  concurrency: 4,
  pollInterval: 1_000,
  noHandleSignals: true,
  crontab: "* * * * * keep_time",
  logger: queueLogger,
});
const delivery = await deliverWhenToldTo(workerUrl, systemContext);

const say = () =>
  beat(systemContext().db).catch((error: unknown) => logger.error({ err: error }, "no heartbeat"));
await say();
const heartbeat = setInterval(() => void say(), beatSeconds * 1000);
logger.info({ event: "worker_ready" });

let isStopping = false;
async function stop() {
  if (isStopping) return;
  isStopping = true;
  clearInterval(heartbeat);
  await runner.stop();
  await delivery.stop();
  await Promise.all([queuePool.end(), closePool()]);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
await runner.promise;
