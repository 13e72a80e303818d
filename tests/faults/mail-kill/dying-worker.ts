import { openPost } from "@/server/connectors/mail";
import { env } from "@/server/env";
import { systemContext } from "@/server/jobs/context";
import { sendMails } from "@/server/services/notifications/send-mails";

/** A worker that hands one mail over and then hangs, until it is killed: what it sent it never marks. */
const post = openPost({ url: process.argv[2] ?? "", site: env.APP_URL });
await sendMails(
  systemContext(),
  {
    ...post,
    async send(letter) {
      await post.send(letter);
      process.send?.("handed over");
      setInterval(() => {}, 1_000);
      return new Promise(() => {});
    },
  },
  1,
);
