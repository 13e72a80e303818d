import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { enterprises, observations } from "@/db/schema";
import { estimateFor } from "@/server/services/estimates/estimate-for";
import { estimateOwn } from "@/server/services/estimates/estimate-own";
import { now } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { anOwner } from "@/tests/enterprise-factories";

async function publish(stage: Stage) {
  const common = { decided: 20, enterprises: 12, from: "2025-11-01", to: "2026-10-31" };
  await stage.admin.insert(observations).values([
    { ...common, industrySection: "C", size: "micro", approved: 5, granted: 0, computedAt: now },
    {
      ...common,
      approved: 10,
      granted: 12,
      rateLow: 380,
      rateMedian: 400,
      rateHigh: 450,
      amountLow: 20_000_000n,
      amountMedian: 30_000_000n,
      amountHigh: 60_000_000n,
      computedAt: now,
    },
  ]);
}

test("a firm is compared by its registered trade and size, without any consent", () =>
  inRollback(async (stage) => {
    await publish(stage);
    const { context, enterpriseId } = await anOwner(stage);
    await stage.admin
      .update(enterprises)
      .set({ industry: "C3311", size: "micro" })
      .where(eq(enterprises.id, enterpriseId));
    const estimate = await estimateOwn(context(), { amount: 50_000_000n });
    expect(estimate).toMatchObject({
      firm: { industrySection: "C", size: "micro" },
      chance: { cohort: "section_and_size", share: 0.25 },
      granted: { cohort: "all", within: { low: 20_000_000n, high: 50_000_000n }, interest: null },
    });
    // What is not registered narrows nothing.
    await stage.admin
      .update(enterprises)
      .set({ industry: null, size: null })
      .where(eq(enterprises.id, enterpriseId));
    expect(await estimateOwn(context(), {})).toMatchObject({ chance: { cohort: "all" } });
  }));

test("anybody is told the same of the same trade, size or staff", () =>
  inRollback(async (stage) => {
    const visitor = { db: stage.as("public", ""), now };
    expect(await estimateFor(visitor, { industrySection: "C" })).toMatchObject({ chance: null });
    await publish(stage);
    const asked = { industrySection: "C", amount: 50_000_000n, termMonths: 12 } as const;
    const bySize = await estimateFor(visitor, { ...asked, size: "micro" });
    expect(bySize.chance).toMatchObject({ decided: 20, approved: 5 });
    expect(await estimateFor(visitor, { ...asked, employees: 19 })).toEqual(bySize);
    // The size that is chosen goes before the staff.
    expect(await estimateFor(visitor, { ...asked, size: "small", employees: 19 })).toMatchObject({
      firm: { size: "small" },
      chance: { cohort: "all" },
    });
  }));
