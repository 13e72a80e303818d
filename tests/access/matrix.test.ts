import { sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { getCase } from "@/server/services/applications/get-case";
import { bankProcedure, publicProcedure, router, smeProcedure } from "@/server/trpc/init";
import { appRouter } from "@/server/trpc/root";
import { expectations, type Expectation } from "@/tests/access/expectations";
import { flawsOf, judge, proceduresOf } from "@/tests/access/matrix";
import { aPrincipal, type Person } from "@/tests/access/people";
import { keepRows } from "@/tests/access/rewind";
import { makeSide, type Side } from "@/tests/access/world";
import { admin } from "@/tests/database";

const procedures = proceduresOf(appRouter);
const listed = (name: string) => [expectations[name] ?? []].flat();

let other: Side;
let office: Person[];
let right: Side;
let rewind: () => Promise<void>;
beforeAll(async () => {
  other = await makeSide("another");
  office = [
    await aPrincipal({ party: "credit_office", role: "analyst" }, "", "an analyst"),
    await aPrincipal({ party: "credit_office", role: "supervisor" }, "", "a supervisor"),
  ];
  right = await makeSide("the party");
  rewind = await keepRows([...other.people, ...office, ...right.people]);
});
afterEach(() => rewind());

test("every procedure names its permission, is strict both ways and is listed, and nothing else is", () => {
  expect(procedures.flatMap(([name, one]) => flawsOf(name, one, listed(name)))).toEqual([]);
  const known = new Set(procedures.map(([name]) => name));
  expect(Object.keys(expectations).filter((name) => !known.has(name))).toEqual([]);
});

describe("another's is as if it were not there", () => {
  test.each(procedures)(
    "%s",
    async (name, procedure) => {
      for (const expected of listed(name)) {
        expect(
          await judge({ router: appRouter, right, other, office }, name, procedure, expected),
        ).toEqual([]);
        await rewind();
      }
    },
    60_000,
  );
});

describe("planted procedures are found", () => {
  const byId = z.strictObject({ applicationId: z.uuid() });
  const State = z.strictObject({ id: z.string(), status: z.string() });
  const rowOf = async (id: string) => {
    const { rows } = await admin().execute(
      sql`select id, status from app.applications where id = ${id}`,
    );
    return rows as z.infer<typeof State>[];
  };
  const meta = { permission: "application.read" } as const;
  const planted = router({
    reads: bankProcedure
      .meta(meta)
      .input(byId)
      .output(State.nullable())
      .query(async ({ input }) => (await rowOf(input.applicationId))[0] ?? null),
    writes: bankProcedure
      .meta(meta)
      .input(byId)
      .output(z.strictObject({}))
      .mutation(async ({ input }) => {
        await admin().execute(
          sql`update app.applications set updated_at = clock_timestamp() where id = ${input.applicationId}`,
        );
        return {};
      }),
    open: publicProcedure
      .meta(meta)
      .input(byId)
      .output(z.strictObject({}))
      .query(() => ({})),
    tells: bankProcedure
      .meta(meta)
      .input(byId)
      .output(z.strictObject({}))
      .query(async ({ input }) => {
        if ((await rowOf(input.applicationId)).length > 0) throw new Error("it is there");
        return {};
      }),
    strays: bankProcedure
      .meta(meta)
      .input(z.strictObject({ applicationId: z.uuid(), loanId: z.uuid() }))
      .output(z.strictObject({}))
      .mutation(async ({ ctx, input }) => {
        await getCase(ctx, { applicationId: input.applicationId });
        await admin().execute(
          sql`update app.loans set overdue_days = 1 where id = ${input.loanId}`,
        );
        return {};
      }),
    loose: smeProcedure
      .meta(meta)
      .input(z.object({ needId: z.uuid() }))
      .output(z.strictObject({ inner: z.array(z.object({ id: z.string() })) }))
      .query(() => ({ inner: [] })),
    bare: smeProcedure.query(() => 1),
  });
  const found = new Map(proceduresOf(planted));
  const expected: Expectation = {
    permission: "application.read",
    party: "bank",
    ids: { applicationId: "reviewed" },
  };
  const of = (name: string, table: Expectation[]) =>
    flawsOf(name, found.get(name)!, table).join("\n");
  const judged = async (name: string, wanted = expected) => {
    const stage = { router: planted, right, other, office };
    return (await judge(stage, name, found.get(name)!, wanted)).join("\n");
  };

  test("one that reads around its service", async () => {
    expect(await judged("reads")).toMatch(/the officer of another: was told/);
  });
  test("one that writes another's row", async () => {
    expect(await judged("writes")).toMatch(/the officer of another: OK/);
  });
  test("one that lets another party in", async () => {
    expect(await judged("open")).toMatch(/a visitor: OK null instead of UNAUTHORIZED/);
  });
  test("one that lets be guessed what is there", async () => {
    expect(await judged("tells")).toMatch(
      /INTERNAL_SERVER_ERROR null for another's, OK null for nobody's/,
    );
  });
  test("one that asks whose the first id is, and not the second", async () => {
    const ids = { applicationId: "reviewed", loanId: "loan" } as const;
    const wrong = await judged("strays", { ...expected, ids });
    expect(wrong).toMatch(/the officer of the party: with another's loanId: done/);
    expect(wrong).toMatch(/strays: changed another's app.loans/);
  });
  test("one that is loose, one without anything, and one nobody listed", () => {
    expect(of("loose", [expected])).toMatch(/needId names nobody knows what/);
    expect(of("loose", [expected])).toMatch(/input : object not strict/);
    expect(of("loose", [expected])).toMatch(/output inner\.\[\]: object not strict/);
    expect(of("bare", [expected])).toMatch(
      /permission undefined\n.*takes input without a schema\n.*no output schema/,
    );
    expect(of("reads", [])).toBe("reads is not listed in expectations.ts");
  });
});
