import { run, type TaskList } from "graphile-worker";
import { z } from "zod";
import { connect } from "@/db/client";
import { asQueue } from "@/db/personas";
import { closePool, systemContext, workerUrl } from "@/server/jobs/context";
import { deliverWhenToldTo } from "@/server/jobs/deliver-when-told-to";
import { queueLogger } from "@/server/jobs/queue-logger";
import { sendMailsInTime } from "@/server/jobs/send-mails-in-time";
import { sealEverySecond } from "@/server/jobs/seal-every-second";
import { logger } from "@/server/observability/logger";
import { beat, beatSeconds } from "@/server/observability/worker-heartbeat";
import { lapseInformationRequests } from "@/server/services/applications/lapse-information-requests";
import { closeUnrenewed, loseExpiredConsents } from "@/server/services/applications/lose-consents";
import { timeOutApplications } from "@/server/services/applications/time-out-applications";
import { announceEnds } from "@/server/services/consents/announce-ends";
import { buildMissingSlices } from "@/server/services/audience/build-missing-slices";
import { refreshMatchingFacts } from "@/server/services/audience/refresh-matching-facts";
import { addDemoPeople } from "@/server/services/imports/add-demo-people";
import { importBanks } from "@/server/services/imports/import-banks";
import { importHistory } from "@/server/services/imports/import-history";
import { importRegistry } from "@/server/services/imports/import-registry";
import { announceOverdue } from "@/server/services/erasures/announce-overdue";
import { eraseKeys } from "@/server/services/keys/erase-keys";
import { moveKeys } from "@/server/services/keys/move-keys";
import { recoverKeys } from "@/server/services/keys/recover-keys";
import { sweepFacts } from "@/server/services/keys/sweep-facts";
import { refreshObservations } from "@/server/services/observations/refresh-observations";
import { expireOffers } from "@/server/services/offers/expire-offers";
import { remindInTime } from "@/server/services/reminders/remind-in-time";
import { remindOfUnusualUse } from "@/server/services/reminders/remind-of-unusual-use";
import { sendDigests } from "@/server/services/reminders/send-digests";
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
    await refreshObservations(systemContext(), { isAgain: true });
    await addDemoPeople(systemContext());
  },
  refresh_observations: async () => void (await refreshObservations(systemContext())),
  keep_keys: async () => void (await eraseKeys(systemContext())),
  sweep_facts: async () => {
    await sweepFacts(systemContext());
    await eraseKeys(systemContext());
  },
  refresh_facts: async () => void (await refreshMatchingFacts(systemContext())),
  remind: async () => {
    for (const turn of [remindInTime, sendDigests])
      while ((await turn(systemContext())) >= 200) logger.debug({ event: "full_batch" });
    await remindOfUnusualUse(systemContext());
  },
  keep_time: async () => {
    for (const turn of [
      timeOutApplications,
      expireOffers,
      lapseInformationRequests,
      loseExpiredConsents,
      closeUnrenewed,
      announceEnds,
      announceOverdue,
      eraseKeys,
    ])
      while ((await turn(systemContext())) >= 200) logger.debug({ event: "full_batch" });
  },
};

// Before anybody reads or seals: what an older installation kept in the database.
await moveKeys(systemContext());
const queuePool = connect(asQueue(workerUrl), 4);
const runner = await run({
  pgPool: queuePool,
  taskList,
  concurrency: 4,
  pollInterval: 1_000,
  noHandleSignals: true,
  crontab:
    "* * * * * keep_time\n*/5 * * * * remind\n17 3 * * * sweep_facts\n37 2 * * * refresh_facts\n23 * * * * refresh_observations",
  logger: queueLogger,
});
const delivery = await deliverWhenToldTo(workerUrl, systemContext);
const mail = sendMailsInTime(systemContext);
const sealing = await sealEverySecond(workerUrl, systemContext);

const say = () =>
  beat(systemContext().db).catch((error: unknown) => logger.error({ err: error }, "no heartbeat"));
await say();
const heartbeat = setInterval(() => void say(), beatSeconds * 1000);
logger.info({ event: "worker_ready" });
recoverKeys(systemContext()).catch((error: unknown) =>
  logger.error({ err: error }, "keys not recovered"),
);
refreshObservations(systemContext()).catch((error: unknown) =>
  logger.error({ err: error }, "observations not made"),
);
buildMissingSlices(systemContext()).catch((error: unknown) =>
  logger.error({ err: error }, "slices not built"),
);

let isStopping = false;
async function stop() {
  if (isStopping) return;
  isStopping = true;
  clearInterval(heartbeat);
  await runner.stop();
  await delivery.stop();
  await mail.stop();
  await sealing.stop();
  await Promise.all([queuePool.end(), closePool()]);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
await runner.promise;
