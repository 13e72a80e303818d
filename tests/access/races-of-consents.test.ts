import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { consents, documents, entries, informationRequests } from "@/db/schema";
import { createCaller } from "@/server/trpc/root";
import { contextOf, nextCode, type Person } from "@/tests/access/people";
import {
  aColleague,
  apply,
  outcomeOf,
  race,
  reasons,
  rounds,
  statusOf,
  timesMoved,
  timesTold,
  won,
} from "@/tests/access/race";
import { makeSide, type Side } from "@/tests/access/world";
import { admin } from "@/tests/database";
import { byCode } from "@/tests/signing";

const tx = admin();
let side: Side;
let owner: Person;
let partner: Person;
let officer: Person;
beforeAll(async () => {
  side = await makeSide("the party");
  owner = await aColleague(side, { party: "sme", role: "owner" });
  partner = await aColleague(side, { party: "sme", role: "owner" });
  officer = await aColleague(side, { party: "bank", role: "officer" });
});

const asOwner = async () => createCaller(await contextOf(owner));
const prepared = () =>
  apply(side, { status: "prepared", submittedAt: null, consentId: null, acceptBy: null });
const forApplication = (applicationId: string) => ({
  id: randomUUID(),
  purpose: "loan_application" as const,
  language: "en" as const,
  applicationId,
  optionalItems: [],
});
const forMatching = () => ({
  id: randomUUID(),
  purpose: "platform_matching" as const,
  language: "en" as const,
  items: ["tax_declarations" as const],
});
async function consentNow(id: string) {
  const [consent] = await tx.select().from(consents).where(eq(consents.id, id));
  return consent!;
}
const linesOf = (consentId: string, code: string) =>
  tx.$count(entries, and(eq(entries.consentId, consentId), eq(entries.code, code)));

describe("a consent", () => {
  test.each(rounds)("asked for twice at once is one", async () => {
    const asked = forMatching();
    const got = await race([
      [owner, (api) => api.consents.request(asked)],
      [owner, (api) => api.consents.request(asked)],
    ]);
    expect(won(got)).toBe(2);
    expect(await tx.$count(consents, eq(consents.id, asked.id))).toBe(1);
  });

  test.each(rounds)("revoked twice at once has ended once", async () => {
    const { consentId } = await apply(side, { status: "under_review" });
    const got = await race([
      [owner, (api) => api.consents.revoke({ consentId: consentId! })],
      [partner, (api) => api.consents.revoke({ consentId: consentId! })],
    ]);
    expect(won(got)).toBe(2);
    const [first, second] = got.map((one) => (one.won ? one.value : null));
    expect(first).toEqual(second);
    expect(await linesOf(consentId!, "REVOKED")).toBe(1);
    expect(await timesTold("consent.revoked", consentId!)).toBe(1);
  });

  test.each(rounds)(
    "revoked while it is signed by submitting: never submitted without",
    async () => {
      const { id: applicationId } = await prepared();
      const asked = await (await asOwner()).consents.request(forApplication(applicationId));
      const { id: consentId, artefactHash } = asked;
      const [submitted, revoked] = await race([
        [
          owner,
          (api, code) =>
            api.enterpriseApplications.submit({
              applicationId,
              consentId,
              artefactHash,
              proof: byCode(code),
            }),
        ],
        [partner, (api) => api.consents.revoke({ consentId })],
      ]);
      expect(submitted!.won).toBe(true);
      const end = [await statusOf(applicationId), (await consentNow(consentId)).status];
      expect(end).toEqual(revoked!.won ? ["consent_lost", "revoked"] : ["submitted", "active"]);
      expect(["consent_requested", null]).toContain(revoked!.won ? null : revoked!.reason);
    },
  );

  test.each(rounds)("signed by two at once for one application: one is live", async () => {
    const { id: applicationId } = await prepared();
    const api = await asOwner();
    const asked = [
      await api.consents.request(forApplication(applicationId)),
      await api.consents.request(forApplication(applicationId)),
    ];
    const got = await race(
      asked.map(({ id: consentId, artefactHash }, index) => [
        [owner, partner][index]!,
        (own, code) =>
          own.enterpriseApplications.submit({
            applicationId,
            consentId,
            artefactHash,
            proof: byCode(code),
          }),
      ]),
    );
    expect([won(got), reasons(got)]).toEqual([1, ["application_not_prepared"]]);
    const made = await Promise.all(asked.map(({ id }) => consentNow(id)));
    expect(made.map(({ status }) => status).toSorted()).toEqual(["active", "requested"]);
    expect(await timesMoved(applicationId, "submitted")).toBe(1);
  });

  test.each(rounds)("two signed with one code: one of them", async () => {
    const api = await asOwner();
    const asked = [
      await api.consents.request(forMatching()),
      await api.consents.request(forMatching()),
    ];
    const { at, code } = nextCode(owner);
    const got = await Promise.all(
      asked.map(async ({ id: consentId, artefactHash }) =>
        outcomeOf(
          createCaller(await contextOf(owner, at)).consents.sign({
            consentId,
            artefactHash,
            proof: byCode(code),
          }),
        ),
      ),
    );
    expect([won(got), reasons(got)]).toEqual([1, ["signing_code_wrong"]]);
    const made = await Promise.all(asked.map(({ id }) => consentNow(id)));
    expect(made.map(({ status }) => status).toSorted()).toEqual(["active", "requested"]);
  });
});

test("a consent that is renewed ends what was asked under the old one, and the bank may ask again", async () => {
  const { id: applicationId, consentId } = await apply(side, {
    status: "under_review",
    acceptedAt: new Date(),
  });
  const ask = () => ({
    id: randomUUID(),
    applicationId,
    kind: "visit" as const,
    message: "may we come",
  });
  const api = await asOwner();
  expect(
    won(await race([[officer, (bank) => bank.bankApplications.requestInformation(ask())]])),
  ).toBe(1);
  await api.consents.revoke({ consentId: consentId! });
  expect(await statusOf(applicationId)).toBe("consent_lost");

  const renewed = await api.consents.request(forApplication(applicationId));
  const { id, artefactHash } = renewed;
  const signed = await race([
    [
      owner,
      (own, code) =>
        own.enterpriseApplications.submit({
          applicationId,
          consentId: id,
          artefactHash,
          proof: byCode(code),
        }),
    ],
  ]);
  expect(signed).toEqual([{ won: true, value: { id: applicationId, status: "under_review" } }]);
  const again = await race([[officer, (bank) => bank.bankApplications.requestInformation(ask())]]);
  expect(again).toMatchObject([{ won: true, value: { status: "information_requested" } }]);
});

describe("an application", () => {
  test.each(rounds)(
    "withdrawn as it is taken up: it ends withdrawn, its consent ended",
    async () => {
      const { id: applicationId, consentId } = await apply(side, { status: "submitted" });
      const got = await race([
        [owner, (api) => api.enterpriseApplications.withdraw({ applicationId })],
        [officer, (api) => api.bankApplications.accept({ applicationId })],
      ]);
      expect(got[0]!.won).toBe(true);
      expect(await statusOf(applicationId)).toBe("withdrawn");
      expect((await consentNow(consentId!)).status).toBe("revoked");
    },
  );

  test.each(rounds)("answered twice, as more is sent than it may hold: once, and ten", async () => {
    const { id: applicationId } = await apply(side, {
      status: "information_requested",
      clockStoppedAt: new Date(),
    });
    const requestId = randomUUID();
    await tx.insert(informationRequests).values({
      id: requestId,
      applicationId,
      kind: "document",
      message: "please",
      askedBy: officer.userId,
      askedAt: new Date(),
      dueAt: new Date(),
    });
    const content = new Uint8Array(Buffer.from("%PDF-1.7\n%%EOF"));
    const answer = { applicationId, requestId, answer: "here" };
    const [one, two, ...sent] = await race([
      [owner, (api) => api.enterpriseApplications.answerInformation(answer)],
      [partner, (api) => api.enterpriseApplications.answerInformation(answer)],
      ...Array.from({ length: 12 }, (): Parameters<typeof race>[0][number] => [
        owner,
        (api) => api.enterpriseApplications.attachDocument({ applicationId, content }),
      ]),
    ]);
    expect(reasons([one!, two!])).toEqual(["nothing_was_asked"]);
    expect(await timesMoved(applicationId, "under_review")).toBe(1);
    expect([won(sent), reasons(sent)]).toEqual([10, ["too_many_documents", "too_many_documents"]]);
    expect(await tx.$count(documents, eq(documents.applicationId, applicationId))).toBe(10);
  });
});
