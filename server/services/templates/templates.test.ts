import fc from "fast-check";
import { expect, test } from "vitest";
import { purposeTemplates, shippedVersion } from "@/db/seed/purpose-templates";
import { writeReference, writeTemplate } from "@/db/seed/reference";
import { ceilingBreach, type AskedTerms } from "@/domain/templates/rules";
import type { ProposeTemplateInput, TemplateView } from "@/domain/templates/schema";
import { approveTemplate } from "@/server/services/templates/approve-template";
import { discardTemplate } from "@/server/services/templates/discard-template";
import { listPurposes } from "@/server/services/templates/list-purposes";
import { listTemplates } from "@/server/services/templates/list-templates";
import { proposeTemplate } from "@/server/services/templates/propose-template";
import { draftArtefact, item, makeConsent, requestConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { anOfficial } from "@/tests/office";
import { makeApplication, makeBank, makeEnterprise } from "@/tests/parties";

const [admin, sme, migrator] = [poolOf("admin"), poolOf("sme"), poolOf("migrator")];

const [proposer, approver, analyst] = [
  await anOfficial("supervisor"),
  await anOfficial("supervisor"),
  await anOfficial("analyst"),
];

async function active(code: TemplateView["code"]): Promise<TemplateView> {
  const all = await listTemplates(proposer);
  return all.find((one) => one.code === code && one.state === "active")!;
}

function draftFrom(template: TemplateView, change: Partial<ProposeTemplateInput> = {}) {
  const { code, wording, maxValidityDays, maxDataMonths, maxReads, readsPerUnit } = template;
  const { readsPerCount, maxFetches, dataLifeDays, secondSignerAbove } = template;
  const scopes = template.scopes as ProposeTemplateInput["scopes"];
  return {
    code,
    wording,
    scopes,
    maxValidityDays,
    maxDataMonths,
    maxReads,
    readsPerUnit,
    readsPerCount,
    maxFetches,
    dataLifeDays,
    secondSignerAbove,
    ...change,
  };
}
const stateOf = async (code: string, version: number) =>
  (
    await admin.query<{ state: string }>(
      "select state from app.purpose_templates where code = $1 and version = $2",
      [code, version],
    )
  ).rows[0]?.state;

test("a new version takes two supervisors, and the one before keeps what was signed under it", async () => {
  const [enterprise, bank] = [await makeEnterprise(admin), await makeBank(admin)];
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const wanted = { enterprise, bank, applicationId };
  const { id: signed } = await makeConsent(sme, wanted);
  const before = await active("loan_application");
  const proposed = await proposeTemplate(proposer, draftFrom(before, { maxValidityDays: 10 }));
  expect(proposed.version).toBe(before.version + 1);
  expect(await stateOf("loan_application", proposed.version)).toBe("draft");

  await expect(proposeTemplate(approver, draftFrom(before))).rejects.toThrow("draft_exists");
  await expect(approveTemplate(proposer, proposed)).rejects.toThrow("template.approve_forbidden");
  await expect(approveTemplate(analyst, proposed)).rejects.toThrow("template.approve_forbidden");
  await expect(discardTemplate(analyst, proposed)).rejects.toThrow("template.discard_forbidden");
  await approveTemplate(approver, proposed);
  await expect(approveTemplate(approver, proposed)).rejects.toThrow("draft_decided");
  expect(await stateOf("loan_application", before.version)).toBe("retired");
  expect(await active("loan_application")).toMatchObject({
    version: proposed.version,
    maxValidityDays: 10,
    proposedBy: "you",
  });

  const { rows } = await admin.query(
    "select template_version, status from app.consents where id = $1",
    [signed],
  );
  expect(rows).toEqual([{ template_version: before.version, status: "active" }]);
  const second = await makeApplication(admin, enterprise, bank);
  const again = { ...wanted, applicationId: second.applicationId };
  expect(await requestConsent(sme, again, draftArtefact(again))).toBe("TEMPLATE_UNKNOWN");
  const template = { code: "loan_application" as const, version: proposed.version, wording: "w" };
  const under = { ...again, change: { template }, to: 9 * 86_400_000 };
  expect(await requestConsent(sme, under, draftArtefact(under))).toBeNull();

  const lines = await admin.query(
    `select action, code, persona, octet_length(artefact_hash) as committed from ledger.entries
     where chain = '00000000-0000-0000-0000-000000000000' and action like 'template.%' order by seq`,
  );
  expect(lines.rows).toEqual([
    { action: "template.propose", code: "PROPOSED", persona: "office", committed: 32 },
    { action: "template.approve", code: "APPROVED", persona: "office", committed: 32 },
    { action: "template.approve", code: "DRAFT_DECIDED", persona: "office", committed: 32 },
  ]);
});

test("the database itself asks for four eyes, and changes no template", async () => {
  const before = await active("report_share");
  const { code, version } = await proposeTemplate(proposer, draftFrom(before, { maxReads: 7 }));
  const decide = (token: string) =>
    poolOf("office").query("select refusal from gate.template_decide($1, $2, $3, 'approve')", [
      token,
      code,
      version,
    ]);
  expect((await decide(proposer.db.token)).rows).toEqual([{ refusal: "FOUR_EYES" }]);
  expect((await decide(analyst.db.token)).rows).toEqual([{ refusal: "APPROVER_FORBIDDEN" }]);
  expect((await decide("nobody")).rows).toEqual([{ refusal: "NO_SESSION" }]);
  const where = "where code = 'report_share' and version = $1";
  await expect(
    admin.query(
      `update app.purpose_templates set state = 'active', approved_by = proposed_by, approved_at = clock_timestamp() ${where}`,
      [version],
    ),
  ).rejects.toThrow("purpose_templates_four_eyes");
  await expect(
    admin.query(`update app.purpose_templates set max_reads = 9 ${where}`, [before.version]),
  ).rejects.toMatchObject({ constraint: "purpose_templates_fixed" });
  await expect(
    admin.query(`update app.purpose_templates set state = 'draft' ${where}`, [before.version]),
  ).rejects.toMatchObject({ constraint: "purpose_templates_transition" });
  await expect(
    admin.query(`delete from app.purpose_templates ${where}`, [before.version]),
  ).rejects.toThrow("append-only");
  await discardTemplate(proposer, { code, version });
  expect(await stateOf(code, version)).toBe("discarded");
  const next = await proposeTemplate(proposer, draftFrom(before));
  expect(next.version).toBe(version + 1);
  await discardTemplate(approver, next);
});

test("a template allows what the catalogue has, and matching nothing in detail", async () => {
  const matching = await active("platform_matching");
  const scopes = (...more: string[]) =>
    ({ scopes: [...matching.scopes, ...more] }) as Partial<ProposeTemplateInput>;
  await expect(
    proposeTemplate(proposer, draftFrom(matching, scopes("tax_declarations:monthly"))),
  ).rejects.toMatchObject({ reason: "scope_too_fine", field: "scopes" });
  await expect(
    proposeTemplate(proposer, draftFrom(matching, scopes("electricity_usage:band"))),
  ).rejects.toMatchObject({ reason: "scope_unknown", field: "scopes" });
  await expect(
    proposeTemplate(proposer, draftFrom(matching, scopes("penalties:raw"))),
  ).rejects.toThrow("scope");
});

test("drafts are the office's own; anybody reads what is in force", async () => {
  const before = await active("outcome_backflow");
  const draft = await proposeTemplate(proposer, draftFrom(before));
  const seen = await listPurposes({ db: committed("public", "") });
  expect(seen.map(({ code }) => code)).toEqual([
    "platform_matching",
    "loan_application",
    "post_loan_monitoring",
    "outcome_backflow",
    "report_share",
  ]);
  const { rows } = await poolOf("public").query(
    "select from app.purpose_templates where state = 'draft'",
  );
  expect(rows).toEqual([]);
  await discardTemplate(proposer, draft);
});

/** What a later version of the product brings. */
const release = (code: string, version: number) => {
  const shipped = purposeTemplates.find((one) => one.code === code)!;
  return { ...shipped, version };
};
test("a new release adds its version once, retires the shipped one, and leaves the office's alone", async () => {
  const client = await migrator.connect();
  await client.query("begin; set local role xyd_owner");
  try {
    const states = async (code: string) =>
      (
        await client.query<{ line: string }>(
          "select version || ' ' || state as line from app.purpose_templates where code = $1 order by version",
          [code],
        )
      ).rows.map(({ line }) => line);
    const monitoring = await states("post_loan_monitoring");
    expect(monitoring).toEqual(["1 retired", "2 active"]);
    const loan = await states("loan_application");
    expect(loan.filter((line) => line.endsWith("active"))).toEqual(["3 active"]);
    await writeReference(client);
    expect(await states("post_loan_monitoring")).toEqual(monitoring);
    expect(await states("loan_application")).toEqual(loan);

    // One purpose the office has changed, and one it has not.
    await writeTemplate(client, release("post_loan_monitoring", 9));
    await writeTemplate(client, release("loan_application", 9));
    expect(await states("post_loan_monitoring")).toEqual(["1 retired", "2 retired", "9 active"]);
    expect((await states("loan_application")).slice(2)).toEqual(["3 active", "9 retired"]);
  } finally {
    await client.query("rollback");
    client.release();
  }
});

const days = (count: number) =>
  `tstzrange(clock_timestamp(), clock_timestamp() + interval '${count} days')`;
test("nobody, not even the gate's owner, writes a consent above its template's ceilings", async () => {
  const [enterprise, bank] = [await makeEnterprise(admin), await makeBank(admin)];
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const insert = async (valid: string, reads: string, items: string, before = "select 1") => {
    const client = await admin.connect();
    try {
      await client.query("begin");
      await client.query(before);
      await client.query("set local role xyd_gate");
      const { rows } = await client.query<{ id: string }>(
        `insert into app.consents (family_id, enterprise_id, recipient_id, purpose, template_version, application_id, valid, answer_by,
           max_reads, reads_per_unit, reads_per_count, max_fetches, data_life_days, notice_language, artefact, artefact_hash)
         values (uuidv7(), $1, $2, 'loan_application', 2, $3, ${valid}, clock_timestamp(), ${reads}, 'en', '', sha256(''))
         returning id`,
        [enterprise.id, bank.id, applicationId],
      );
      await client.query(
        `insert into app.consent_items (consent_id, item, granularity, data_from, data_to, why) values ($1, ${items}, '-')`,
        [rows[0]!.id],
      );
      return null;
    } catch (error) {
      return (error as { constraint?: string }).constraint ?? String(error);
    } finally {
      await client.query("rollback");
      client.release();
    }
  };
  const reads = "1500, 'day', 50, 4, 30";
  const tax = "'tax_declarations', 'band', '2026-01-01', '2026-10-31'";
  expect(await insert(days(29), reads, tax)).toBeNull();
  const tooMuch: [valid: string, reads: string, items: string][] = [
    [days(31), reads, tax],
    [days(29), "1501, 'day', 50, 4, 30", tax],
    [days(29), "1500, 'day', 51, 4, 30", tax],
    [days(29), "1500, 'week', 50, 4, 30", tax],
    [days(29), "1500, null, null, 4, 30", tax],
    [days(29), "1500, 'day', 50, 5, 30", tax],
    [days(29), "1500, 'day', 50, 4, 31", tax],
    [days(29), reads, "'electricity_usage', 'raw', '2026-01-01', '2026-10-31'"],
    [days(29), reads, "'tax_declarations', 'band', '2020-01-01', '2026-10-31'"],
    [days(29), reads, "'representative_insurance', 'predicate', '2026-01-01', '2026-10-31'"],
  ];
  for (const above of tooMuch)
    expect([above, await insert(...above)]).toEqual([above, "consents_within_template"]);
  // It is the trigger that holds it.
  const without = "alter table app.consents disable trigger consents_within_template";
  expect(await insert(days(31), reads, tax, without)).toBeNull();

  const { rows } = await admin.query("select from app.consents where enterprise_id = $1", [
    enterprise.id,
  ]);
  expect(rows).toEqual([]);
});

test("what the interface says beforehand is what the gate says", async () => {
  const template = purposeTemplates.find(
    ({ code, version }) => code === "post_loan_monitoring" && version === 2,
  )!;
  const ceilings = {
    ...template,
    readsPerUnit: template.readsPer.unit,
    readsPerCount: template.readsPer.count,
  };
  const from = new Date("2026-11-22T00:00:00Z");
  const asked = fc.record({
    subject: fc.constantFrom<AskedTerms["subject"]>("enterprise", "legal_representative"),
    validity: fc.constantFrom(1, 30, 1830, 1830.5),
    maxReads: fc.constantFrom(1, 610, 611),
    readsPerUnit: fc.constantFrom("month" as const, "day" as const, null),
    readsPerCount: fc.constantFrom(10, 11),
    maxFetches: fc.constantFrom(61, 62),
    dataLifeDays: fc.constantFrom(365, 366),
    items: fc.uniqueArray(
      fc.constantFrom(
        item("tax_declarations:band"),
        item("tax_declarations:raw"),
        item("representative_insurance:predicate"),
        item("vat_invoices:indicator", { from: "2018-11-01", to: "2026-10-31" }),
        item("vat_invoices:indicator", { from: "2018-10-31", to: "2026-10-31" }),
        item("gas_usage:band", { from: "2026-10-31", to: "2026-10-01" }),
      ),
      { minLength: 1, maxLength: 2, selector: (one) => `${one.item}:${one.granularity}` },
    ),
  });
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(asked, async ({ validity, readsPerUnit, readsPerCount, ...rest }) => {
      const validTo = new Date(from.getTime() + validity * 86_400_000);
      const per = { readsPerUnit, readsPerCount: readsPerUnit && readsPerCount };
      const breach = ceilingBreach(ceilings, { ...rest, ...per, validFrom: from, validTo });
      const { rows } = await admin.query<{ code: string | null }>(
        `select gate.above_ceiling(consent, $2) as code from jsonb_populate_record(null::app.consents, $1) as consent`,
        [
          {
            purpose: "post_loan_monitoring",
            template_version: shippedVersion("post_loan_monitoring"),
            subject: rest.subject,
            valid: `[${from.toISOString()},${validTo.toISOString()})`,
            max_reads: rest.maxReads,
            reads_per_unit: per.readsPerUnit,
            reads_per_count: per.readsPerCount,
            max_fetches: rest.maxFetches,
            data_life_days: rest.dataLifeDays,
          },
          JSON.stringify(rest.items),
        ],
      );
      seen.add(breach?.reason ?? "fine");
      expect(breach?.reason ?? null).toBe(rows[0]!.code?.toLowerCase() ?? null);
    }),
    { numRuns: 300, seed: 19 },
  );
  expect(seen.size).toBeGreaterThanOrEqual(5);
  // The database is asked three hundred times, one after the other.
}, 120_000);
