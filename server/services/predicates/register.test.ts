import { expect, test } from "vitest";
import type { ProposePredicateInput } from "@/domain/predicates/schema";
import { approvePredicate } from "@/server/services/predicates/approve-predicate";
import { discardPredicate } from "@/server/services/predicates/discard-predicate";
import { listPredicates } from "@/server/services/predicates/list-predicates";
import { proposePredicate } from "@/server/services/predicates/propose-predicate";
import { retirePredicate } from "@/server/services/predicates/retire-predicate";
import { askedFirm } from "@/tests/answers";
import { poolOf } from "@/tests/database";
import { anOfficial } from "@/tests/office";

const admin = poolOf("admin");
const [proposer, approver, analyst] = [
  await anOfficial("supervisor"),
  await anOfficial("supervisor"),
  await anOfficial("analyst"),
];

const question = (change: Partial<ProposePredicateInput> = {}): ProposePredicateInput => ({
  code: "electricity_use_kept_60_percent",
  item: "electricity_usage",
  wording: { zh: "用电量不低于上年的六成", en: "Use is at least 60 % of the year before" },
  threshold: 60,
  unit: "percent",
  windowMonths: 24,
  minMonths: 24,
  ...change,
});
const stateOf = async (code: string) =>
  (await listPredicates(proposer))
    .filter((one) => one.code === code)
    .map(({ version, state }) => `${version} ${state}`);

test("a question takes two supervisors before anybody asks it, and one to stop it", async () => {
  const { enterprise } = await askedFirm({
    admin,
    sme: poolOf("sme"),
    worker: poolOf("worker"),
  });
  const ask = async () =>
    (
      await poolOf("sme").query("select refusal from vault.predicate_own_call($1, $2)", [
        enterprise.token,
        question().code,
      ])
    ).rows[0].refusal as string | null;
  const draft = await proposePredicate(analyst, question());
  expect(await ask()).toBe("PREDICATE_UNKNOWN");
  await expect(proposePredicate(proposer, question())).rejects.toThrow("draft_exists");
  await expect(approvePredicate(analyst, draft)).rejects.toThrow("predicate.approve_forbidden");
  await approvePredicate(approver, draft);
  await expect(approvePredicate(proposer, draft)).rejects.toThrow("draft_decided");
  expect(await ask()).toBeNull();
  await expect(retirePredicate(analyst, draft)).rejects.toThrow("predicate.retire_forbidden");
  await retirePredicate(proposer, draft);
  expect(await ask()).toBe("PREDICATE_UNKNOWN");
  expect(await stateOf(draft.code)).toEqual(["1 retired"]);
});

test("under a known code only the wording may change, and not by one person alone", async () => {
  const known = question({
    code: "electricity_active_10_of_12",
    threshold: 10,
    unit: "months",
    windowMonths: 12,
    minMonths: 12,
  });
  for (const change of [
    { threshold: 8 },
    { windowMonths: 24 },
    { minMonths: 6 },
    { item: "representative_insurance" as const },
  ])
    await expect(proposePredicate(proposer, { ...known, ...change })).rejects.toMatchObject({
      reason: "figures_fixed",
      field: "code",
    });
  const draft = await proposePredicate(proposer, known);
  await expect(approvePredicate(proposer, draft)).rejects.toThrow("predicate.approve_forbidden");
  const { rows } = await poolOf("office").query(
    "select refusal from gate.predicate_decide($1, $2, $3, 'approve')",
    [proposer.db.token, draft.code, draft.version],
  );
  expect(rows).toEqual([{ refusal: "FOUR_EYES" }]);
  await approvePredicate(approver, draft);
  expect(await stateOf(known.code)).toEqual(["2 active", "1 retired"]);
  await expect(
    admin.query("update app.predicates set threshold = 9 where code = $1", [known.code]),
  ).rejects.toMatchObject({ constraint: "predicates_fixed" });
});

test("a draft can be taken back; what is not computed at the source is no question", async () => {
  const draft = await proposePredicate(analyst, question({ code: "electricity_taken_back" }));
  const other = await anOfficial("analyst");
  await expect(discardPredicate(other, draft)).rejects.toThrow("predicate.discard_forbidden");
  await discardPredicate(analyst, draft);
  expect(await stateOf(draft.code)).toEqual(["1 discarded"]);
  await expect(
    proposePredicate(proposer, question({ code: "gas_use_kept", item: "gas_usage" })),
  ).rejects.toMatchObject({ reason: "item_not_computed", field: "item" });
});
