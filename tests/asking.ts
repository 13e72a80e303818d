import { randomUUID } from "node:crypto";
import { beforeAll } from "vitest";
import type { ConsentView } from "@/domain/consents/schema";
import type { ActorOf } from "@/domain/shared/actor";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";
import { getCase } from "@/server/services/applications/get-case";
import { answerAsk } from "@/server/services/asks/answer-ask";
import { requestConsent } from "@/server/services/consents/request-consent";
import { signConsent } from "@/server/services/consents/sign-consent";
import type { ServiceContext, SystemContext } from "@/server/services/context";
import { importBanks } from "@/server/services/imports/import-banks";
import { importRegistry } from "@/server/services/imports/import-registry";
import { fetchSource } from "@/server/services/sources/fetch-source";
import { listFetches } from "@/server/services/sources/list-fetches";
import { committed, poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";
import { startSandbox } from "@/tests/sandbox";

await startSandbox();
export const admin = poolOf("admin");

const worker = (): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "test",
});

export type Owner = Omit<ServiceContext<"sme">, "now">;
type Officer = Omit<ServiceContext<"bank">, "now">;
let firms: { id: string }[] = [];

beforeAll(async () => {
  await importRegistry(worker());
  await importBanks(worker());
  ({ rows: firms } = await admin.query<{ id: string }>(
    "select id from app.enterprises where status = 'operating' order by uscc",
  ));
});

export const at = <T>(person: T) => ({ ...person, now: new Date() });

async function anOwner(): Promise<Owner> {
  const enterpriseId = firms.pop()!.id;
  const { personId, token } = await signIn(admin, "sme", "owner", { enterpriseId });
  await admin.query("update auth.people set is_demo = true where id = $1", [personId]);
  const actor: ActorOf<"sme"> = {
    userId: personId,
    organizationId: enterpriseId,
    party: "sme",
    role: "owner",
    name: "Wang",
    isDemo: true,
  };
  return { db: committed("sme", token), actor, channel: "page", requestId: "test" };
}

export async function anOfficer(bankId: string): Promise<Officer> {
  const { personId, token } = await signIn(admin, "bank", "officer", { bankId });
  const actor: ActorOf<"bank"> = {
    userId: personId,
    organizationId: bankId,
    party: "bank",
    role: "officer",
    name: "Li",
    isDemo: false,
  };
  return { db: committed("bank", token), actor, channel: "page", requestId: "test" };
}

/** Each signature at a later minute, since a code works once. */
let minutes = 0;
export async function sign(owner: Owner, consent: ConsentView) {
  minutes += 1;
  const now = new Date(Date.now() + minutes * 60_000);
  const code = codeOfStep(demoTotpSecret(owner.actor.userId), Math.floor(now.getTime() / 30_000));
  return signConsent(
    { ...owner, now },
    {
      consentId: consent.id,
      artefactHash: consent.artefactHash,
      proof: { method: "totp", code },
    },
  );
}

export async function fetchAll(owner: Owner, consentId: string) {
  for (const { id } of await listFetches(at(owner), { consentId }))
    await fetchSource(worker(), { fetchId: id }, 9);
}

/** An application that its bank has taken up, under a consent for what the product needs. */
export async function acceptedApplication() {
  const owner = await anOwner();
  const { rows } = await admin.query<{ id: string; bank_id: string }>(
    `select products.id, bank_id from app.products join app.product_versions on product_id = products.id
       and product_versions.version = products.version
     where not exists (select from jsonb_array_elements(content -> 'items') as item where item ->> 'item' = 'social_insurance')
     order by products.id limit 1`,
  );
  const { id: productId, bank_id: bankId } = rows[0]!;
  const [needId, applicationId] = [randomUUID(), randomUUID()];
  await admin.query(
    `insert into app.needs (id, enterprise_id, amount, term_months, purpose, status, created_by)
     values ($1, $2, 50000000, 12, 'wages', 'matched', $3)`,
    [needId, owner.actor.organizationId, owner.actor.userId],
  );
  await admin.query(
    `insert into app.applications (id, need_id, enterprise_id, bank_id, product_id, product_version, amount, term_months, updated_at)
     values ($1, $2, $3, $4, $5, 1, 50000000, 12, clock_timestamp())`,
    [applicationId, needId, owner.actor.organizationId, bankId, productId],
  );
  const consent = await requestConsent(at(owner), {
    id: randomUUID(),
    purpose: "loan_application",
    language: "zh-CN",
    applicationId,
    optionalItems: [],
  });
  await sign(owner, consent);
  await admin.query(
    `update app.applications set status = 'accepted', accepted_at = clock_timestamp(),
       decide_by = clock_timestamp() + interval '9 days' where id = $1`,
    [applicationId],
  );
  return { owner, officer: await anOfficer(bankId), applicationId, bankId, consent };
}
type Case = Awaited<ReturnType<typeof acceptedApplication>>;

export const staff = {
  item: "social_insurance",
  granularity: "indicator",
  why: "参保人数反映经营规模",
  isRequired: true,
} as const;
const water = { ...staff, item: "water_usage", isRequired: false } as const;

export const reviewAsk = (applicationId: string) => ({
  id: randomUUID(),
  applicationId,
  purpose: "loan_application" as const,
  message: "请补充参保人数",
  validityDays: 30,
  items: [staff, water],
});

export const monitoring = (applicationId: string) => ({
  ...reviewAsk(applicationId),
  purpose: "post_loan_monitoring" as const,
  validityDays: 200,
  items: [{ ...staff, item: "tax_declarations" as const }],
});

export async function lend({ applicationId, owner, bankId }: Case) {
  const loanId = randomUUID();
  await admin.query(
    `insert into app.loans (id, application_id, enterprise_id, bank_id, product_id, bank_reference, principal, balance, nominal_rate,
       annual_rate, term_months, repayment, guarantee, disbursed_on, matures_on, is_first_loan, is_credit_loan, is_inclusive, origin)
     select $1::uuid, id, $2, $3, product_id, $1::uuid::text, 50000000, 50000000, 365, 0.04, 12, 'equal_instalments', 'none',
       '2026-01-05', (clock_timestamp() + interval '300 days')::date, false, true, true, 'imported' from app.applications where id = $4`,
    [loanId, owner.actor.organizationId, bankId, applicationId],
  );
  await admin.query(
    `insert into app.outcomes (bank_id, reference, kind, application_id, loan_id, enterprise_id, amount, "on", channel, recorded_at)
     values ($1, $2::uuid::text, 'drawdown', $3, $2::uuid, $4, 50000000, '2026-01-05', 'page', clock_timestamp())`,
    [bankId, loanId, applicationId, owner.actor.organizationId],
  );
  return loanId;
}

export async function answerAndSign(owner: Owner, askId: string) {
  const consent = await answerAsk(at(owner), {
    id: randomUUID(),
    askId,
    language: "en",
    optionalItems: [],
  });
  await sign(owner, consent);
  return consent;
}

export const statusOf = async ({ officer, applicationId }: Case) =>
  (await getCase(at(officer), { applicationId })).status;
