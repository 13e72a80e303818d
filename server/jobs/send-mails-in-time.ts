import { installedPost } from "@/server/connectors/installed-post";
import { logger } from "@/server/observability/logger";
import type { SystemContext } from "@/server/services/context";
import { sendMails } from "@/server/services/notifications/send-mails";

const everyMs = 5_000;

/** Sends what is due, beside the queue: a mail server that is slow must not hold a clock up. */
export function sendMailsInTime(context: () => SystemContext) {
  const post = installedPost();
  const state = { isStopped: false };
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

  async function send() {
    if (!post || isRunning) return;
    isRunning = true;
    try {
      // One at a time, so that stopping waits for a single conversation.
      while (!state.isStopped && (await sendMails(context(), post, 1)) > 0);
    } catch (error) {
      logger.error({ err: error }, "mail not sent");
    }
    isRunning = false;
  }

  const timer = setInterval(() => {
    running = running.then(send);
  }, everyMs);
  return {
    async stop() {
      state.isStopped = true;
      clearInterval(timer);
      await running;
      post?.close();
    },
  };
}
