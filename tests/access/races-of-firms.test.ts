import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { applications, enterprises, needs, people } from "@/db/schema";
import { totpStepAt } from "@/domain/accounts/totp";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import { beginEnrolment, enrolledSecret } from "@/server/services/accounts/begin-enrolment";
import { registerEnterprise } from "@/server/services/accounts/register-enterprise";
import { sealMessage } from "@/server/services/accounts/sealed-message";
import { codeOfStep } from "@/server/services/accounts/totp";
import type { Person } from "@/tests/access/people";
import { aColleague, outcomeOf, race, reasons, rounds, timesTold, won } from "@/tests/access/race";
import { makeSide, type Side } from "@/tests/access/world";
import { aProduct } from "@/tests/bank-factories";
import { admin, committed } from "@/tests/database";
import { aNeed } from "@/tests/enterprise-factories";

const tx = admin();
let side: Side;
let owner: Person;
let partner: Person;
beforeAll(async () => {
  side = await makeSide("the party");
  owner = await aColleague(side, { party: "sme", role: "owner" });
  partner = await aColleague(side, { party: "sme", role: "owner" });
});

describe("a need", () => {
  test.each(rounds)("stated twice at once is one", async () => {
    const stated = {
      id: randomUUID(),
      amount: 50_000_000n,
      termMonths: 12,
      purpose: "wages" as const,
    };
    const got = await race([
      [owner, (api) => api.needs.create(stated)],
      [owner, (api) => api.needs.create(stated)],
    ]);
    expect(won(got)).toBe(2);
    expect(await tx.$count(needs, eq(needs.id, stated.id))).toBe(1);
    expect(await timesTold("need.created", stated.id)).toBe(1);
  });

  test.each(rounds)("taken to four products at once goes to three", async () => {
    const { id: needId } = await aNeed(tx, side.enterpriseId);
    const products = await Promise.all([1, 2, 3, 4].map(() => aProduct(tx, side.bankId)));
    const got = await race(
      products.map((productId) => [
        owner,
        (api) => api.enterpriseApplications.prepare({ id: randomUUID(), needId, productId }),
      ]),
    );
    expect([won(got), reasons(got)]).toEqual([3, ["need_has_three_live_applications"]]);
    const live = inArray(applications.status, [...liveApplicationStatuses]);
    expect(await tx.$count(applications, and(eq(applications.needId, needId), live))).toBe(3);
  });

  test.each(rounds)("given up while it is taken to a product: nothing stays behind", async () => {
    const { id: needId } = await aNeed(tx, side.enterpriseId);
    const productId = side.named.product;
    const got = await race([
      [owner, (api) => api.needs.withdraw({ needId })],
      [
        partner,
        (api) => api.enterpriseApplications.prepare({ id: randomUUID(), needId, productId }),
      ],
    ]);
    expect(got[0]!.won).toBe(true);
    const live = inArray(applications.status, [...liveApplicationStatuses]);
    expect(await tx.$count(applications, and(eq(applications.needId, needId), live))).toBe(0);
  });
});

const register = async (firm: object, now: Date) => {
  const username = `owner-${randomUUID().slice(0, 13)}`;
  const { enrolment } = beginEnrolment({ now }, { username });
  return registerEnterprise(
    {
      db: committed("public", ""),
      actor: null,
      now,
      channel: "page",
      requestId: randomUUID(),
    },
    {
      proof: sealMessage("representative", firm, now),
      username,
      password: "three willows by the river",
      enrolment,
      code: codeOfStep(enrolledSecret(enrolment, now), totpStepAt(now)),
    },
  );
};

test.each(rounds)("a firm registered by several at once has one owner", async (round) => {
  const uscc = `91110101MA0${String(round).padStart(7, "0")}`;
  const firm = {
    uscc,
    name: uscc,
    legalRepresentative: "Li",
    registeredCapital: "1.00",
    status: "operating",
  };
  const now = new Date();
  const got = await Promise.all([1, 2].map(() => outcomeOf(register(firm, now))));
  expect([won(got), reasons(got)]).toEqual([1, ["enterprise_taken"]]);
  const [registered] = await tx.select().from(enterprises).where(eq(enterprises.uscc, uscc));
  expect(await tx.$count(people, eq(people.enterpriseId, registered!.id))).toBe(1);
});
