import { fork } from "node:child_process";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { openPost } from "@/server/connectors/mail";
import { env } from "@/server/env";
import type { SystemContext } from "@/server/services/context";
import { deliverEvents } from "@/server/services/notifications/deliver-events";
import { sendMails } from "@/server/services/notifications/send-mails";
import { committed, poolOf } from "@/tests/database";
import { makeBank, makeEnterprise } from "@/tests/parties";
import { headerOf, startSmtp } from "@/tests/smtp";

const admin = poolOf("admin");
const worker = (): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "fault",
});
const mails = async () =>
  (await admin.query("select status, attempts from app.mails order by id")).rows;

test("a worker killed between handing over and marking leaves one mail, and later its copy", async () => {
  const enterprise = await makeEnterprise(admin);
  const bank = await makeBank(admin);
  await admin.query(
    "update auth.people set email = 'li@mail.test', email_confirmed_at = clock_timestamp() where id = $1",
    [enterprise.personId],
  );
  await admin.query(
    "insert into app.events (name, subject_id, enterprise_id, bank_id, at) values ('offer.opened', $1, $2, $3, clock_timestamp())",
    [randomUUID(), enterprise.id, bank.id],
  );
  await vi.waitFor(
    async () => {
      await deliverEvents(worker(), { canMail: true });
      expect(await mails()).toEqual([{ status: "queued", attempts: 0 }]);
    },
    { timeout: 60_000 },
  );
  const smtp = await startSmtp();
  const child = fork(new URL("mail-kill/dying-worker.ts", import.meta.url), [smtp.url], {
    execArgv: ["--import", "tsx"],
  });
  await once(child, "message");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(smtp.received).toHaveLength(1);
  expect(await mails()).toEqual([{ status: "queued", attempts: 1 }]);

  const post = openPost({ url: smtp.url, site: env.APP_URL });
  // The dead one's lease holds: nobody sends it again at once.
  expect(await sendMails(worker(), post)).toBe(0);
  await admin.query("update app.mails set due_at = clock_timestamp()");
  expect(await sendMails(worker(), post)).toBe(1);
  await smtp.stop();
  expect(await mails()).toEqual([{ status: "sent", attempts: 2 }]);
  const ids = smtp.received.map((mail) => headerOf(mail, "Message-ID"));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});
