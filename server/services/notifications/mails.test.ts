import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { mailAttempts } from "@/domain/notifications/mail";
import { openPost, type Post } from "@/server/connectors/mail";
import { env } from "@/server/env";
import type { SystemContext } from "@/server/services/context";
import { deliverEvents } from "@/server/services/notifications/deliver-events";
import { sendMails } from "@/server/services/notifications/send-mails";
import { committed, poolOf } from "@/tests/database";
import { makeBank, makeEnterprise, signIn, type SignedIn } from "@/tests/parties";
import { headerOf, partsOf, startSmtp } from "@/tests/smtp";

// What is delivered waits for every transaction of the cluster that began before, another file's too.
vi.setConfig({ testTimeout: 150_000 });

const db = committed("worker", "");
const worker = (): SystemContext => ({
  db,
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "clock",
});
const admin = poolOf("admin");

let enterprise: SignedIn;
let bank: SignedIn;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let post: Post;
const refusals = new Map<string, number>();

beforeAll(async () => {
  enterprise = await makeEnterprise(admin);
  bank = await makeBank(admin);
  Object.assign(enterprise, { name: "城东五金有限公司" });
  Object.assign(bank, { name: "江畔银行" });
  await admin.query("update app.enterprises set name = $2 where id = $1", [
    enterprise.id,
    enterprise.name,
  ]);
  await admin.query("update app.banks set name = $2, name_en = 'Riverside Bank' where id = $1", [
    bank.id,
    bank.name,
  ]);
  smtp = await startSmtp({ answer: (to) => refusals.get(to) ?? null });
  post = openPost({ url: smtp.url, site: env.APP_URL });
});
beforeEach(async () => {
  smtp.received.length = 0;
  smtp.tried.length = 0;
  refusals.clear();
  await admin.query("update auth.people set email_confirmed_at = null");
  await admin.query(
    "update app.mails set status = 'failed', problem = 'TEST' where status = 'queued'",
  );
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => smtp.stop());

type Wish = { mail?: string; language?: string; confirmed?: boolean };

/** A colleague with an address of their own. */
async function aReader({ mail, language = "en", confirmed = true }: Wish = {}) {
  const { personId } = await signIn(admin, "sme", "clerk", { enterpriseId: enterprise.id });
  const address = `${personId}@mail.test`;
  await admin.query("update auth.people set email = $2, email_confirmed_at = $3 where id = $1", [
    personId,
    address,
    confirmed ? new Date() : null,
  ]);
  if (mail)
    await admin.query("insert into app.notice_choices values ($1, $2, $3, clock_timestamp())", [
      personId,
      mail,
      language,
    ]);
  return { personId, address };
}

/** Something happens, and is delivered: another file's transaction may hold the horizon back as long as it likes. */
async function happens(name: string, subjectId: string = randomUUID(), canMail = true) {
  await admin.query(
    "insert into app.events (name, subject_id, enterprise_id, bank_id, at) values ($1, $2, $3, $4, clock_timestamp())",
    [name, subjectId, enterprise.id, bank.id],
  );
  await vi.waitFor(
    async () => {
      await deliverEvents(worker(), { canMail });
      const { rows } = await admin.query(
        "select 1 from app.events where subject_id = $1 and delivered_at is null",
        [subjectId],
      );
      expect(rows).toEqual([]);
    },
    { timeout: 120_000 },
  );
  return subjectId;
}

const mailsTo = async (personId: string) =>
  (
    await admin.query<{ status: string; attempts: number; problem: string | null; due_at: Date }>(
      "select status, attempts, problem, due_at from app.mails where person_id = $1 and problem is distinct from 'TEST' order by id",
      [personId],
    )
  ).rows;
const makeDue = () =>
  admin.query("update app.mails set due_at = clock_timestamp() where status = 'queued'");
const to = (address: string) => smtp.received.filter(({ to: [first] }) => first === address);

test("each in their own language, with names and a link and nothing else", async () => {
  const [han, latin] = [
    await aReader({ mail: "all", language: "zh-CN" }),
    await aReader({ mail: "all" }),
  ];
  const subjectId = await happens("application.accepted");
  expect(await sendMails(worker(), post)).toBe(2);

  const [zh, en] = [to(han.address)[0]!, to(latin.address)[0]!];
  expect(headerOf(zh, "Subject")).toBe("信易贷 · 申请有消息");
  expect(headerOf(en, "Subject")).toBe("Xin Yi Dai · News about an application");
  expect(partsOf(zh).text).toContain(`${bank.name}受理了您的申请。`);
  expect(partsOf(en).text).toContain("Riverside Bank accepted your application.");
  for (const [mail, language] of [
    [zh, "zh-CN"],
    [en, "en"],
  ] as const) {
    const { text, html } = partsOf(mail);
    expect(headerOf(mail, "Content-Language")).toBe(language);
    expect(html).toContain(`<html lang="${language}">`);
    expect(text).toContain(`${env.APP_URL}/sme/applications/${subjectId}`);
    expect(html).toContain(`href="${env.APP_URL}/sme/applications/${subjectId}"`);
    expect(text).toContain(enterprise.name);
    // Not whose it is, not the firm's code, no key of a text nor a placeholder.
    for (const secret of [enterprise.uscc, enterprise.personId, "notifications.", "{", "undefined"])
      expect(text + html).not.toContain(secret);
  }
  expect(zh.to).toEqual([han.address]);
  expect(headerOf(zh, "Message-ID")).not.toBe(headerOf(en, "Message-ID"));
});

test("who has not chosen gets what is urgent; who wants none, or confirmed nothing, gets none", async () => {
  const silent = await aReader();
  const none = await aReader({ mail: "none" });
  const unconfirmed = await aReader({ mail: "all", confirmed: false });
  await happens("application.accepted");
  await happens("offer.opened");
  await sendMails(worker(), post);
  expect(to(silent.address).map((mail) => headerOf(mail, "Subject"))).toEqual([
    "信易贷 · 贷款方案有消息",
  ]);
  expect(await mailsTo(none.personId)).toEqual([]);
  expect(await mailsTo(unconfirmed.personId)).toEqual([]);
});

test("without a mail server nothing is queued, and the notification is there all the same", async () => {
  const { personId } = await aReader({ mail: "all" });
  const subjectId = await happens("offer.opened", randomUUID(), false);
  expect(await mailsTo(personId)).toEqual([]);
  const { rows } = await admin.query("select params from app.notifications where subject_id = $1", [
    subjectId,
  ]);
  expect(rows).toEqual([
    { params: { enterprise: enterprise.name, bank: bank.name, bankEn: "Riverside Bank" } },
  ]);
});

test("an answer 4xx is tried again later, and arrives", async () => {
  const { personId, address } = await aReader({ mail: "all" });
  await happens("offer.opened");
  refusals.set(address, 451);
  const before = Date.now();
  await sendMails(worker(), post);
  const [once] = await mailsTo(personId);
  expect(once).toMatchObject({ status: "queued", attempts: 1, problem: "SMTP_451" });
  expect(once!.due_at.getTime()).toBeGreaterThanOrEqual(before + 60_000);
  // Not before it is due.
  await sendMails(worker(), post);
  expect(smtp.tried.filter((tried) => tried === address)).toHaveLength(1);

  refusals.clear();
  await makeDue();
  await sendMails(worker(), post);
  expect(await mailsTo(personId)).toMatchObject([{ status: "sent", attempts: 2, problem: null }]);
  expect(to(address)).toHaveLength(1);
});

test("an answer 5xx is final, and so is the last of many tries", async () => {
  const [gone, slow] = [await aReader({ mail: "all" }), await aReader({ mail: "all" })];
  refusals.set(gone.address, 550).set(slow.address, 450);
  await happens("offer.opened");
  for (let nth = 0; nth < mailAttempts + 2; nth++) {
    await sendMails(worker(), post);
    await makeDue();
  }
  expect(await mailsTo(gone.personId)).toMatchObject([
    { status: "failed", attempts: 1, problem: "SMTP_550" },
  ]);
  expect(await mailsTo(slow.personId)).toMatchObject([
    { status: "failed", attempts: mailAttempts, problem: "SMTP_450" },
  ]);
  expect(smtp.tried.filter((tried) => tried === slow.address)).toHaveLength(mailAttempts);
});

test("two workers at once send each mail once", async () => {
  const readers = await Promise.all(Array.from({ length: 8 }, () => aReader({ mail: "all" })));
  await happens("offer.opened");
  await Promise.all(Array.from({ length: 4 }, () => sendMails(worker(), post)));
  for (const { address } of readers) expect(to(address)).toHaveLength(1);
});

test("a worker that dies after sending leaves a copy under the same Message-ID, after its lease", async () => {
  const { personId, address } = await aReader({ mail: "all" });
  await happens("offer.opened");
  const dying: Post = {
    ...post,
    async send(letter) {
      await post.send(letter);
      throw new Error("killed");
    },
  };
  await expect(sendMails(worker(), dying)).rejects.toThrow("killed");
  // Lent to the dead: nobody else takes it meanwhile.
  await sendMails(worker(), post);
  expect(to(address)).toHaveLength(1);
  await makeDue();
  await sendMails(worker(), post);
  const ids = to(address).map((mail) => headerOf(mail, "Message-ID"));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(await mailsTo(personId)).toMatchObject([{ status: "sent", attempts: 2 }]);
});

const take = async (lease: number) =>
  (
    await poolOf("worker").query("select attempts from auth.mail_take($1, $2)", [
      lease,
      mailAttempts,
    ])
  ).rows;

test("lent for no time at all, one mail is taken twice: the control of the lease", async () => {
  const { personId } = await aReader({ mail: "all" });
  await happens("offer.opened");
  expect(await take(0)).toEqual([{ attempts: 1 }]);
  expect(await take(60_000)).toEqual([{ attempts: 2 }]);
  expect(await take(60_000)).toEqual([]);
  expect(await mailsTo(personId)).toMatchObject([{ status: "queued", attempts: 2 }]);
});

test("who changed their mind, or left, gets no mail that was queued before", async () => {
  const [left, changed] = [await aReader({ mail: "all" }), await aReader({ mail: "all" })];
  await happens("offer.opened");
  await admin.query("update auth.people set disabled_at = clock_timestamp() where id = $1", [
    left.personId,
  ]);
  await admin.query("update app.notice_choices set mail = 'none' where person_id = $1", [
    changed.personId,
  ]);
  await sendMails(worker(), post);
  for (const { personId, address } of [left, changed]) {
    expect(to(address)).toEqual([]);
    expect(await mailsTo(personId)).toMatchObject([{ status: "failed", problem: "NOT_WANTED" }]);
  }
});

test("neither address nor text stands in the outbox, and no other login reads it or the addresses", async () => {
  const { address } = await aReader({ mail: "all" });
  await happens("offer.opened");
  const { rows } = await admin.query("select to_jsonb(mails) as mail from app.mails");
  expect(JSON.stringify(rows)).not.toContain(address);
  expect(JSON.stringify(rows)).not.toContain(bank.name);
  for (const persona of ["sme", "bank", "office", "public"] as const) {
    await expect(poolOf(persona).query("select * from app.mails")).rejects.toThrow("permission");
    await expect(poolOf(persona).query("select * from auth.mail_take(1000, 7)")).rejects.toThrow(
      "permission",
    );
  }
  await expect(poolOf("worker").query("select email from auth.people")).rejects.toThrow(
    "permission",
  );
});
