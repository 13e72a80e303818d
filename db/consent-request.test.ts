import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { artefactBytes } from "@/domain/consents/artefact";
import { draftArtefact, item, makeConsent, requestConsent, signConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { read } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, makeFacts, signIn } from "@/tests/parties";

const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];

const codesOf = async (chain: string) => {
  const { rows } = await admin.query<{ line: string }>(
    "select action || ' ' || code as line from ledger.entries where chain = $1 order by seq",
    [chain],
  );
  return rows.map(({ line }) => line);
};

const days = 86_400_000;
test.each([
  ["VALIDITY_ABOVE_CEILING", { validTo: new Date(Date.now() + 31 * days).toISOString() }],
  ["VALIDITY_MALFORMED", { validTo: new Date(Date.now() - 500).toISOString() }],
  ["READS_ABOVE_CEILING", { readsPer: { unit: "day", count: 51 } }],
  ["READS_ABOVE_CEILING", { readsPer: { unit: "week", count: 5 } }],
  ["READS_ABOVE_CEILING", { readsPer: null }],
  ["READS_ABOVE_CEILING", { maxReads: 1501 }],
  ["FETCHES_ABOVE_CEILING", { maxFetches: 5 }],
  ["DATA_LIFE_ABOVE_CEILING", { dataLifeDays: 31 }],
  ["SCOPE_ABOVE_CEILING", { items: [item("electricity_usage:raw")] }],
  [
    "PERIOD_ABOVE_CEILING",
    { items: [item("vat_invoices:raw", { from: "2023-10-31", to: "2026-10-31" })] },
  ],
  ["ITEMS_MALFORMED", { items: [] }],
  ["TEMPLATE_UNKNOWN", { template: { code: "loan_application", version: 9, wording: "" } }],
  ["FAMILY_MISMATCH", { revision: 2 }],
] as const)("%s: a request above the purpose's ceilings (%o)", async (code, change) => {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  const wanted = { enterprise, bank: lender, applicationId };
  const text = draftArtefact({ ...wanted, change: change as never });
  expect(await requestConsent(sme, wanted, text)).toBe(code);
  expect(await codesOf(enterprise.id)).toEqual([`consent.request ${code}`]);
});

test("an application of somebody else's cannot be bound", async () => {
  const [enterprise, other, lender] = [
    await makeEnterprise(admin),
    await makeEnterprise(admin),
    await makeBank(admin),
  ];
  const { applicationId } = await makeApplication(admin, other, lender);
  const wanted = { enterprise, bank: lender, applicationId };
  expect(await requestConsent(sme, wanted, draftArtefact(wanted))).toBe("APPLICATION_MISMATCH");
});

test("the bytes must say what will be enforced, and only those bytes are signed", async () => {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  const wanted = { enterprise, bank: lender, applicationId };
  const text = draftArtefact(wanted);
  const milder = artefactBytes({ ...text, items: text.items.slice(0, 1) });
  expect(await requestConsent(sme, wanted, text, milder)).toBe("ARTEFACT_MISMATCH");
  expect(await requestConsent(sme, wanted, text)).toBeNull();
  expect(await requestConsent(sme, wanted, text)).toBeNull();
  expect(await signConsent(sme, enterprise, text.id, Buffer.alloc(32))).toBe("ARTEFACT_CHANGED");
  const hash = createHash("sha256").update(artefactBytes(text)).digest();
  const clerk = await signIn(admin, "sme", "clerk", { enterpriseId: enterprise.id });
  expect(await signConsent(sme, { ...enterprise, ...clerk }, text.id, hash)).toBe(
    "SIGNER_FORBIDDEN",
  );
  expect(await signConsent(sme, await makeEnterprise(admin), text.id, hash)).toBe(
    "NO_SUCH_CONSENT",
  );
  expect(await read(bank, { token: lender.token, consentId: text.id, applicationId })).toBe(
    "CONSENT_REQUESTED",
  );
  expect(await signConsent(sme, enterprise, text.id, hash)).toBeNull();
  expect(await signConsent(sme, enterprise, text.id, hash)).toBe("CONSENT_ACTIVE");
});

test("a new signature for the same purpose takes the place of the old one", async () => {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  await makeFacts(admin, enterprise, ["tax_declarations:indicator"], ["2026-09-01"]);
  const wanted = { enterprise, bank: lender, applicationId };
  const { id: firstId } = await makeConsent(sme, wanted);
  const made = await Promise.all([makeConsent(sme, wanted), makeConsent(sme, wanted)]);
  const answers = await Promise.all(
    [firstId, ...made.map(({ id }) => id)].map((consentId) =>
      read(bank, { token: lender.token, consentId, applicationId }),
    ),
  );
  expect(answers.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual([
    1,
    "CONSENT_SUPERSEDED",
    "CONSENT_SUPERSEDED",
  ]);
});

test("the enterprise's own look is in its chain", async () => {
  const enterprise = await makeEnterprise(admin);
  await sme.query("select * from gate.own_view($1, $2, '2026-01-01', '2026-10-31')", [
    enterprise.token,
    ["tax_declarations:monthly", "a stranger's text, {\"}"],
  ]);
  const { rows } = await admin.query("select code, scopes from ledger.entries where chain = $1", [
    enterprise.id,
  ]);
  expect(rows).toEqual([{ code: "SHOWN", scopes: ["tax_declarations:monthly", "?"] }]);
});
