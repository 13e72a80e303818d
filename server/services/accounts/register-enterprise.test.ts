import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { usccCheckCharacter } from "@/domain/enterprises/uscc";
import { totpStepAt } from "@/domain/accounts/totp";
import { env } from "@/server/env";
import { beginEnrolment, enrolledSecret } from "@/server/services/accounts/begin-enrolment";
import { findActor } from "@/server/services/accounts/find-actor";
import { registerEnterprise } from "@/server/services/accounts/register-enterprise";
import { signIn } from "@/server/services/accounts/sign-in";
import { acceptedStep, codeOfStep } from "@/server/services/accounts/totp";
import { verifyRepresentative } from "@/server/services/accounts/verify-representative";
import { committed, poolOf } from "@/tests/database";
import { prolongWaits } from "@/tests/throttles";

const password = "three willows by the river";
const idNumber = "110101199003078515";

type Answer = { status: number; body: unknown; location?: string };
/** A registry of the test's own: what it answers is what the test says. */
let answerEnterprise: (uscc: string) => Answer;
let answerPerson: (asked: { name: string; idNumber: string }) => Answer;
let registry: Server;

const registrationOf = (uscc: string) => ({
  uscc,
  name: "江畔机械有限公司",
  legalRepresentative: "李伟",
  establishedOn: "2015-03-02",
  industry: "C3311",
  district: "110101",
  address: "江畔路8号",
  registeredCapital: "5000000.00",
  employees: 23,
  status: "operating",
  ownership: "private",
});

beforeAll(async () => {
  registry = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const reply = ({ status, body, location }: Answer) =>
      response
        .writeHead(status, { "content-type": "application/json", ...(location && { location }) })
        .end(typeof body === "string" ? body : JSON.stringify(body));
    const path = request.url ?? "";
    if (request.method === "GET") reply(answerEnterprise(path.split("/").at(-1) ?? ""));
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
    request.on("end", () => {
      if (text) reply(answerPerson(JSON.parse(text) as { name: string; idNumber: string }));
    });
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  const { port } = registry.address() as AddressInfo;
  Object.assign(env, { SANDBOX_URL: `http://127.0.0.1:${port}` });
});
afterAll(() => registry.close());
beforeEach(() => {
  answerEnterprise = (uscc) => ({ status: 200, body: registrationOf(uscc) });
  answerPerson = (asked) => ({
    status: 200,
    body: { match: asked.name === "李伟" && asked.idNumber === idNumber },
  });
});

const context = (address = randomUUID()) => ({
  db: committed("public", ""),
  actor: null,
  now: new Date(),
  channel: "page" as const,
  requestId: randomUUID(),
  address,
});
let firms = 0;
const aUscc = () => {
  const first17 = `91110101MA${(firms += 1).toString().padStart(7, "0")}`;
  return first17 + usccCheckCharacter(first17);
};
const aUsername = () => `owner-${randomUUID().slice(0, 13)}`;
const prove = (uscc: string, over: object = {}) =>
  verifyRepresentative(context(), { uscc, name: "李伟", idNumber, ...over });

async function register(proof: string, username = aUsername(), secretWord = password) {
  const { enrolment } = beginEnrolment({ now: new Date() }, { username });
  const code = codeOfStep(enrolledSecret(enrolment, new Date()), totpStepAt(new Date()));
  const input = { proof, username, password: secretWord, enrolment, code };
  return { code, username, registered: await registerEnterprise(context(), input) };
}

const rowsOf = async (uscc: string) =>
  (
    await poolOf("admin").query(
      `select enterprises.name, registered_capital::text, registered_at is not null as registered,
        people.username, people.role, people.name as person
       from app.enterprises left join auth.people on people.enterprise_id = enterprises.id where uscc = $1`,
      [uscc],
    )
  ).rows as object[];

describe("registering an enterprise", () => {
  test("makes the firm, its owner and an event, and the same code signs in", async () => {
    const uscc = aUscc();
    const { proof, enterprise } = await prove(` ${uscc.toLowerCase()} `);
    expect(enterprise).toEqual({ uscc, name: "江畔机械有限公司" });
    const { username, code } = await register(proof);

    expect(await rowsOf(uscc)).toEqual([
      {
        name: "江畔机械有限公司",
        registered_capital: "500000000",
        registered: true,
        username,
        role: "owner",
        person: "李伟",
      },
    ]);
    const { rows } = await poolOf("admin").query(
      "select events.name from app.events join app.enterprises on enterprises.id = subject_id where uscc = $1",
      [uscc],
    );
    expect(rows).toEqual([{ name: "enterprise.registered" }]);
    const token = await signIn(context(), { username, password, code }, randomUUID());
    const actor = await findActor(committed("public", ""), token);
    expect(actor).toMatchObject({ party: "sme", role: "owner", isDemo: false });
  });

  test("links the firm that the registry's feed has brought already", async () => {
    const uscc = aUscc();
    const id = randomUUID();
    await poolOf("admin").query(
      "insert into app.enterprises (id, uscc, name, legal_representative, as_of) values ($1, $2, 'From the feed', '李伟', clock_timestamp())",
      [id, uscc],
    );
    await register((await prove(uscc)).proof);
    expect(await rowsOf(uscc)).toMatchObject([
      { name: "From the feed", registered: true, role: "owner" },
    ]);
  });

  test("has one owner, also when two register at once", async () => {
    const uscc = aUscc();
    const { proof } = await prove(uscc);
    const outcomes = await Promise.allSettled([register(proof), register(proof), register(proof)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(register(proof)).rejects.toThrow("enterprise_taken");
    expect(await rowsOf(uscc)).toHaveLength(1);
  });

  test("under a taken name leaves the firm free, and names the field", async () => {
    const taken = await register((await prove(aUscc())).proof);
    const uscc = aUscc();
    const { proof } = await prove(uscc);
    await expect(register(proof, taken.username)).rejects.toMatchObject({
      reason: "username_taken",
      field: "username",
    });
    await register(proof);
    expect(await rowsOf(uscc)).toMatchObject([{ registered: true }]);
  });

  test("refuses a common password and a wrong code by field", async () => {
    const { proof } = await prove(aUscc());
    await expect(register(proof, aUsername(), "password123")).rejects.toMatchObject({
      reason: "password_too_common",
      field: "password",
    });
    const now = new Date();
    const { enrolment } = beginEnrolment({ now }, { username: "someone" });
    const secret = enrolledSecret(enrolment, now);
    // Three are right at an instant.
    const code = ["000000", "000001", "000002", "000003"].find(
      (guess) => acceptedStep(secret, guess, now) === null,
    )!;
    const input = { proof, username: aUsername(), password, enrolment, code };
    await expect(registerEnterprise({ ...context(), now }, input)).rejects.toMatchObject({
      reason: "signing_code_wrong",
      field: "code",
    });
  });

  test("takes no proof but its own, and none that is stale", async () => {
    const { proof } = await prove(aUscc());
    const { enrolment } = beginEnrolment({ now: new Date() }, { username: "someone" });
    const changed = proof.slice(0, 40) + (proof[40] === "A" ? "B" : "A") + proof.slice(41);
    for (const forged of ["AAAA", enrolment, changed])
      await expect(register(forged)).rejects.toThrow("step_expired");
    const later = { ...context(), now: new Date(Date.now() + 16 * 60_000) };
    const input = { proof, username: aUsername(), password, enrolment, code: "123456" };
    await expect(registerEnterprise(later, input)).rejects.toThrow("step_expired");
  });
});

describe("who is not the legal representative", () => {
  test("hears the same for an unknown firm, another name and another number", async () => {
    const refusal = {
      code: "UNPROCESSABLE_CONTENT",
      reason: "representative_not_confirmed",
      field: undefined,
    };
    await expect(prove(aUscc(), { name: "王芳" })).rejects.toMatchObject(refusal);
    await expect(prove(aUscc(), { idNumber: "110101199003078516" })).rejects.toMatchObject(refusal);
    answerEnterprise = () => ({ status: 404, body: { status: 404, reason: "enterprise_unknown" } });
    answerPerson = () => ({ status: 404, body: { status: 404, reason: "enterprise_unknown" } });
    await expect(prove(aUscc())).rejects.toMatchObject(refusal);
  });

  test("hears the same whether the firm is registered here or not", async () => {
    const uscc = aUscc();
    await register((await prove(uscc)).proof);
    await expect(prove(uscc, { name: "王芳" })).rejects.toThrow("representative_not_confirmed");
    expect(await prove(uscc)).toMatchObject({ enterprise: { uscc } });
  });

  test("has to wait after five tries at one firm, from wherever", async () => {
    const uscc = aUscc();
    for (let attempt = 0; attempt < 5; attempt += 1)
      await expect(prove(uscc, { name: "王芳" })).rejects.toThrow("representative_not_confirmed");
    await prolongWaits();
    await expect(prove(uscc)).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      reason: "registration_wait",
    });
  });

  test("with a code that is none is told so by field", async () => {
    for (const uscc of [
      "",
      "91110101MA0000000",
      "91110101MA00000000".replace(/.$/, "!"),
      `${aUscc()}0`,
    ])
      await expect(prove(uscc)).rejects.toMatchObject({ reason: "uscc_invalid", field: "uscc" });
  });
});

describe("a registry that misbehaves", () => {
  test.each<[string, (uscc: string) => Answer]>([
    ["is down", () => ({ status: 503, body: { reason: "unavailable" } })],
    ["answers with a page", () => ({ status: 200, body: "<html>502</html>" })],
    ["answers about another firm", () => ({ status: 200, body: registrationOf(aUscc()) })],
    ["leaves out fields", (uscc) => ({ status: 200, body: { uscc } })],
    ["redirects", () => ({ status: 302, body: "", location: "http://127.0.0.1:1/secret" })],
    [
      "sends too much",
      (uscc) => ({
        status: 200,
        body: { ...registrationOf(uscc), more: "x".repeat(9 * 1024 * 1024) },
      }),
    ],
  ])("%s: nothing is confirmed", async (_, answer) => {
    answerEnterprise = answer;
    await expect(prove(aUscc())).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      reason: "registry_unavailable",
    });
  });
});
