import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Persona } from "@/db/client";
import { productContent } from "@/tests/bank-factories";
import { item, makeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { untilAwaited } from "@/tests/waiting";
import { makeBank, makeEnterprise, signIn, type SignedIn } from "@/tests/parties";

const [admin, sme] = [poolOf("admin"), poolOf("sme")];

let bank: SignedIn;
let enterprise: SignedIn;
let supervisor: { token: string };
let needId: string;
beforeAll(async () => {
  [bank, enterprise] = [await makeBank(admin), await makeEnterprise(admin)];
  supervisor = await signIn(admin, "credit_office", "supervisor");
  needId = await aNeed(enterprise);
});

async function aNeed({ id, personId }: SignedIn) {
  const { rows } = await admin.query<{ id: string }>(
    `insert into app.needs (id, enterprise_id, amount, term_months, purpose, status, created_by)
     values ($1, $2, 50000000, 12, 'working_capital', 'matched', $3) returning id`,
    [randomUUID(), id, personId],
  );
  return rows[0]!.id;
}

const refusalOf = async (persona: Persona, text: string, values: unknown[]) =>
  poolOf(persona)
    .query<{ refusal: string | null }>(`select refusal from gate.${text}`, values)
    .then(
      ({ rows }) => rows[0]?.refusal ?? "YES",
      (error: Error) => `threw: ${error.message}`,
    );

const whole = async (over: object) =>
  (
    await admin.query<{ whole: boolean }>("select gate.product_is_whole($1) as whole", [
      JSON.stringify({ ...productContent, code: "own-whole", ...over }),
    ])
  ).rows[0]!.whole;
const coarse = async (rule: object) =>
  (
    await admin.query<{ said: string }>("select gate.coarse_rule($1)::text as said", [
      JSON.stringify(rule),
    ])
  ).rows[0]!.said;
const aFirmOf = async (of: string, established: string) => {
  const made = await makeEnterprise(admin);
  await admin.query(
    "update app.enterprises set district = $2, industry = 'U9999', size = 'medium', established_on = $3 where id = $1",
    [made.id, of, established],
  );
  return made;
};
const bandsOf = async (of: SignedIn) =>
  (
    await sme.query<{ bands: Record<string, string> }>(
      "select bands from gate.need_preview($1, $2)",
      [of.token, await aNeed(of)],
    )
  ).rows[0]!.bands;

test("what is missing or of another shape is refused, and throws nothing", async () => {
  const soon = new Date(Date.now() + 86_400_000);
  const open = randomUUID();
  const opened = () =>
    refusalOf("sme", "need_open($1, $2, $3, null, $4)", [enterprise.token, open, needId, soon]);
  expect(await opened()).toBe("YES");
  const { rows } = await admin.query<{ id: string }>(
    "insert into app.products (bank_id, code, status, version, published_at) values ($1, $2, 'published', 1, clock_timestamp()) returning id",
    [bank.id, `own-${randomUUID().slice(0, 8)}`],
  );
  const product = rows[0]!.id;
  await admin.query("insert into app.product_versions values ($1, 1, $2)", [
    product,
    productContent,
  ]);
  const take = randomUUID();
  const code = `zone-${randomUUID().slice(0, 8)}`;
  const zone = (over: { code?: string | null; name?: string | null; position?: number | null }) =>
    refusalOf("office", "zone_save($1, $2, null, $3, 'a', 'b', 'c', $4, $5)", [
      supervisor.token,
      "code" in over ? over.code : code,
      "name" in over ? over.name : "n",
      "position" in over ? over.position : 1,
      [product],
    ]);
  const publish = (revision: number | null, is: boolean | null) =>
    refusalOf("office", "zone_publish($1, $2, $3, $4)", [supervisor.token, code, revision, is]);
  const taken = (id: string | null, of: string | null) =>
    refusalOf("bank", "need_take($1, $2, $3, $4, null)", [bank.token, id, open, of]);
  const answered = (answer: string | null) =>
    refusalOf("sme", "take_answer($1, $2, $3, null)", [enterprise.token, take, answer]);
  const audience = (query: unknown) =>
    refusalOf("bank", "audience($1, $2)", [bank.token, JSON.stringify(query)]);
  const rule = { fact: "established_months", operator: "gte", value: 12 };

  expect({
    proposal: await refusalOf("bank", "proposal_create($1, null, null, '{}')", [bank.token]),
    zones: [
      await zone({ code: null }),
      await zone({ code: "Ä" }),
      await zone({ name: null }),
      await zone({ position: null }),
      await zone({}),
      await publish(null, true),
      await publish(1, null),
    ],
    openings: [
      await refusalOf("sme", "need_open($1, null, $2, null, $3)", [enterprise.token, needId, soon]),
      await refusalOf("sme", "need_open($1, $2, $3, null, null)", [
        enterprise.token,
        randomUUID(),
        await aNeed(enterprise),
      ]),
    ],
    takes: [await taken(null, product), await taken(take, null), await taken(take, product)],
    answers: [await answered(null), await answered("maybe"), await answered("declined")],
    audiences: [
      await audience({ rule, regions: "330102" }),
      await audience({ rule }),
      await audience({ rule, regions: [null] }),
      await audience({ rule: { all: 5 }, regions: [] }),
      await audience({ rule: { all: [{ all: 5 }, rule] }, regions: [] }),
      await audience({ rule: { all: [null, null] }, regions: [] }),
      await audience({ rule: { not: [{ any: "x" }] }, regions: [] }),
      await audience({ regions: [] }),
      await audience(null),
    ],
  }).toEqual({
    proposal: "CONTENT_MALFORMED",
    zones: [
      "ZONE_MALFORMED",
      "ZONE_MALFORMED",
      "ZONE_MALFORMED",
      "ZONE_MALFORMED",
      "YES",
      "ZONE_CHANGED",
      "ZONE_MALFORMED",
    ],
    openings: ["CLOSES_OUT_OF_RANGE", "CLOSES_OUT_OF_RANGE"],
    takes: ["PRODUCT_NOT_OF_ZONE", "PRODUCT_NOT_OF_ZONE", "YES"],
    answers: ["ANSWER_UNKNOWN", "ANSWER_UNKNOWN", "YES"],
    audiences: Array.from({ length: 9 }, () => "RULE_UNSUITABLE"),
  });
});

test("a list in place of a word is no product", async () => {
  expect(await whole({})).toBe(true);
  expect(await whole({ code: ["own-whole"] })).toBe(false);
  expect(await whole({ amountMin: [productContent.amountMin] })).toBe(false);
  expect(await whole({ name: { zh: [""], en: "x" } })).toBe(false);
});

test("two agencies that answer at once for a firm nobody judged yet are both kept", async () => {
  const firm = await makeEnterprise(admin);
  const scopes = ["tax_declarations:indicator", "social_insurance:indicator"];
  const { id } = await makeConsent(sme, { enterprise: firm, items: scopes.map((of) => item(of)) });
  const keep = `select gate.keep_matching(consents, $2, '2026-10-01', $3) from app.consents where id = $1`;
  const [first, second] = [await admin.connect(), await admin.connect()];
  try {
    await first.query("begin");
    await first.query(keep, [id, [scopes[0]], { tax_revenue_12m: 7 }]);
    const waiting = second.query(keep, [id, [scopes[1]], { insured_headcount: 5 }]);
    await untilAwaited(first);
    await first.query("commit");
    await waiting;
  } finally {
    first.release();
    second.release();
  }
  const { rows } = await admin.query(
    "select tax_revenue_12m, insured_headcount from vault.matching_facts where enterprise_id = $1",
    [firm.id],
  );
  expect(rows).toEqual([{ tax_revenue_12m: "7", insured_headcount: 5 }]);
});

test("a question in other words draws no new blur", async () => {
  const rule = { fact: "insured_headcount", operator: "gte", value: 20 };
  const said = await coarse(rule);
  expect(await coarse({ ...rule, note: 1 })).toBe(said);
  const spelt = `{"fact": "insured_headcount", "operator": "gte", "value": 20.00}`;
  const { rows } = await admin.query<{ said: string }>(
    "select gate.coarse_rule($1)::text as said",
    [spelt],
  );
  expect(rows[0]!.said).toBe(said);
  const flag = { fact: "electricity_no_arrears_12m", operator: "is_true" };
  expect(await coarse({ ...flag, value: 17 })).toBe(await coarse(flag));
});

test("that less is told of a firm does not tell which one it is", async () => {
  const district = `99${Math.floor(Math.random() * 9000) + 1000}`;
  // Eleven of one district, ten of them of an age: the eleventh would be told without its age alone.
  const many = await Promise.all(Array.from({ length: 10 }, () => aFirmOf(district, "2020-01-15")));
  const odd = await aFirmOf(district, "1990-01-15");
  expect(await bandsOf(many[0]!)).toMatchObject({ district, section: "U", age: "5-10" });
  expect(Object.keys(await bandsOf(odd))).not.toContain("district");
  // Once ten are told the same, it may be told of each.
  const others = await Promise.all(
    Array.from({ length: 9 }, (_, nth) => aFirmOf(district, `${2026 - (nth % 3) * 2}-11-01`)),
  );
  for (const one of [odd, others[0]!]) {
    const bands = await bandsOf(one);
    expect(bands).toMatchObject({ district, section: "U" });
    expect(bands).not.toHaveProperty("age");
  }
});
