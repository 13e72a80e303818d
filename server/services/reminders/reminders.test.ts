import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
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

const admin = poolOf("admin");
const sme = poolOf("sme");
const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day);
const dayText = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
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
});

async function aConsent(days = 20) {
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const { id } = await makeConsent(sme, { enterprise, bank, applicationId, to: days * day });
  return { id, applicationId };
}
const looks = async (consent: { id: string; applicationId: string }, count: number) => {
  for (let nth = 0; nth < count; nth++)
    await open(poolOf("bank"), {
      token: bank.token,
      consentId: consent.id,
      applicationId: consent.applicationId,
    });
};

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
  const { id } = await aConsent(20);
  await remindInTime(worker(inDays(12.9)));
  expect(await said()).toEqual([]);
  await Promise.all(Array.from({ length: 4 }, () => remindInTime(worker(inDays(13.1)))));
  await remindInTime(worker(inDays(19)));
  expect(await said()).toMatchObject([
    { ...quietly, kind: "consent.ending", params: { until: dayText(inDays(20)) } },
  ]);
  // The event carries it to the people, by name.
  await vi.waitFor(
    async () => {
      await deliverEvents(worker(), { canMail: false });
      const { rows } = await admin.query(
        "select kind, params from app.notifications where subject_id = $1 and kind = 'consent.ending'",
        [id],
      );
      expect(rows).toMatchObject([{ params: { bank: bank.name, until: dayText(inDays(20)) } }]);
    },
    { timeout: 10_000 },
  );
});

test("what was signed for less than a week is not reminded of", async () => {
  await aConsent(6);
  await remindInTime(worker(inDays(5)));
  expect(await said()).toEqual([]);
});

test("every 90 days, with the last look; a clock that stood still says it once", async () => {
  await makeConsent(sme, { enterprise, to: 179 * day });
  await remindInTime(worker(inDays(89.9)));
  expect(await said()).toEqual([]);
  await remindInTime(worker(inDays(90.1)));
  await remindInTime(worker(inDays(91)));
  const open90 = { kind: "consent.still_open", lines: "1" };
  expect(await said()).toMatchObject([{ ...open90, params: { since: dayText(new Date()) } }]);
  expect((await said())[0]!.params).not.toHaveProperty("lastUsed");
});

test("after unusual use, once a day and consent", async () => {
  const consent = await aConsent();
  await looks(consent, 9);
  await remindOfUnusualUse(worker());
  const before = await said();
  await looks(consent, 1);
  await Promise.all([remindOfUnusualUse(worker()), remindOfUnusualUse(worker())]);
  await looks(consent, 3);
  await remindOfUnusualUse(worker());
  const unusual = { ...quietly, kind: "consent.unusual", params: { on: dayText(new Date()) } };
  expect(await said()).toMatchObject([unusual]);
  // At night the first look is unusual by itself; by day nine are not.
  const hour = (new Date().getUTCHours() + 8) % 24;
  expect(before).toHaveLength(hour >= 22 || hour < 6 ? 1 : 0);
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
    admin.query(
      `insert into app.consent_asks (bank_id, enterprise_id, purpose, template_version, application_id, validity_days, message, status, asked_by, asked_at, answer_by)
       values ($1, $2, 'loan_application', 1, $3, 20, 'please', $4, $5, clock_timestamp() - $7 * interval '1 hour', clock_timestamp() + $6 * interval '1 hour')`,
      [bank.id, enterprise.id, applicationId, status, bank.personId, hours, age],
    );
  await ask("open", 23);
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
    { kind: "ask.waiting", params: { until: dayText(inDays(23 / 24)) } },
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
  await looks(consent, 2);
  await looks({ ...consent, applicationId: randomUUID() }, 1);
  const today = dayText(new Date());
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = new Date(`${today}T09:00:00+08:00`).getTime() + (7 - weekday) * day;
  const nextWeek = worker(new Date(monday));
  await Promise.all([sendDigests(nextWeek), sendDigests(nextWeek)]);
  await sendDigests(nextWeek);
  expect(await said()).toMatchObject([
    { kind: "notice.digest", params: { looks: "2", refused: "1" }, lines: "1" },
  ]);
  const [{ params }] = (await said()) as [Said];
  expect(JSON.parse(params["banks"]!)).toEqual([{ name: bank.name, nameEn: bank.name, looks: 2 }]);
  // The week before nobody looked.
  const { rows } = await admin.query("select count(*) from app.reminders where same_as like $1", [
    `digest:${enterprise.id}:%`,
  ]);
  await sendDigests(worker());
  expect(rows).toEqual([{ count: "1" }]);
  expect((await said()).filter(({ kind }) => kind === "notice.digest")).toHaveLength(1);
});
