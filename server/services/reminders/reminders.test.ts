import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { digestWeek } from "@/domain/notifications/reminders";
import { addDays, shanghaiDay, startOfShanghaiDay } from "@/domain/shared/calendar";
import type { SystemContext } from "@/server/services/context";
import { deliverEvents } from "@/server/services/notifications/deliver-events";
import { remindInTime } from "@/server/services/reminders/remind-in-time";
import { remindOfUnusualUse } from "@/server/services/reminders/remind-of-unusual-use";
import { sendDigests } from "@/server/services/reminders/send-digests";
import { sendReminder } from "@/server/services/reminders/send-reminder";
import { makeConsent, revokeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { open } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";

// What is delivered waits for every transaction of the cluster that began before, another file's too.
vi.setConfig({ testTimeout: 150_000 });

const admin = poolOf("admin");
const sme = poolOf("sme");
const [hour, day] = [3_600_000, 86_400_000];
const inDays = (days: number) => new Date(Date.now() + days * day);
const db = committed("worker", "");
const worker = (now = new Date()): SystemContext => ({
  db,
  actor: null,
  now,
  channel: "clock",
  requestId: "clock",
});

let enterprise: SignedIn;
let bank: SignedIn;
beforeEach(async () => {
  enterprise = await makeEnterprise(admin);
  bank = await makeBank(admin);
  // Each begins as if nobody had looked yet: some have a clock of their own.
  await admin.query("delete from app.installation where key = 'looks_seen_until'");
});

async function aConsent(days = 20) {
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const to = days * day;
  const { id, artefact } = await makeConsent(sme, { enterprise, bank, applicationId, to });
  return { id, applicationId, endsOn: shanghaiDay(new Date(artefact.validTo)) };
}
/** The day on which it was signed, by the clock of the gate. */
async function signedOn(id: string) {
  const { rows } = await admin.query<{ at: Date }>(
    `select at from app.consent_events where consent_id = $1 and "to" = 'active'`,
    [id],
  );
  return shanghaiDay(rows[0]!.at);
}
const looks = async (consent: { id: string; applicationId: string }, count: number) => {
  for (let nth = 0; nth < count; nth++)
    await open(poolOf("bank"), {
      token: bank.token,
      consentId: consent.id,
      applicationId: consent.applicationId,
    });
};
/** The same at an instant that is over: the gate's own clock may stand at midnight, or at night. */
async function looksAt(consent: Parameters<typeof looks>[0], count: number, at: Date) {
  await looks(consent, count);
  await admin.query(`begin; set local session_replication_role = replica;
    update ledger.entries set at = '${at.toISOString()}'
    where consent_id = '${consent.id}' and action = 'gate.open' and at > '${at.toISOString()}'; commit`);
}
/** An hour of yesterday in Shanghai, and minutes after it. */
const yesterdayAt = (hours: number, minutes = 0) =>
  new Date(
    startOfShanghaiDay(addDays(shanghaiDay(new Date()), -1)).getTime() +
      hours * hour +
      minutes * 60_000,
  );

type Said = { kind: string; params: Record<string, string>; lines: string };
/** The reminders of this enterprise, each with its lines in the ledger. */
const said = async () =>
  (
    await admin.query<Said>(
      `select kind, params, (select count(*) from ledger.entries where chain = reminders.enterprise_id
         and action = case kind when 'notice.digest' then 'digest.send' else 'reminder.send' end and code = 'SENT' and entries.consent_id is not distinct from reminders.consent_id) as lines
       from app.reminders where enterprise_id = $1 order by id`,
      [enterprise.id],
    )
  ).rows;
const quietly = { params: {}, lines: "1" };

test("a week before it ends, once, whoever else reminds at the same moment", async () => {
  const { id, endsOn } = await aConsent(20);
  await remindInTime(worker(inDays(12.9)));
  expect(await said()).toEqual([]);
  await Promise.all(Array.from({ length: 4 }, () => remindInTime(worker(inDays(13.1)))));
  await remindInTime(worker(inDays(19)));
  expect(await said()).toMatchObject([
    { ...quietly, kind: "consent.ending", params: { until: endsOn } },
  ]);
  // The event carries it to the people, by name.
  await vi.waitFor(
    async () => {
      await deliverEvents(worker(), { canMail: false });
      const { rows } = await admin.query(
        "select kind, params from app.notifications where subject_id = $1 and kind = 'consent.ending'",
        [id],
      );
      expect(rows).toMatchObject([{ params: { bank: bank.name, until: endsOn } }]);
    },
    { timeout: 120_000 },
  );
});

test("what was signed for less than a week is not reminded of", async () => {
  await aConsent(6);
  await remindInTime(worker(inDays(5)));
  expect(await said()).toEqual([]);
});

test("every 90 days, with the last look; a clock that stood still says it once", async () => {
  const { id } = await makeConsent(sme, { enterprise, to: 179 * day });
  await remindInTime(worker(inDays(89.9)));
  expect(await said()).toEqual([]);
  await remindInTime(worker(inDays(90.1)));
  await remindInTime(worker(inDays(91)));
  const open90 = { kind: "consent.still_open", lines: "1" };
  expect(await said()).toMatchObject([{ ...open90, params: { since: await signedOn(id) } }]);
  expect((await said())[0]!.params).not.toHaveProperty("lastUsed");
});

test("after unusual use, once a day and consent", async () => {
  const consent = await aConsent();
  const remindAt = (minutes: number) => remindOfUnusualUse(worker(yesterdayAt(12, minutes)));
  await looksAt(consent, 9, yesterdayAt(12));
  await remindAt(1);
  // By day nine are not unusual.
  expect(await said()).toEqual([]);
  await looksAt(consent, 1, yesterdayAt(12, 2));
  await Promise.all([remindAt(3), remindAt(3)]);
  const on = shanghaiDay(yesterdayAt(12));
  const unusual = { ...quietly, kind: "consent.unusual", params: { on } };
  expect(await said()).toMatchObject([unusual]);
  await looksAt(consent, 3, yesterdayAt(12, 4));
  await remindAt(5);
  expect(await said()).toMatchObject([unusual]);
});

test("at night the first look is unusual by itself", async () => {
  const consent = await aConsent();
  await looksAt(consent, 1, yesterdayAt(21, 59));
  await remindOfUnusualUse(worker(yesterdayAt(22)));
  expect(await said()).toEqual([]);
  await looksAt(consent, 1, yesterdayAt(22, 1));
  await remindOfUnusualUse(worker(yesterdayAt(22, 2)));
  expect(await said()).toMatchObject([{ ...quietly, kind: "consent.unusual" }]);
});

test("three refusals in a row are unusual too", async () => {
  const consent = await aConsent();
  await looks({ ...consent, applicationId: randomUUID() }, 3);
  await remindOfUnusualUse(worker());
  expect(await said()).toMatchObject([{ kind: "consent.unusual" }]);
});

test("a consent that is over is reminded of by nobody", async () => {
  const consent = await aConsent(20);
  await looks(consent, 12);
  await revokeConsent(sme, enterprise, consent.id);
  await remindOfUnusualUse(worker());
  await remindInTime(worker(inDays(14)));
  const late = { kind: "consent.ending", subjectId: consent.id, sameAs: randomUUID(), params: {} };
  expect(await sendReminder(worker(), late)).toBe(false);
  expect(await said()).toEqual([]);
});

test("an ask that waits, a day before it lapses; a deletion, two days before it is due", async () => {
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const ask = async (status: string, hours: number, age = 60) =>
    admin.query<{ answer_by: Date }>(
      `insert into app.consent_asks (bank_id, enterprise_id, purpose, template_version, application_id, validity_days, message, status, asked_by, asked_at, answer_by)
       values ($1, $2, 'loan_application', 1, $3, 20, 'please', $4, $5, clock_timestamp() - $7 * interval '1 hour', clock_timestamp() + $6 * interval '1 hour') returning answer_by`,
      [bank.id, enterprise.id, applicationId, status, bank.personId, hours, age],
    );
  const { rows: waiting } = await ask("open", 23);
  await ask("open", 25);
  await ask("withdrawn", 23);
  await ask("open", 20, 1);
  const { id } = await aConsent();
  const erasure = await admin.query<{ id: string }>(
    `insert into app.erasures (consent_id, enterprise_id, bank_id, reason, started_at, due_at)
     values ($1, $2, $3, 'demanded', clock_timestamp(), clock_timestamp() + interval '7 days') returning id`,
    [id, enterprise.id, bank.id],
  );
  await remindInTime(worker());
  expect(await said()).toMatchObject([
    { kind: "ask.waiting", params: { until: shanghaiDay(waiting[0]!.answer_by) } },
  ]);
  // Its clock is the real one: only what still waits then is said.
  await remindInTime(worker(inDays(5.1)));
  const kinds = (await said()).map(({ kind }) => kind);
  expect(kinds).toEqual(["ask.waiting", "erasure.due"]);
  // The bank's reminder is none of the enterprise's ledger.
  expect((await said()).map(({ lines }) => lines)).toEqual(["1", "0"]);
  expect(erasure.rows).toHaveLength(1);
});

test("nobody but the worker reminds, and of nothing it has no word for", async () => {
  for (const persona of ["sme", "bank", "office", "public"] as const)
    await expect(
      poolOf(persona).query("select * from gate.reminder_send('consent.ending', $1, 'x', '{}')", [
        randomUUID(),
      ]),
    ).rejects.toThrow("permission");
  await expect(
    sendReminder(worker(), {
      kind: "consent.other",
      subjectId: randomUUID(),
      sameAs: "x",
      params: {},
    }),
  ).rejects.toMatchObject({ cause: { code: "22023" } });
  await expect(poolOf("worker").query("delete from app.reminders")).rejects.toThrow("permission");
});

test("a week in one summary, by bank, once, and none where nothing was", async () => {
  const consent = await aConsent(8);
  const { from, to } = digestWeek(new Date());
  const wednesday = new Date(from.getTime() + 2.5 * day);
  await looksAt(consent, 2, wednesday);
  await looksAt({ ...consent, applicationId: randomUUID() }, 1, wednesday);
  const monday = worker(new Date(to.getTime() + 9 * hour));
  await Promise.all([sendDigests(monday), sendDigests(monday)]);
  await sendDigests(monday);
  expect(await said()).toMatchObject([
    { kind: "notice.digest", params: { looks: "2", refused: "1" }, lines: "1" },
  ]);
  const [{ params }] = (await said()) as [Said];
  expect(JSON.parse(params["banks"]!)).toEqual([{ name: bank.name, nameEn: bank.name, looks: 2 }]);
  // The week before nobody looked.
  const { rows } = await admin.query("select count(*) from app.reminders where same_as like $1", [
    `digest:${enterprise.id}:%`,
  ]);
  await sendDigests(worker(new Date(from.getTime() + 9 * hour)));
  expect(rows).toEqual([{ count: "1" }]);
  expect((await said()).filter(({ kind }) => kind === "notice.digest")).toHaveLength(1);
});
