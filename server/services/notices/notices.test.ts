import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { shanghaiDay, startOfShanghaiDay } from "@/domain/shared/calendar";
import type { ServiceContext } from "@/server/services/context";
import { getUseOfConsents } from "@/server/services/notices/get-use-of-consents";
import { listTasks } from "@/server/services/notices/list-tasks";
import { makeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { open } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";

const admin = poolOf("admin");
const day = 86_400_000;
/** By this clock all looks are of one day, and of no night: the gate's own may stand anywhere. */
const noon = new Date(startOfShanghaiDay(shanghaiDay(new Date())).getTime() + day / 2);
const inDays = (days: number) => new Date(noon.getTime() + days * day);

let enterprise: SignedIn;
let bank: SignedIn;
beforeEach(async () => {
  enterprise = await makeEnterprise(admin);
  bank = await makeBank(admin);
});

const as = (
  { id, personId, token }: SignedIn,
  role: "owner" | "clerk" = "owner",
  now = new Date(),
): ServiceContext<"sme"> => ({
  db: committed("sme", token),
  actor: { userId: personId, organizationId: id, party: "sme", role, name: "Li", isDemo: false },
  now,
  channel: "page",
  requestId: "test",
});

async function aConsent(days = 20) {
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const to = inDays(days).getTime() - Date.now();
  const { id, artefact } = await makeConsent(poolOf("sme"), {
    enterprise,
    bank,
    applicationId,
    to,
  });
  return { id, applicationId, endsAt: new Date(artefact.validTo) };
}
/** So many looks at noon; refused where they are for another application. */
async function looks(consentId: string, applicationId: string, count: number) {
  for (let nth = 0; nth < count; nth++)
    await open(poolOf("bank"), { token: bank.token, consentId, applicationId });
  await admin.query(`begin; set local session_replication_role = replica;
    update ledger.entries set at = '${noon.toISOString()}' where consent_id = '${consentId}'; commit`);
}

/** A state that takes many steps to reach, set beside the guards. */
async function putIn(table: "applications" | "consents", status: string, id: string, and = "") {
  await admin.query(`begin; alter table app.${table} disable trigger user;
    update app.${table} set status = '${status}'${and} where id = '${id}';
    alter table app.${table} enable trigger user; commit`);
}

test("looks are counted, refusals aside, and what is unusual is named", async () => {
  const { id, applicationId } = await aConsent();
  const unused = await aConsent();
  await looks(id, applicationId, 12);
  await looks(id, randomUUID(), 3);
  const asked = { consentIds: [id, unused.id] };
  const use = await getUseOfConsents(as(enterprise, "owner", noon), asked);
  const [used, idle] = [id, unused.id].map((one) =>
    use.find(({ consentId }) => consentId === one)!,
  );
  expect(used).toMatchObject({ recentLooks: 12, daysSinceLastLook: 0 });
  expect(used!.unusual.map(({ reason, count }) => [reason, count])).toEqual(
    expect.arrayContaining([
      ["many_in_a_day", 12],
      ["refused_in_a_row", 3],
    ]),
  );
  expect(idle).toMatchObject({ recentLooks: 0, lastLookAt: null, unusual: [] });
});

test("another firm's consents are left out, as if they were none", async () => {
  const { id } = await aConsent();
  const stranger = await makeEnterprise(admin);
  expect(await getUseOfConsents(as(stranger), { consentIds: [id, randomUUID()] })).toEqual([]);
  expect(await getUseOfConsents(as(enterprise), { consentIds: [id] })).toHaveLength(1);
});

test("what waits is listed, the most pressing first, and another firm sees none of it", async () => {
  const { id, applicationId, endsAt } = await aConsent(6);
  await looks(id, applicationId, 12);
  await putIn("applications", "information_requested", applicationId, `, consent_id = '${id}'`);
  await admin.query(
    `insert into app.information_requests (application_id, kind, message, asked_by, asked_at, due_at)
     values ($1, 'document', 'please', $2, clock_timestamp(), $3)`,
    [applicationId, bank.personId, inDays(4)],
  );
  const ask = randomUUID();
  await admin.query(
    `insert into app.consent_asks (id, bank_id, enterprise_id, purpose, template_version, application_id, validity_days, message, status, asked_by, asked_at, answer_by)
     values ($1, $2, $3, 'loan_application', 1, $4, 20, 'please', 'open', $5, clock_timestamp(), $6)`,
    [ask, bank.id, enterprise.id, applicationId, bank.personId, inDays(2)],
  );
  const name = { name: bank.name, nameEn: bank.name };
  const atNoon = as(enterprise, "owner", noon);
  const today = startOfShanghaiDay(shanghaiDay(noon));
  expect(await listTasks(atNoon)).toEqual([
    { kind: "ask", subjectId: ask, bank: name, at: inDays(2) },
    { kind: "answer", subjectId: applicationId, bank: name, at: inDays(4) },
    { kind: "unusual", subjectId: id, bank: name, at: today },
    { kind: "ending", subjectId: id, bank: name, at: endsAt },
  ]);
  // The request that stands for an ask is the ask: one thing to do, once in the list.
  await admin.query(
    "update app.information_requests set kind = 'extra_item' where application_id = $1",
    [applicationId],
  );
  expect((await listTasks(atNoon)).map(({ kind }) => kind)).toEqual(["ask", "unusual", "ending"]);
  await admin.query(
    "update app.information_requests set kind = 'document' where application_id = $1",
    [applicationId],
  );
  // A day after the ask lapsed it is no task, and so on.
  const later = await listTasks(as(enterprise, "owner", inDays(5)));
  expect(later.map(({ kind }) => kind)).toEqual(["unusual", "ending"]);
  expect(await listTasks(as(enterprise, "owner", inDays(9)))).toEqual([]);
  expect(await listTasks(as(await makeEnterprise(admin)))).toEqual([]);
});

const kinds = async (context: ServiceContext<"sme">) =>
  (await listTasks(context)).map(({ kind }) => kind);

test("a cosignature waits for whoever may give it, not for whoever has signed or may not", async () => {
  const { id } = await aConsent();
  await putIn("consents", "awaiting_cosign", id);
  expect(await kinds(as(enterprise))).toEqual([]);
  const second = { ...as(enterprise), actor: { ...as(enterprise).actor, userId: randomUUID() } };
  expect(await kinds(second)).toEqual(["cosign"]);
  const clerk = { ...second, actor: { ...second.actor, role: "clerk" as const } };
  expect(await kinds(clerk)).toEqual([]);
});
