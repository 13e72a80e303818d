import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ConsentView } from "@/domain/consents/schema";
import type { ProfileView } from "@/domain/profiles/schema";
import type { ActorOf } from "@/domain/shared/actor";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";
import { getConsequences } from "@/server/services/consents/get-consequences";
import { listOwnConsents } from "@/server/services/consents/list-own-consents";
import { requestConsent } from "@/server/services/consents/request-consent";
import { revokeConsent } from "@/server/services/consents/revoke-consent";
import { signConsent } from "@/server/services/consents/sign-consent";
import type { ServiceContext, SystemContext } from "@/server/services/context";
import { importBanks } from "@/server/services/imports/import-banks";
import { importRegistry } from "@/server/services/imports/import-registry";
import { listEntries } from "@/server/services/ledger/list-entries";
import { readMatchingFacts } from "@/server/services/matches/read-matching-facts";
import { previewProfile } from "@/server/services/profiles/preview-profile";
import { readProfile } from "@/server/services/profiles/read-profile";
import { fetchSource } from "@/server/services/sources/fetch-source";
import { listFetches } from "@/server/services/sources/list-fetches";
import { listHoldings } from "@/server/services/sources/list-holdings";
import { committed, poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";
import { startSandbox } from "@/tests/sandbox";
import { byCode } from "@/tests/signing";
import { withinOneDay } from "@/tests/within-one-day";

const sandbox = await startSandbox();
const admin = poolOf("admin");

const worker = (): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "test",
});

beforeEach(withinOneDay);

type Owner = Omit<ServiceContext<"sme">, "now">;
let firms: { id: string }[] = [];

beforeAll(async () => {
  await importRegistry(worker());
  await importBanks(worker());
  ({ rows: firms } = await admin.query<{ id: string }>(
    "select id from app.enterprises where status = 'operating' order by uscc",
  ));
});

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

const now = () => new Date();
const at = (owner: Owner): ServiceContext<"sme"> => ({ ...owner, now: now() });

/** What the person's authenticator shows now. A code works once, so each owner here signs once. */
const code = ({ actor }: Owner) =>
  codeOfStep(demoTotpSecret(actor.userId), Math.floor(Date.now() / 30_000));

async function sign(owner: Owner, consent: ConsentView) {
  return signConsent(at(owner), {
    consentId: consent.id,
    artefactHash: consent.artefactHash,
    proof: byCode(code(owner)),
  });
}

/** What the worker does when it finds the jobs of a signature. */
async function fetchAll(owner: Owner, consentId: string) {
  for (const { id } of await listFetches(at(owner), { consentId }))
    await fetchSource(worker(), { fetchId: id }, 9);
  return listFetches(at(owner), { consentId });
}

/** An application for the product of a bank that asks for the most items, still to be signed. */
async function anApplication(owner: Owner) {
  const { rows } = await admin.query<{ id: string; bank_id: string }>(
    `select products.id, bank_id from app.products
       join app.product_versions on product_id = products.id and product_versions.version = products.version
     order by jsonb_array_length(content -> 'items') desc, products.id limit 1`,
  );
  const [product] = rows;
  const [needId, applicationId] = [randomUUID(), randomUUID()];
  await admin.query(
    `insert into app.needs (id, enterprise_id, amount, term_months, purpose, status, created_by)
     values ($1, $2, 50000000, 12, 'wages', 'matched', $3)`,
    [needId, owner.actor.organizationId, owner.actor.userId],
  );
  await admin.query(
    `insert into app.applications (id, need_id, enterprise_id, bank_id, product_id, product_version, amount, term_months, updated_at)
     values ($1, $2, $3, $4, $5, 1, 50000000, 12, clock_timestamp())`,
    [applicationId, needId, owner.actor.organizationId, product!.bank_id, product!.id],
  );
  const { personId, token } = await signIn(admin, "bank", "officer", { bankId: product!.bank_id });
  const officer: Omit<ServiceContext<"bank">, "now"> = {
    db: committed("bank", token),
    actor: {
      userId: personId,
      organizationId: product!.bank_id,
      party: "bank",
      role: "officer",
      name: "Li",
      isDemo: false,
    },
    channel: "page",
    requestId: "test",
  };
  return { applicationId, officer };
}

/** Signs everything the product asks for and puts the application before the bank. */
async function signedApplication() {
  const owner = await anOwner();
  const { applicationId, officer } = await anApplication(owner);
  const preview = await previewProfile(at(owner), { applicationId });
  const consent = await requestConsent(at(owner), {
    id: randomUUID(),
    purpose: "loan_application",
    language: "zh-CN",
    applicationId,
    optionalItems: preview.optional,
  });
  await sign(owner, consent);
  await admin.query(
    "update app.applications set status = 'submitted', submitted_at = clock_timestamp(), consent_id = $2 where id = $1",
    [applicationId, consent.id],
  );
  await admin.query("update app.applications set status = 'accepted' where id = $1", [
    applicationId,
  ]);
  return { owner, officer, applicationId, consent, preview };
}

describe("matching", () => {
  test("holds nothing before the signature, indicators after it, and nothing after the revocation", async () => {
    const owner = await anOwner();
    const before = await readMatchingFacts(at(owner));
    expect(before.consent).toBeNull();
    expect(before.facts.has("tax_revenue_12m")).toBe(false);

    const consent = await requestConsent(at(owner), {
      id: randomUUID(),
      purpose: "platform_matching",
      language: "zh-CN",
      items: ["tax_declarations", "electricity_usage"],
    });
    await expect(readMatchingFacts(at(owner))).resolves.toMatchObject({ consent: null });
    await sign(owner, consent);
    const fetches = await fetchAll(owner, consent.id);
    expect(new Set(fetches.map(({ item, status }) => `${item} ${status}`))).toEqual(
      new Set(["electricity_usage done", "tax_declarations done"]),
    );

    const after = await readMatchingFacts(at(owner));
    expect(after.withheld).toBeNull();
    expect(typeof after.facts.get("tax_revenue_12m")).toBe("bigint");
    expect([true, false]).toContain(after.facts.get("electricity_active_10_of_12"));
    expect(after.facts.has("insured_headcount")).toBe(false);

    const { applications, losesMatches } = await getConsequences(at(owner), {
      consentId: consent.id,
    });
    expect({ applications, losesMatches }).toEqual({ applications: [], losesMatches: true });
    await revokeConsent(at(owner), { consentId: consent.id });
    expect((await readMatchingFacts(at(owner))).facts.has("tax_revenue_12m")).toBe(false);
    const { rows } = await admin.query("select from vault.facts where enterprise_id = $1", [
      owner.actor.organizationId,
    ]);
    expect(rows).toHaveLength(0);
  });

  test("an answer that comes after the revocation is discarded", async () => {
    const owner = await anOwner();
    const consent = await requestConsent(at(owner), {
      id: randomUUID(),
      purpose: "platform_matching",
      language: "zh-CN",
      items: ["tax_declarations"],
    });
    await sign(owner, consent);
    await revokeConsent(at(owner), { consentId: consent.id });
    const [fetch] = await fetchAll(owner, consent.id);
    expect(fetch).toMatchObject({ status: "discarded" });
    const { rows } = await admin.query("select from vault.facts where enterprise_id = $1", [
      owner.actor.organizationId,
    ]);
    expect(rows).toHaveLength(0);
  });

  test("a signature needs a code that has not been used", async () => {
    const owner = await anOwner();
    const request = () =>
      requestConsent(at(owner), {
        id: randomUUID(),
        purpose: "platform_matching",
        language: "en",
        items: ["tax_declarations"],
      });
    const consent = await request();
    const spent = code(owner);
    const input = {
      consentId: consent.id,
      artefactHash: consent.artefactHash,
      proof: byCode(spent),
    };
    await signConsent(at(owner), input);
    const second = await request();
    await expect(
      signConsent(at(owner), {
        consentId: second.id,
        artefactHash: second.artefactHash,
        proof: byCode(spent),
      }),
    ).rejects.toThrow("signing_code_wrong");
  });

  test("another text than the one shown is refused, and nothing is signed", async () => {
    const owner = await anOwner();
    const consent = await requestConsent(at(owner), {
      id: randomUUID(),
      purpose: "platform_matching",
      language: "zh-CN",
      items: ["tax_declarations"],
    });
    const artefactHash = `${consent.artefactHash.startsWith("0") ? "1" : "0"}${consent.artefactHash.slice(1)}`;
    await expect(
      signConsent(at(owner), { consentId: consent.id, artefactHash, proof: byCode(code(owner)) }),
    ).rejects.toThrow("artefact_changed");
    expect(await listOwnConsents(at(owner))).toMatchObject([
      { status: "requested", signedAt: null },
    ]);
  });
});

/** An answer given at the source bears the instant at which it was given: the one kept is the second. */
const withoutInstants = (profile: ProfileView) => ({
  sections: profile.sections.map((section) => ({
    ...section,
    answers: section.answers.map(({ asOf: _instant, ...answer }) => answer),
  })),
});

describe("the bank's profile", () => {
  test("is the very page the enterprise saw before it signed", async () => {
    const { owner, officer, applicationId, consent, preview } = await signedApplication();
    await fetchAll(owner, consent.id);
    const read = await readProfile({ ...officer, now: now() }, { applicationId });

    expect(preview.unreachable).toEqual([]);
    expect(withoutInstants(read.profile)).toEqual(withoutInstants(preview.profile));
    expect(
      read.profile.sections.some(({ rows, indicators }) => rows.length + indicators.length > 0),
    ).toBe(true);
    const { entries } = await listEntries(at(owner), { consentId: consent.id });
    expect(entries.find(({ action }) => action === "gate.open")).toMatchObject({
      code: "PERMITTED",
    });
  });

  test("is refused from the revocation on, and the refusal is in the enterprise's ledger", async () => {
    const { owner, officer, applicationId, consent } = await signedApplication();
    await fetchAll(owner, consent.id);
    await readProfile({ ...officer, now: now() }, { applicationId });
    const { applications } = await getConsequences(at(owner), { consentId: consent.id });
    expect(applications).toMatchObject([{ id: applicationId, status: "under_review" }]);

    await revokeConsent(at(owner), { consentId: consent.id });
    await expect(readProfile({ ...officer, now: now() }, { applicationId })).rejects.toThrow(
      "consent_revoked",
    );
    const { entries } = await listEntries(at(owner), { consentId: consent.id });
    expect(entries[0]).toMatchObject({ action: "gate.open", code: "CONSENT_REVOKED" });
  });
});

describe("agencies", () => {
  test("a node that is down is said to be, hides nothing else, and is tried again", async () => {
    const owner = await anOwner();
    await sandbox.setFault("tax", "down");
    try {
      const sources = await listHoldings(at(owner));
      expect(sources.find(({ agency }) => agency === "tax")?.isReachable).toBe(false);
      expect(sources.find(({ agency }) => agency === "human_resources")?.isReachable).toBe(true);

      const consent = await requestConsent(at(owner), {
        id: randomUUID(),
        purpose: "platform_matching",
        language: "zh-CN",
        items: ["tax_declarations"],
      });
      await sign(owner, consent);
      const [queued] = await listFetches(at(owner), { consentId: consent.id });
      await expect(fetchSource(worker(), { fetchId: queued!.id }, 1)).rejects.toThrow(
        "unavailable",
      );
      expect(await listFetches(at(owner), { consentId: consent.id })).toMatchObject([
        { status: "queued" },
      ]);
      await sandbox.setFault("tax", "ok");
      await fetchSource(worker(), { fetchId: queued!.id }, 2);
      expect(await listFetches(at(owner), { consentId: consent.id })).toMatchObject([
        { status: "done" },
      ]);
    } finally {
      await sandbox.setFault("tax", "ok");
    }
  });

  test.each(["garbage", "wrong_enterprise"])(
    "a node that answers %s adds nothing",
    async (mode) => {
      const owner = await anOwner();
      await sandbox.setFault("tax", mode);
      try {
        const consent = await requestConsent(at(owner), {
          id: randomUUID(),
          purpose: "platform_matching",
          language: "zh-CN",
          items: ["tax_declarations"],
        });
        await sign(owner, consent);
        const [fetch] = await fetchAll(owner, consent.id);
        expect(fetch?.status).toBe("failed");
        const { rows } = await admin.query("select from vault.facts where enterprise_id = $1", [
          owner.actor.organizationId,
        ]);
        expect(rows).toHaveLength(0);
      } finally {
        await sandbox.setFault("tax", "ok");
      }
    },
  );
});
