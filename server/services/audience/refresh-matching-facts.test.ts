import { beforeAll, expect, test } from "vitest";
import { evidenceScope, facts } from "@/domain/profiles/indicators";
import { addMonths, firstDayOf, monthOf, shanghaiDay } from "@/domain/shared/calendar";
import type { SystemContext } from "@/server/services/context";
import { refreshMatchingFacts } from "@/server/services/audience/refresh-matching-facts";
import { importRegistry } from "@/server/services/imports/import-registry";
import { fetchSource } from "@/server/services/sources/fetch-source";
import { item, makeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";
import { startSandbox } from "@/tests/sandbox";

await startSandbox(60);
const [admin, sme] = [poolOf("admin"), poolOf("sme")];
/** One moment for all: what was brought to a month stays there until the next one. */
const moment = new Date();
const worker = (now = moment): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now,
  channel: "clock",
  requestId: "test",
});
/** The middle of the next month here, where it begins eight hours before it does in Greenwich. */
const nextMonth = () => new Date(`${addMonths(monthOf(shanghaiDay(moment)), 1)}-15`);

const known = [...facts.values()];
type Row = Record<string, unknown> & { id: string; established_months: number; month: string };
async function rowsOf() {
  const { rows } = await admin.query<Row>(
    `select enterprises.id, enterprises.status, held.* from app.enterprises
     left join vault.matching_facts as held on held.enterprise_id = enterprises.id order by enterprises.uscc`,
  );
  return rows;
}

beforeAll(() => importRegistry(worker()), 30_000);

test("the registry's import brings the public facts of every firm, and nothing else", async () => {
  const rows = await rowsOf();
  expect(rows.length).toBeGreaterThanOrEqual(60);
  for (const row of rows) {
    expect(row).toMatchObject({ is_operating: row["status"] === "operating", is_usable: false });
    const isThere = (source: string) =>
      known.filter((fact) => fact.item === source).every(({ code }) => row[code] !== null);
    expect(isThere("registration")).toBe(true);
    expect(known.filter(({ code }) => evidenceScope(code) && row[code] !== null)).toEqual([]);
  }
  expect(rows.every(({ abnormal_listed: listed }) => typeof listed === "boolean")).toBe(true);
});

test("as months pass they are brought along, and a firm without any gets them", async () => {
  const before = await rowsOf();
  await admin.query(
    "delete from vault.matching_facts where place = (select max(place) from vault.matching_facts)",
  );
  expect(await refreshMatchingFacts(worker())).toBe(1);
  expect((await rowsOf()).map(({ established_months: age }) => age)).toEqual(
    before.map(({ established_months: age }) => age),
  );

  expect(await refreshMatchingFacts(worker(nextMonth()))).toBe(before.length);
  const after = await rowsOf();
  expect(after.every(({ month }, nth) => month > before[nth]!.month)).toBe(true);
  expect(
    after.every((row, nth) => row.established_months === before[nth]!.established_months + 1),
  ).toBe(true);
  expect(await refreshMatchingFacts(worker(nextMonth()))).toBe(0);
}, 30_000);

test("what the worker fetches under a matching consent is what rules will ask", async () => {
  const { rows } = await admin.query<{ id: string; uscc: string; name: string }>(
    `select id, uscc, name from app.enterprises join vault.matching_facts on enterprise_id = id
     where is_operating and established_months > 40 order by uscc limit 1`,
  );
  const firm = rows[0]!;
  const enterprise = {
    ...firm,
    ...(await signIn(admin, "sme", "owner", { enterpriseId: firm.id })),
  };
  const window = {
    from: firstDayOf(addMonths(monthOf(shanghaiDay(moment)), -24)),
    to: shanghaiDay(moment),
  };
  const consent = await makeConsent(sme, {
    enterprise,
    items: ["tax_declarations:indicator", "electricity_usage:predicate"].map((scope) =>
      item(scope, window),
    ),
  });
  await sme.query("select * from vault.fetch_queue($1, $2)", [enterprise.token, consent.id]);
  const { rows: fetches } = await admin.query<{ id: string }>(
    "select id from vault.fetches where consent_id = $1",
    [consent.id],
  );
  for (const { id } of fetches) await fetchSource(worker(), { fetchId: id }, 9);

  const row = (await rowsOf()).find(({ id }) => id === firm.id)!;
  expect(row).toMatchObject({ consent_id: consent.id, is_usable: true });
  expect(Number(row["tax_revenue_12m"])).toBeGreaterThan(0);
  expect(row["electricity_no_arrears_12m"]).toEqual(expect.any(Boolean));
  expect(row["insured_headcount"]).toBeNull();
}, 30_000);
