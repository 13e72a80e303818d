import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { artefactBytes, type ConsentArtefact } from "@/domain/consents/artefact";
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

const soon = () => new Date(Date.now() + 10 * days).toISOString();
const odd = (change: object) => ({ items: [{ ...item("vat_invoices:band"), ...change }] });
test.each<[string, () => Partial<Record<keyof ConsentArtefact, unknown>>]>([
  ["VALIDITY_MALFORMED", () => ({ validTo: "infinity" })],
  ["VALIDITY_MALFORMED", () => ({ validFrom: "-infinity" })],
  ["VALIDITY_MALFORMED", () => ({ validFrom: "infinity", validTo: "infinity" })],
  ["VALIDITY_ABOVE_CEILING", () => ({ validTo: "294276-12-31T23:59:59Z" })],
  ["VALIDITY_ABOVE_CEILING", () => ({ validFrom: "4713-01-01 BC", validTo: soon() })],
  ["ITEMS_MALFORMED", () => odd({ from: "2026-02-30" })],
  ["ITEMS_MALFORMED", () => odd({ to: "infinity" })],
  ["ITEMS_MALFORMED", () => odd({ from: "-infinity" })],
  ["ITEMS_MALFORMED", () => odd({ from: "294276-01-01", to: "294276-12-31" })],
  ["ITEMS_MALFORMED", () => odd({ from: "5874897-12-31", to: "5874897-12-31" })],
  ["ITEMS_MALFORMED", () => odd({ from: "0000-01-01" })],
  ["ITEMS_MALFORMED", () => odd({ from: 20260101 })],
  ["ITEMS_MALFORMED", () => odd({ from: null })],
  ["ITEMS_MALFORMED", () => odd({ item: null })],
  ["ITEMS_MALFORMED", () => odd({ item: "vat_invoices:band" })],
  ["ITEMS_MALFORMED", () => odd({ granularity: ["band"] })],
  ["ITEMS_MALFORMED", () => odd({ required: "perhaps" })],
  ["ITEMS_MALFORMED", () => odd({ why: "x".repeat(1001) })],
  ["ITEMS_MALFORMED", () => ({ items: ["vat_invoices:band"] })],
  ["ITEMS_MALFORMED", () => ({ items: [[item("vat_invoices:band")]] })],
  ["ITEMS_MALFORMED", () => ({ items: [item("vat_invoices:band"), item("vat_invoices:band")] })],
  ["ITEMS_MALFORMED", () => ({ items: { item: "vat_invoices" } })],
  [
    "ITEMS_MALFORMED",
    () => ({
      items: Array.from({ length: 65 }, (_, nth) =>
        item("vat_invoices:band", { from: `${1900 + nth}-01-01`, to: "2026-10-31" }),
      ),
    }),
  ],
  ["ITEMS_MALFORMED", () => ({ items: Array.from({ length: 20_000 }, () => ({})) })],
  ["PERIOD_ABOVE_CEILING", () => odd({ from: "2026-10-31", to: "2026-01-01" })],
  ["PERIOD_ABOVE_CEILING", () => odd({ from: "1000-01-01", to: "9999-12-31" })],
  ["READS_ABOVE_CEILING", () => ({ maxReads: 0 })],
  ["READS_ABOVE_CEILING", () => ({ maxReads: null })],
  ["READS_ABOVE_CEILING", () => ({ readsPer: { unit: "day", count: null } })],
  ["READS_ABOVE_CEILING", () => ({ readsPer: { unit: "fortnight", count: 1 } })],
  ["FETCHES_ABOVE_CEILING", () => ({ maxFetches: 0 })],
  ["DATA_LIFE_ABOVE_CEILING", () => ({ dataLifeDays: null })],
  ["ARTEFACT_MISMATCH", () => ({ language: "de" })],
  ["ARTEFACT_MISMATCH", () => ({ language: null })],
  ["ARTEFACT_MISMATCH", () => ({ enterpriseName: "x".repeat(300_000) })],
  ["APPLICATION_MISMATCH", () => ({ application: null })],
  ["RECIPIENT_MISMATCH", () => ({ purpose: "platform_matching" })],
  ["FAMILY_MISMATCH", () => ({ revision: null })],
  ["FAMILY_MISMATCH", () => ({ family: "00000000-0000-4000-8000-000000000000" })],
  ["NO_SUCH_REPORT", () => ({ report: "00000000-0000-4000-8000-000000000000" })],
])("%s: a text the gate cannot take is refused, not raised (%#)", async (code, change) => {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  const wanted = { enterprise, bank: lender, applicationId };
  const text = draftArtefact({ ...wanted, change: change() as Partial<ConsentArtefact> });
  expect(await requestConsent(sme, wanted, text)).toBe(code);
  expect(await codesOf(enterprise.id)).toEqual([`consent.request ${code}`]);
});

test("bytes that are no text, or too deep for one, are refused", async () => {
  const enterprise = await makeEnterprise(admin);
  const text = draftArtefact({ enterprise });
  for (const bytes of [
    Buffer.from([0xff, 0xfe]),
    Buffer.from('{"kind":"\\u0000"}'),
    Buffer.from("[".repeat(200_000)),
    Buffer.from("[]"),
    Buffer.from(""),
  ])
    expect(await requestConsent(sme, { enterprise }, text, bytes)).toBe("ARTEFACT_MISMATCH");
});

test("nobody consents to oneself, nor to a bank that is none", async () => {
  const enterprise = await makeEnterprise(admin);
  const itself = await makeBank(admin);
  await admin.query("update app.banks set uscc = $2 where id = $1", [itself.id, enterprise.uscc]);
  const { applicationId } = await makeApplication(admin, enterprise, itself);
  const wanted = { enterprise, bank: { ...itself, uscc: enterprise.uscc }, applicationId };
  expect(await requestConsent(sme, wanted, draftArtefact(wanted))).toBe("CONSENT_TO_ONESELF");
  const nobody = { ...wanted, bank: { ...itself, id: "00000000-0000-4000-8000-000000000000" } };
  expect(await requestConsent(sme, nobody, draftArtefact(nobody))).toBe("RECIPIENT_MISMATCH");
});

test("two texts may wait at once; the first signature decides which one lives", async () => {
  const enterprise = await makeEnterprise(admin);
  const lender = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, lender);
  const wanted = { enterprise, bank: lender, applicationId };
  const texts = [draftArtefact(wanted), draftArtefact(wanted)];
  expect(await Promise.all(texts.map((text) => requestConsent(sme, wanted, text)))).toEqual([
    null,
    null,
  ]);
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
