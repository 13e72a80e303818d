import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { matchHref } from "@/components/matching/match-address";
import { findFact } from "@/domain/profiles/indicators";
import { apiOf } from "./fixtures/api";
import { rows } from "./fixtures/database";
import { agencySays } from "./fixtures/sandbox";
import { personOf, sessionOf } from "./fixtures/sessions";
import { complaintsOf, cookie, expect, test } from "./fixtures/test";
import { exactly, pattern, say } from "./journey-steps/words";
import {
  askAudience,
  askForEvidence,
  chooseFact,
  condition,
  decide,
  leastAmount,
  nameProduct,
  startProduct,
  submitProduct,
} from "./journey-steps/write-product";

const fact = "insured_headcount";
/** More than the firm has insured. */
const short = 2;
const sections = { eligible: "eligible", not_eligible: "notEligible" } as const;

/** The firm's code and how many it has insured, as matching knows it under its consent. */
async function insuredOf(firm: string) {
  const [found] = await rows<{ uscc: string; insured: number | null }>(
    `select uscc, ${fact} as insured
     from app.enterprises join vault.matching_facts on enterprise_id = enterprises.id where name = $1`,
    [firm],
  );
  if (!found?.insured) throw new Error(`${firm} has nobody insured`);
  return { uscc: found.uscc, insured: found.insured };
}

/** A product's card among those of a verdict, on whichever of its pages. */
async function findCard(
  page: Page,
  needId: string,
  verdict: keyof typeof sections,
  product: string,
) {
  const heading = { name: pattern(`needs.match.${sections[verdict]}`, "count"), level: 2 };
  const card = page.getByRole("article").filter({ hasText: product });
  for (let at = 1; at < 10; at += 1) {
    await page.goto(matchHref(needId, { verdict, page: at }));
    await expect(page.getByRole("heading", heading)).toBeVisible();
    if ((await card.count()) > 0) return card;
  }
  throw new Error(`${product} is not among the ${verdict}`);
}

test("a bank's rules refuse a firm by one of them; the firm does what would change it, and fits", async ({
  openAs,
  stage,
}) => {
  test.slow();
  const mark = randomUUID().slice(0, 8);
  const product = `稳岗贷${mark}`;
  const { uscc, insured } = await insuredOf(stage.firm);
  const wanted = String(insured + short);
  const name = findFact(fact)?.name.zh ?? "";

  const officer = await openAs("officer");
  const proposal =
    await test.step("an officer builds the rules and sees whom they reach", async () => {
      await startProduct(officer);
      await nameProduct(officer, product, mark);
      await officer.locator("#rule-add").press("Enter");
      await chooseFact(officer, name);
      const built = condition(officer, "4");
      await built.getByLabel(say("editor.rule.value"), { exact: true }).fill(wanted);
      await expect(built.locator("p[lang='zh-CN']")).toContainText(
        say("matching.requirement.gte", { fact: name, threshold: wanted }),
      );
      await askForEvidence(officer, built, "social_insurance");
      await askAudience(officer);
      return submitProduct(officer);
    });
  expect(await complaintsOf(officer)).toEqual([]);

  await test.step("a second person of the bank and the office's supervisor let it in", async () => {
    const approver = await openAs("approver");
    await decide(approver, `/bank/products/proposals/${proposal}`, "approve");
    const supervisor = await openAs(null);
    const { id } = await personOf(null, "supervisor");
    await supervisor.context().addCookies([cookie(await sessionOf(id))]);
    await decide(supervisor, `/credit-office/products/proposals/${proposal}`, "letIn");
    await expect(
      supervisor.getByText(say("shelf.status.published"), { exact: true }),
    ).toBeVisible();
  });

  const api = apiOf(stage.sessions.owner);
  const { id: needId } = await api.needs.create.mutate({
    id: randomUUID(),
    amount: leastAmount.fen,
    termMonths: 12,
    purpose: "working_capital",
  });
  await api.matches.run.mutate({ needId });
  const owner = await openAs("owner");

  await test.step("the firm is refused by that rule alone, and told what would change it", async () => {
    const card = await findCard(owner, needId, "not_eligible", product);
    const values = { fact: name, value: String(insured), threshold: wanted };
    const refused = say("matching.condition.gte.failed", values);
    const way = say("matching.change.raise.now", { fact: name, from: values.value, to: wanted });
    await expect(card.getByText(refused).filter({ visible: true })).toHaveCount(1);
    await expect(card.getByText(way).filter({ visible: true })).toHaveCount(1);
    await card.getByText(say("needs.match.why")).click();
    const failed = card
      .getByRole("listitem")
      .filter({ hasText: say("needs.match.outcome.failed") });
    await expect(failed).toHaveCount(1);
    await expect(failed).toContainText(refused);
    await expect(failed).toContainText(pattern("matching.grounds.asOf", "month"));
    await expect(failed).toContainText(way);
  });

  await test.step("it insures as many as are wanted, and has the agencies asked again", async () => {
    const { month } = await api.matches.list.query({ needId, take: 1 });
    const pension = { headcount: insured + short, payable: "9600.00", paid: "9600.00" };
    await agencySays({ uscc, item: "social_insurance", month, patch: { pension } });
    const card = owner.getByRole("article").filter({ hasText: product });
    await owner.reload();
    await expect(card).toBeVisible();
    await owner.getByRole("button", exactly("sources.refresh.action")).click();
    await expect(owner.getByText(say("sources.refresh.done"))).toBeAttached({ timeout: 120_000 });
    await expect(card).toHaveCount(0);
  });

  await test.step("and now the product is one it can choose", async () => {
    const card = await findCard(owner, needId, "eligible", product);
    await expect(card.getByText(say("states.verdict.eligible"), { exact: true })).toBeVisible();
    await expect(
      card.getByRole("button", { name: say("needs.match.chooseNamed", { product }) }),
    ).toBeVisible();
    const met = say("matching.condition.gte.met", { fact: name, value: wanted, threshold: wanted });
    await card.getByText(say("needs.match.why")).click();
    await expect(card.getByText(met).last()).toBeVisible();
    expect(await complaintsOf(owner)).toEqual([]);
  });

  // Off the shelf again: other specs count what is on it.
  const { matches } = await api.matches.list.query({ needId, verdict: "eligible" });
  const productId = matches.find(({ content }) => content.name.zh === product)?.id ?? "";
  await apiOf(stage.sessions.officer).bankProducts.withdraw.mutate({ productId });
});
