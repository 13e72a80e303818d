import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Condition, Rule } from "@/domain/products/rule";
import { makeCity } from "@/tests/audience-city";
import { poolOf } from "@/tests/database";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";

const [admin, migrator, worker] = (["admin", "migrator", "worker"] as const).map(poolOf);
afterEach(() => restoreGate(migrator!));
beforeAll(() => makeCity(admin!, 4_000), 60_000);

type Counted = { dimension: string; key: string; eligible: string; unknown: string };
const count = async (by: "rows" | "slices", rule: Rule, at: Date) => {
  const { rows } = await admin!.query<Counted>(
    `select * from gate.audience_of_${by}(gate.audience_parts($1, '{990101,990102,990103,990104}'), '2026-10-31', $2)
     where eligible + unknown > 0 order by 1, 2`,
    [JSON.stringify(rule), at],
  );
  return rows;
};
const inADay = () => new Date(Date.now() + 30 * 3_600_000);
/**
 * Nobody writes here while slices are built, and what is written later is looked at row by row. Without
 * the second statement so would be whatever is younger than the oldest transaction of the cluster, a
 * stranger's in another database too: of a new city all of it.
 */
const build = async () => {
  await worker!.query("select gate.audience_build(1)");
  await admin!.query("update vault.audience_builds set horizon = pg_current_xact_id()");
};
const isBuilt = async (least = 1) => {
  const { rows } = await worker!.query<{ is_built: boolean }>(
    "select gate.audience_is_built($1) as is_built",
    [least],
  );
  return rows[0]?.is_built;
};

/** Thresholds that some firm meets exactly: what is at an edge is where two ways would differ. */
const values = new Map<string, unknown[]>();
beforeAll(async () => {
  for (const fact of Object.keys(facts)) {
    const { rows } = await admin!.query<{ value: string }>(
      `select ${fact}::text as value from vault.matching_facts where ${fact} is not null order by md5(${fact}::text), place limit 40`,
    );
    values.set(
      fact,
      rows.map(({ value }) => value),
    );
  }
});

const ordered = ["gte", "gt", "lte", "lt", "eq", "between"];
const facts: Record<string, string[]> = {
  established_months: ordered,
  registered_capital: ordered,
  tax_revenue_12m: ordered,
  tax_revenue_growth: ordered,
  tax_arrears: ordered,
  invoice_sales_12m: ordered,
  insured_headcount: ordered,
  established_on: ["on_or_before", "on_or_after", "within_months", "not_within_months"],
  industry_section: ["in", "not_in", "eq"],
  size_class: ["in", "not_in"],
  tax_credit_grade: ["in", "not_in"],
  abnormal_listed: ["is_true", "is_false"],
  electricity_no_arrears_12m: ["is_true", "is_false"],
};

const condition: fc.Arbitrary<Condition> = fc
  .constantFrom(...Object.keys(facts))
  .chain((fact) =>
    fc.tuple(
      fc.constant(fact),
      fc.constantFrom(...facts[fact]!),
      fc.nat(39),
      fc.nat(39),
      fc.integer({ min: -1, max: 1 }),
    ),
  )
  .map(([fact, operator, one, other, step]) => {
    const [first, second] = [one, other].map((nth) => values.get(fact)![nth]);
    const number = Number(first) + step;
    const value = () => {
      if (operator.startsWith("is_")) return {};
      if (operator.includes("within")) return { value: one * 3 };
      if (operator.startsWith("on_")) return { value: first };
      if (operator === "between")
        return {
          value: { min: Math.min(number, Number(second)), max: Math.max(number, Number(second)) },
        };
      if (operator.includes("in")) return { value: [first, second] };
      return { value: ordered.includes(operator) && fact !== "industry_section" ? number : first };
    };
    return { fact, operator, ...value() } as Condition;
  });
const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("rule") }),
  ),
}));
/** A value that one firm has, and that lies within a bucket as often as not. */
const exact = fc.nat(39).map((nth): Rule => {
  const value = Number(values.get("tax_revenue_12m")![nth]);
  return { fact: "tax_revenue_12m", operator: "eq", value };
});
const top = fc.oneof(
  { weight: 3, arbitrary: fc.record({ all: fc.array(rule, { minLength: 1, maxLength: 5 }) }) },
  { weight: 1, arbitrary: exact },
);

/** The first of so many rules by which the two ways count differently; null where none does. */
async function difference(numRuns: number, at: () => Date, seed = 7) {
  const property = fc.asyncProperty(top, async (asked) => {
    const when = at();
    const [bits, rows] = [await count("slices", asked, when), await count("rows", asked, when)];
    return JSON.stringify(bits) === JSON.stringify(rows);
  });
  const { counterexample } = await fc.check(property, { numRuns, seed, endOnFailure: true });
  return counterexample;
}

describe("bits and rows count the same", () => {
  beforeAll(build);

  test("of random rules, at edges, with nulls, days and closed firms", async () => {
    // Some values share a bucket, or the test would not see what buckets can hide.
    const { rows } = await admin!.query<{ wide: number }>(
      "select count(*)::integer as wide from vault.audience_buckets where low <> high",
    );
    expect(rows[0]!.wide).toBeGreaterThan(500);
    expect(await difference(200, () => new Date())).toBeNull();
  }, 120_000);

  test("after consents have run out since the slices were built", async () => {
    expect(await difference(60, inADay, 8)).toBeNull();
  }, 60_000);

  test("after facts changed, consents were paused and firms came", async () => {
    await admin!.query(
      `update vault.matching_facts set is_usable = not is_usable, tax_revenue_12m = 5, changed_in = pg_current_xact_id()
       where place % 50 = 3`,
    );
    await admin!.query(
      `with made as (insert into app.enterprises (uscc, name, legal_representative, as_of)
         select '9' || lpad(nth::text, 17, '0'), 'New', 'Li', clock_timestamp() from generate_series(1, 50) as nth returning id)
       insert into vault.matching_facts (enterprise_id, month, updated_at, district, established_months, size_class)
       select id, '2026-10', clock_timestamp(), '990101', 30, 'small' from made`,
    );
    expect(await difference(60, () => new Date(), 9)).toBeNull();
  }, 60_000);

  test.each([
    [
      "takes a bucket that holds a threshold as settled",
      "at_low <> at_high or case when within",
      "case when within",
    ],
    [
      "takes a range inside one bucket for none",
      "low::numeric < within and within < high::numeric",
      "false",
    ],
    [
      "does not see what was written later",
      "select place from vault.matching_facts where changed_in >= build.horizon",
      "select place from vault.matching_facts where false",
    ],
    ["does not see what has run out", "and valid_to <= p_at", "and false"],
    [
      "counts whoever fails twice as failing once",
      "once := coalesce(once & ~twice, once) & sure;",
      "once := once & sure;",
    ],
    [
      "counts closed firms",
      "select bits || '' into sure from",
      "select bits | ~bits into sure from",
    ],
    [
      "forgets those above the next slice",
      "return coalesce(above, reached || '');",
      "return reached || '';",
    ],
    [
      "takes a cell for what its slice has",
      "reached.yes - lead(reached.yes, 1, 0) over next",
      "reached.yes",
    ],
  ])(
    "planted: one that %s is noticed",
    async (_what, from, to) => {
      await mutateGate(migrator!, "39-audience-counts", from, to);
      const later = [0, 30 * 3_600_000];
      let calls = 0;
      const at = () => new Date(Date.now() + later[calls++ % 2]!);
      expect(await difference(200, at, 10)).not.toBeNull();
    },
    60_000,
  );
});

test("slices are built to the end, however short the worker's transactions must be", async () => {
  const [client, other] = [await worker!.connect(), await admin!.connect()];
  const lock = "hashtextextended('audience_builds', 39)";
  try {
    await client.query("set transaction_timeout = '4s'");
    // Held up for longer than that, on any machine; it is begun in less.
    await other.query(`select pg_advisory_lock(${lock})`);
    const built = client.query<{ built: number }>("select gate.audience_build(1) as built");
    await other.query("select pg_sleep(4.5)");
    await other.query(`select pg_advisory_unlock(${lock})`);
    expect((await built).rows[0]!.built).toBeGreaterThan(3_000);
  } finally {
    client.release(true);
    other.release();
  }
});

describe("slices that are made wrongly", () => {
  test.each([
    [
      "compares digits the wrong way round",
      "reached := coalesce(reached | p_digits[digit], p_digits[digit]);",
      "reached := coalesce(reached & p_digits[digit], p_digits[digit]);",
    ],
    [
      "takes a digit too many for what lies between two slices",
      "digits[:size / 2]",
      "digits[:size / 2 + 1]",
    ],
  ])(
    "planted: one that %s is noticed",
    async (_what, from, to) => {
      await mutateGate(migrator!, "38-audience-slices", from, to);
      await build();
      expect(await difference(200, () => new Date(), 10)).not.toBeNull();
    },
    60_000,
  );
});

/** The first of so many questions, put as the gate puts them, for which some row must be looked at. */
async function questionWithALook(numRuns: number) {
  const property = fc.asyncProperty(top, async (asked) => {
    const { rows } = await admin!.query<{ looks: boolean }>(
      "select coalesce(bit_count(mixed) > 0, false) as looks from gate.audience_bits(gate.coarse_rule($1), '2026-10-31')",
      [JSON.stringify(asked)],
    );
    return rows[0]?.looks === false;
  });
  const { counterexample } = await fc.check(property, { numRuns, seed: 14, endOnFailure: true });
  return counterexample;
}

describe("a question as it is asked, to two digits", () => {
  test("needs no look at a row", async () => {
    await build();
    expect(await questionWithALook(100)).toBeNull();
  }, 60_000);

  test("planted: buckets that begin at a threshold and do not end there are noticed", async () => {
    await mutateGate(
      migrator!,
      "38-audience-slices",
      "unnest(array[0, 1]) as next\n  )",
      "unnest(array[0]) as next\n  )",
    );
    await build();
    expect(await questionWithALook(200)).not.toBeNull();
  }, 60_000);
});

describe("where hardly anybody consents, indicators are read from the few rows that have them", () => {
  beforeAll(async () => {
    await admin!.query("update vault.matching_facts set is_usable = false where place % 40 <> 7");
  });

  test("and bits and rows count the same", async () => {
    await build();
    expect(await difference(100, () => new Date(), 11)).toBeNull();
  }, 60_000);

  test("also after some allowed it, stopped it, changed or ran out since", async () => {
    await admin!.query(
      `update vault.matching_facts set is_usable = not is_usable, tax_revenue_12m = 5, changed_in = pg_current_xact_id()
       where consent_id is not null and (place % 40 = 9 or place % 120 = 7)`,
    );
    expect(await difference(60, () => new Date(), 12)).toBeNull();
    expect(await difference(60, inADay, 13)).toBeNull();
  }, 60_000);

  test("planted: one that forgets those between is noticed", async () => {
    await mutateGate(migrator!, "38-audience-slices", "then 'before ||' end", "then '' end");
    await build();
    expect(await difference(100, () => new Date(), 11)).not.toBeNull();
  }, 60_000);
});

test("slices that an earlier make of the gate built are not counted from", async () => {
  await build();
  await admin!.query("update vault.audience_slices set bits = ~bits where fact <> ''");
  expect(await difference(20, () => new Date(), 15)).not.toBeNull();
  expect(await isBuilt()).toBe(true);
  await admin!.query("update vault.audience_slices set slice = 0 where fact = ''");
  expect(await difference(20, () => new Date(), 15)).toBeNull();
  expect(await isBuilt()).toBe(false);
}, 60_000);

test("it is told whether a city that is large enough has slices", async () => {
  await admin!.query("delete from vault.audience_slices");
  expect([await isBuilt(), await isBuilt(10_000)]).toEqual([false, true]);
  await build();
  expect(await isBuilt()).toBe(true);
});

test("in a small city no slices are built, and none are left from when it was larger", async () => {
  const { rows } = await worker!.query<{ built: number }>("select gate.audience_build() as built");
  expect(rows[0]!.built).toBe(0);
  const { rows: left } = await admin!.query("select from vault.audience_slices");
  expect(left).toEqual([]);
});
