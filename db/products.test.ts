import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Persona } from "@/db/client";
import { productContent } from "@/tests/bank-factories";
import { committed, poolOf } from "@/tests/database";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, makeEnterprise, signIn, type SignedIn } from "@/tests/parties";

const admin = poolOf("admin");
type Person = { personId: string; token: string };

let bank: SignedIn;
let other: SignedIn;
let [approver, second, administrator, analyst, supervisor]: Person[] = [];
beforeAll(async () => {
  [bank, other] = [await makeBank(admin), await makeBank(admin)];
  approver = await signIn(admin, "bank", "approver", { bankId: bank.id });
  second = await signIn(admin, "bank", "approver", { bankId: bank.id });
  administrator = await signIn(admin, "bank", "admin", { bankId: bank.id });
  analyst = await signIn(admin, "credit_office", "analyst");
  supervisor = await signIn(admin, "credit_office", "supervisor");
});

const call = async (persona: Persona, text: string, values: unknown[]) =>
  (
    await poolOf(persona).query<{
      refusal: string | null;
      version: number | null;
      revision: number | null;
    }>(`select * from ${text}`, values)
  ).rows[0]!;

const content = (over: object = {}) => ({
  ...productContent,
  code: `own-${randomUUID()}`,
  ...over,
});
const create = (by: Person, id: string, product: string | null, body: object) =>
  call("bank", "gate.proposal_create($1, $2, $3, $4)", [by.token, id, product, body]);
const save = (by: Person, id: string, revision: number, body: object) =>
  call("bank", "gate.proposal_save($1, $2, $3, $4)", [by.token, id, revision, body]);
const submit = (by: Person, id: string, revision = 1) =>
  call("bank", "gate.proposal_submit($1, $2, $3)", [by.token, id, revision]);
const approve = (by: Person, id: string, revision = 1) =>
  call("bank", "gate.proposal_approve($1, $2, $3)", [by.token, id, revision]);
const officeApprove = (by: Person, id: string, revision = 1) =>
  call("office", "gate.proposal_office_approve($1, $2, $3)", [by.token, id, revision]);
const sendBack = (persona: Persona, by: Person, id: string, reason = "too dear") =>
  call(persona, "gate.proposal_send_back($1, $2, 1, $3)", [by.token, id, reason]);
const end = (by: Person, id: string, verdict: "take_back" | "discard") =>
  call("bank", "gate.proposal_end($1, $2, $3)", [by.token, id, verdict]);
const shelf = (by: Person, act: "withdraw" | "resume", product: string) =>
  call("bank", `gate.product_${act}($1, $2)`, [by.token, product]);

const rowOf = async (id: string) =>
  (
    await admin.query<{ status: string; product_id: string; version: number | null }>(
      "select status, product_id, version from app.product_proposals where id = $1",
      [id],
    )
  ).rows[0]!;
const productOf = async (id: string) =>
  (
    await admin.query<{ status: string; version: number; code: string; content: unknown }>(
      `select products.status, products.version, products.code, content from app.products
       left join app.product_versions as held on held.product_id = products.id and held.version = products.version
       where products.id = (select product_id from app.product_proposals where id = $1)`,
      [id],
    )
  ).rows[0]!;

const sees = async (persona: Persona, token: string, proposal: string) =>
  committed(persona, token)
    .transaction(async (tx) => {
      const { rows } = await tx.execute(
        `select from app.product_proposals where id = '${proposal}'`,
      );
      return rows.length;
    })
    .catch((error) => (error as { cause: { code: string } }).cause.code);

const constraintOf = async (statement: string, values: unknown[]) =>
  admin.query(statement, values).then(
    () => null,
    (error: { constraint?: string; message: string }) => error.constraint ?? error.message,
  );

/** A product on offer, through every hand it takes. */
async function aPublished(body = content()) {
  const id = randomUUID();
  await create(bank, id, null, body);
  await submit(bank, id);
  await approve(approver!, id);
  expect(await officeApprove(supervisor!, id)).toMatchObject({ refusal: null, version: 1 });
  return { id, productId: (await rowOf(id)).product_id, body };
}

test("a new product takes its writer, an approver and the office; its next version two people", async () => {
  const id = randomUUID();
  const body = content();
  expect((await create(bank, id, null, { name: body.name })).refusal).toBeNull();
  expect((await create(bank, id, null, {})).refusal).toBeNull();
  expect(await productOf(id)).toMatchObject({ status: "draft", content: null });
  expect((await submit(bank, id)).refusal).toBe("PROPOSAL_INCOMPLETE");
  expect(await save(bank, id, 1, body)).toMatchObject({ refusal: null, revision: 2 });
  expect((await submit(bank, id, 2)).refusal).toBeNull();
  expect(await approve(approver!, id, 2)).toMatchObject({ refusal: null, version: null });
  expect((await rowOf(id)).status).toBe("awaiting_office");
  expect((await productOf(id)).status).toBe("draft");
  expect(await officeApprove(supervisor!, id, 2)).toMatchObject({ refusal: null, version: 1 });
  expect(await productOf(id)).toMatchObject({
    status: "published",
    version: 1,
    code: body.code,
    content: body,
  });

  const next = randomUUID();
  const { product_id: productId } = await rowOf(id);
  const dearer = { ...body, spreadMax: 190 };
  expect((await create(administrator!, next, productId, dearer)).refusal).toBeNull();
  expect((await create(bank, randomUUID(), productId, dearer)).refusal).toBe("PROPOSAL_OPEN");
  await submit(administrator!, next);
  expect(await approve(approver!, next)).toMatchObject({ refusal: null, version: 2 });
  expect(await productOf(id)).toMatchObject({ version: 2, content: dearer });
  expect(await rowOf(next)).toMatchObject({ status: "published", version: 2 });

  const { rows } = await admin.query(
    "select name, subject_id = $1 as first from app.events where subject_id in ($1, $2) order by id",
    [id, next],
  );
  expect(rows).toEqual([
    { name: "proposal.submitted", first: true },
    { name: "proposal.awaiting_office", first: true },
    { name: "proposal.published", first: true },
    { name: "proposal.submitted", first: false },
    { name: "proposal.published", first: false },
  ]);
});

test("nobody approves what they wrote, nor what they did not read", async () => {
  const id = randomUUID();
  await create(bank, id, null, content());
  expect((await approve(approver!, id)).refusal).toBe("PROPOSAL_NOT_WAITING");
  await submit(bank, id);
  expect((await approve(bank, id)).refusal).toBe("APPROVER_FORBIDDEN");
  expect((await approve(administrator!, id)).refusal).toBe("APPROVER_FORBIDDEN");
  // Its writer, made approver meanwhile.
  await admin.query("update auth.people set role = 'approver' where id = $1", [bank.personId]);
  expect((await approve(bank, id)).refusal).toBe("FOUR_EYES");
  expect((await sendBack("bank", bank, id)).refusal).toBe("FOUR_EYES");
  await admin.query("update auth.people set role = 'officer' where id = $1", [bank.personId]);

  await end(bank, id, "take_back");
  await save(bank, id, 1, content({ spreadMax: 500 }));
  await submit(bank, id, 2);
  expect((await approve(approver!, id, 1)).refusal).toBe("PROPOSAL_CHANGED");
  expect((await rowOf(id)).status).toBe("awaiting_bank");
  expect((await approve({ ...approver!, token: "nobody" }, id, 2)).refusal).toBe("NO_SESSION");
  expect((await officeApprove(supervisor!, id, 2)).refusal).toBe("PROPOSAL_UNKNOWN");
  expect((await approve(approver!, id, 2)).refusal).toBeNull();
  expect((await officeApprove(analyst!, id, 2)).refusal).toBe("APPROVER_FORBIDDEN");
  expect((await officeApprove(supervisor!, id, 1)).refusal).toBe("PROPOSAL_CHANGED");
  expect((await officeApprove(supervisor!, id, 2)).refusal).toBeNull();
  expect((await officeApprove(supervisor!, id, 2)).refusal).toBe("PROPOSAL_NOT_WAITING");
});

test("what is sent or taken back is its writer's again, and starts over", async () => {
  const id = randomUUID();
  const body = content();
  await create(bank, id, null, body);
  await submit(bank, id);
  expect((await save(bank, id, 1, body)).refusal).toBe("PROPOSAL_NOT_DRAFT");
  expect((await sendBack("bank", approver!, id, "")).refusal).toBe("REASON_MISSING");
  expect((await sendBack("bank", bank, id)).refusal).toBe("APPROVER_FORBIDDEN");
  expect((await sendBack("office", supervisor!, id)).refusal).toBe("PROPOSAL_UNKNOWN");
  expect((await sendBack("bank", approver!, id)).refusal).toBeNull();
  expect((await save(administrator!, id, 1, body)).refusal).toBe("WRITER_FORBIDDEN");
  await submit(bank, id);
  await approve(approver!, id);
  expect((await sendBack("bank", approver!, id)).refusal).toBe("PROPOSAL_NOT_WAITING");
  expect((await sendBack("office", analyst!, id)).refusal).toBe("APPROVER_FORBIDDEN");
  expect((await sendBack("office", supervisor!, id)).refusal).toBeNull();
  expect(
    (await admin.query("select approved_by from app.product_proposals where id = $1", [id])).rows,
  ).toEqual([{ approved_by: null }]);
  await submit(bank, id);
  expect((await officeApprove(supervisor!, id)).refusal).toBe("PROPOSAL_UNKNOWN");
  expect((await end(administrator!, id, "take_back")).refusal).toBe("WRITER_FORBIDDEN");
  expect((await end(approver!, id, "discard")).refusal).toBe("WRITER_FORBIDDEN");
  expect((await end(administrator!, id, "discard")).refusal).toBeNull();
  expect((await end(bank, id, "discard")).refusal).toBe("PROPOSAL_DECIDED");
  expect((await productOf(id)).status).toBe("draft");
});

test("another bank's proposal and product are not there", async () => {
  const { id, productId } = await aPublished();
  const draft = randomUUID();
  await create(bank, draft, productId, content());
  for (const foreign of [
    save(other, draft, 1, content()),
    submit(other, draft),
    end(other, draft, "discard"),
  ])
    expect((await foreign).refusal).toBe("PROPOSAL_UNKNOWN");
  const theirs = await signIn(admin, "bank", "approver", { bankId: other.id });
  expect((await approve(theirs, draft)).refusal).toBe("PROPOSAL_UNKNOWN");
  expect((await shelf(other, "withdraw", productId)).refusal).toBe("PRODUCT_UNKNOWN");
  expect((await shelf(theirs, "resume", productId)).refusal).toBe("PRODUCT_UNKNOWN");
  expect((await create(other, randomUUID(), productId, content())).refusal).toBe("PRODUCT_UNKNOWN");
  expect((await create(other, draft, null, content())).refusal).toBe("PROPOSAL_ID_TAKEN");

  const enterprise = await makeEnterprise(admin);
  expect(await sees("bank", bank.token, draft)).toBe(1);
  expect(await sees("bank", other.token, draft)).toBe(0);
  expect(await sees("office", analyst!.token, draft)).toBe(0);
  expect(await sees("office", analyst!.token, id)).toBe(1);
  expect(await sees("sme", enterprise.token, id)).toBe("42501");
  expect(await sees("public", "", id)).toBe("42501");
});

test("a code is one product's, and a product keeps it", async () => {
  const { productId, body } = await aPublished();
  const [twin, next] = [randomUUID(), randomUUID()];
  await create(bank, twin, null, body);
  expect((await submit(bank, twin)).refusal).toBe("CODE_TAKEN");
  await create(bank, next, productId, content());
  expect((await submit(bank, next)).refusal).toBe("CODE_FIXED");
  await save(bank, next, 1, body);
  expect((await submit(bank, next, 2)).refusal).toBeNull();
  // What it was compared with has changed by an import meanwhile.
  await admin.query("insert into app.product_versions values ($1, 2, $2)", [productId, body]);
  await admin.query("update app.products set version = 2 where id = $1", [productId]);
  expect((await approve(approver!, next, 2)).refusal).toBe("PROPOSAL_OUTDATED");
});

const takeOver = (by: Person, id: string, revision = 1) =>
  call("bank", "gate.proposal_take_over($1, $2, $3)", [by.token, id, revision]);
const become = (of: Person, role: string) =>
  admin.query("update auth.people set role = $2 where id = $1", [of.personId, role]);

describe("a draft that changes hands", () => {
  test("is its new writer's, and no former writer approves it or sends it back", async () => {
    const { productId, body } = await aPublished();
    const id = randomUUID();
    const begun = await signIn(admin, "bank", "officer", { bankId: bank.id });
    await create(begun, id, productId, { ...body, spreadMax: 170 });
    expect((await takeOver(approver!, id)).refusal).toBe("WRITER_FORBIDDEN");
    expect((await takeOver(other, id)).refusal).toBe("PROPOSAL_UNKNOWN");
    expect((await takeOver(supervisor!, id)).refusal).toBe("NO_SESSION");
    expect((await takeOver(bank, id, 2)).refusal).toBe("PROPOSAL_CHANGED");
    expect((await takeOver(bank, id)).refusal).toBeNull();
    expect((await save(begun, id, 2, body)).refusal).toBe("WRITER_FORBIDDEN");
    expect((await submit(begun, id, 2)).refusal).toBe("WRITER_FORBIDDEN");
    expect(await save(bank, id, 2, { ...body, spreadMax: 175 })).toMatchObject({ revision: 3 });
    // From hand to hand, and everybody stays among the writers.
    expect((await takeOver(administrator!, id, 3)).refusal).toBeNull();
    expect((await takeOver(administrator!, id, 4)).refusal).toBeNull();
    expect((await submit(administrator!, id, 4)).refusal).toBeNull();
    expect((await takeOver(bank, id, 4)).refusal).toBe("PROPOSAL_NOT_DRAFT");
    const { rows } = await admin.query(
      "select written_by, former_writers from app.product_proposals where id = $1",
      [id],
    );
    expect(rows).toEqual([
      { written_by: administrator!.personId, former_writers: [begun.personId, bank.personId] },
    ]);

    await become(begun, "approver");
    expect((await approve(begun, id, 4)).refusal).toBe("FOUR_EYES");
    const back = "gate.proposal_send_back($1, $2, 4, 'no')";
    expect((await call("bank", back, [begun.token, id])).refusal).toBe("FOUR_EYES");
    // Nor does whoever goes round the function.
    const forged = "update app.product_proposals set approved_by = $2 where id = $1";
    expect(await constraintOf(forged, [id, begun.personId])).toBe("product_proposals_four_eyes");
    expect(await approve(approver!, id, 4)).toMatchObject({ refusal: null, version: 2 });
    const told = await admin.query(
      "select actor_id from app.events where subject_id = $1 and name = 'proposal.taken_over' order by id",
      [id],
    );
    expect(told.rows.map(({ actor_id: by }) => by as string)).toEqual([
      bank.personId,
      administrator!.personId,
    ]);
  });

  test("keeps its writers against whoever writes the table, and a stolen draft leaves its trace", async () => {
    const id = randomUUID();
    await create(bank, id, null, content());
    const change = (what: string) =>
      constraintOf(`update app.product_proposals set ${what} where id = $1`, [id]);
    const writers = "product_proposals_writers_kept";
    expect(await change(`written_by = '${second!.personId}'`)).toBe(writers);
    expect(await change(`former_writers = array['${second!.personId}'::uuid]`)).toBe(writers);
    expect((await takeOver(administrator!, id)).refusal).toBeNull();
    expect(await change("former_writers = '{}'")).toBe(writers);
    // Taken and given back, it is still of both.
    expect((await takeOver(bank, id, 2)).refusal).toBeNull();
    await submit(bank, id, 3);
    await become(administrator!, "approver");
    expect((await approve(administrator!, id, 3)).refusal).toBe("FOUR_EYES");
    await become(administrator!, "admin");
  });
});

test("who wrote or approved it at the bank does not let it in at the office, whoever employs them now", async () => {
  const [writer, itsApprover] = [
    await signIn(admin, "bank", "officer", { bankId: bank.id }),
    await signIn(admin, "bank", "approver", { bankId: bank.id }),
  ];
  const id = randomUUID();
  await create(writer, id, null, content());
  await submit(writer, id);
  expect((await approve(itsApprover, id)).refusal).toBeNull();
  for (const { personId, token } of [writer, itsApprover]) {
    await admin.query(
      "update auth.people set party = 'credit_office', role = 'supervisor', bank_id = null where id = $1",
      [personId],
    );
    expect((await officeApprove({ personId, token }, id)).refusal).toBe("FOUR_EYES");
    expect((await sendBack("office", { personId, token }, id)).refusal).toBe("FOUR_EYES");
    // Nor by whoever goes round the function.
    const forged = "update app.product_proposals set office_approved_by = $2 where id = $1";
    expect(await constraintOf(forged, [id, personId])).toBe("product_proposals_four_eyes");
  }
  expect((await officeApprove(supervisor!, id)).refusal).toBeNull();
});

/** What an approver is told who began the draft, and one who had it in hand last. */
const approvedByWriters = async () => {
  const said: (string | null)[] = [];
  for (const promoted of ["first", "last"] as const) {
    const id = randomUUID();
    const [first, last] = [
      await signIn(admin, "bank", "officer", { bankId: bank.id }),
      await signIn(admin, "bank", "admin", { bankId: bank.id }),
    ];
    await create(first, id, null, content());
    await takeOver(last, id);
    await submit(last, id, 2);
    const by = promoted === "first" ? first : last;
    await become(by, "approver");
    said.push(
      await approve(by, id, 2).then(
        ({ refusal }) => refusal,
        (error: { constraint?: string }) => error.constraint ?? "",
      ),
    );
  }
  return said;
};

test("of two who take a draft over at once one has it and the other is told", async () => {
  const writer = await signIn(admin, "bank", "officer", { bankId: bank.id });
  for (let round = 0; round < 5; round += 1) {
    const id = randomUUID();
    await create(writer, id, null, content());
    const said = await Promise.all([takeOver(bank, id), takeOver(administrator!, id)]);
    expect(said).toHaveLength(2);
    expect(new Set(said.map(({ refusal }) => refusal))).toEqual(
      new Set(["PROPOSAL_CHANGED", null]),
    );
  }
});

describe("what keeps writers from approving", () => {
  const migrator = poolOf("migrator");
  afterEach(() => restoreGate(migrator));

  test("stands", async () => {
    expect(await approvedByWriters()).toEqual(["FOUR_EYES", "FOUR_EYES"]);
  });

  test.each([
    [
      "only whoever has it in hand counts",
      "p_proposal.former_writers || p_proposal.written_by",
      "array[p_proposal.written_by]",
    ],
    [
      "only those before count",
      "p_proposal.former_writers || p_proposal.written_by",
      "p_proposal.former_writers",
    ],
    ["four eyes are one", "p_who.person_id = any (p_proposal", "null = any (p_proposal"],
    [
      "whoever had it is forgotten",
      "set former_writers = former_writers || written_by, written_by",
      "set written_by",
    ],
    ["it stays whose it was", "written_by = who.person_id,\n", "written_by = written_by,\n"],
  ])("and would be found out to be wrong where %s", async (_wrong, from, to) => {
    await mutateGate(migrator, "36", from, to);
    expect(await approvedByWriters().catch(() => "thrown")).not.toEqual(["FOUR_EYES", "FOUR_EYES"]);
  });

  test("and the table holds against a gate that forgot", async () => {
    await mutateGate(migrator, "36", "p_who.person_id = any (p_proposal", "null = any (p_proposal");
    expect(await approvedByWriters()).toEqual([
      "product_proposals_four_eyes",
      "product_proposals_four_eyes",
    ]);
  });
});

test("off the shelf is one act, back on it another person's, and who prepared is told", async () => {
  const { productId } = await aPublished();
  const enterprise = await makeEnterprise(admin);
  const { applicationId, productId: applied } = await makeApplication(admin, enterprise, bank);
  expect((await shelf(approver!, "withdraw", productId)).refusal).toBe("WRITER_FORBIDDEN");
  expect((await shelf(bank, "withdraw", productId)).refusal).toBeNull();
  expect((await shelf(bank, "withdraw", productId)).refusal).toBe("PRODUCT_NOT_ON_OFFER");
  expect((await shelf(bank, "resume", productId)).refusal).toBe("APPROVER_FORBIDDEN");
  await admin.query("update app.products set withdrawn_by = $1 where id = $2", [
    approver!.personId,
    productId,
  ]);
  expect((await shelf(approver!, "resume", productId)).refusal).toBe("FOUR_EYES");
  expect((await shelf(second!, "resume", productId)).refusal).toBeNull();
  expect((await shelf(second!, "resume", productId)).refusal).toBe("PRODUCT_NOT_WITHDRAWN");

  await shelf(bank, "withdraw", applied);
  const { rows } = await admin.query(
    "select name, subject_id, enterprise_id from app.events where subject_id in ($1, $2) order by name",
    [applied, applicationId],
  );
  expect(rows).toEqual([
    {
      name: "application.product_withdrawn",
      subject_id: applicationId,
      enterprise_id: enterprise.id,
    },
    { name: "product.withdrawn", subject_id: applied, enterprise_id: null },
  ]);
});

describe("whoever writes the tables themselves", () => {
  const proposals = "update app.product_proposals set";

  test("meets the same rules", async () => {
    const id = randomUUID();
    await create(bank, id, null, content());
    await submit(bank, id);
    const change = (what: string) => constraintOf(`${proposals} ${what} where id = $1`, [id]);
    expect(await change("approved_by = written_by")).toBe("product_proposals_four_eyes");
    expect(await change("content = '{}'")).toBe("product_proposals_content_fixed");
    const writers = "product_proposals_writers_kept";
    expect(await change(`written_by = '${approver!.personId}'`)).toBe(writers);
    expect(await change(`former_writers = former_writers || written_by`)).toBe(writers);
    const approved = `approved_by = '${approver!.personId}', approved_at = clock_timestamp()`;
    expect(await change(`status = 'awaiting_office'`)).toBe("product_proposals_approved");
    // The office skipped, also by whoever claims that it was a later version.
    expect(await change(`status = 'published', version = 1, ${approved}`)).toBe(
      "product_proposals_first_by_office",
    );
    expect(await change(`status = 'published', version = 1, based_on = 1, ${approved}`)).toBe(
      "product_proposals_content_fixed",
    );
    await end(bank, id, "discard");
    expect(await change("status = 'draft'")).toBe("product_proposals_transition");
    expect(await constraintOf("delete from app.product_proposals where id = $1", [id])).toMatch(
      "append-only",
    );
  });

  test("changes nothing that was published, and takes no product back to a draft", async () => {
    const { id, productId } = await aPublished();
    expect(
      await constraintOf("update app.product_versions set content = '{}' where product_id = $1", [
        productId,
      ]),
    ).toMatch("append-only");
    expect(await constraintOf(`${proposals} updated_at = now() where id = $1`, [id])).toBe(
      "product_proposals_transition",
    );
    const product = (what: string) =>
      constraintOf(`update app.products set ${what} where id = $1`, [productId]);
    expect(await product("status = 'draft'")).toBe("products_transition");
    expect(await product("code = 'another'")).toBe("products_fixed");
    expect(await product("version = 0")).toBe("products_fixed");
  });

  test("as a bank may not at all, and a version that nobody approved is refused to the gate itself", async () => {
    const { productId, body } = await aPublished();
    const asBank = (statement: string) =>
      committed("bank", bank.token)
        .transaction((tx) => tx.execute(statement))
        .then(
          () => null,
          (error: { cause: { code: string } }) => error.cause.code,
        );
    const version = `insert into app.product_versions (product_id, version, content) values ('${productId}', 2, '{}')`;
    expect(await asBank(version)).toBe("42501");
    expect(
      await asBank(`update app.products set status = 'withdrawn' where id = '${productId}'`),
    ).toBe("42501");
    expect(
      await asBank(`insert into app.products (bank_id, code) values ('${bank.id}', 'x')`),
    ).toBe("42501");
    expect(await asBank(`update app.product_proposals set revision = 9`)).toBe("42501");

    const insert = async (given: object, isGuarded = true) => {
      const client = await admin.connect();
      try {
        await client.query("begin");
        if (!isGuarded)
          await client.query("alter table app.product_versions disable trigger guard");
        await client.query("grant insert on app.product_versions to xyd_bank");
        await client.query("set local session authorization xyd_bank");
        await client.query("select set_config('xyd.token', $1, true)", [bank.token]);
        await client.query(
          "insert into app.product_versions (product_id, version, content) values ($1, 2, $2)",
          [productId, given],
        );
        return null;
      } catch (error) {
        return (error as { constraint?: string }).constraint ?? (error as Error).message;
      } finally {
        await client.query("rollback");
        client.release();
      }
    };
    expect(await insert({ ...body, spreadMax: 0 })).toBe("product_versions_approved");
    expect(await insert(body)).toBe("product_versions_approved");
    // It is the trigger that holds it, where the policy would not.
    expect(await insert(body, false)).toMatch("row-level security");
  });
});
