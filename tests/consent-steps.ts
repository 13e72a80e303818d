import { createHash } from "node:crypto";
import fc from "fast-check";
import { artefactBytes } from "@/domain/consents/artefact";
import { consentMayMove, type ConsentStatus } from "@/domain/consents/lifecycle";
import { draftArtefact, requestConsent, revokeConsent, signConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { read } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, makeFacts } from "@/tests/parties";

const [admin, sme, bank] = [poolOf("admin"), poolOf("sme"), poolOf("bank")];
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const scopes = ["tax_declarations:indicator", "social_insurance:band"] as const;
const purposes = ["loan_application", "post_loan_monitoring"] as const;

/** What the model knows of a consent; the database must answer as if it knew no more. */
type Consent = {
  id: string;
  hash: Buffer;
  /** Which bank and application it is for. */
  to: number;
  status: ConsentStatus;
  isOver: boolean;
  dropped: Set<string>;
};
type World = Awaited<ReturnType<typeof makeWorld>>;
/** Does one thing and gives the answer with the one the model expects. */
type Step = (world: World) => Promise<{ got: unknown; expected: unknown }>;

export async function makeWorld() {
  const enterprise = await makeEnterprise(admin);
  const stranger = await makeEnterprise(admin);
  const banks = [await makeBank(admin), await makeBank(admin)];
  const cases = [];
  for (const one of banks) cases.push(await makeApplication(admin, enterprise, one));
  await makeFacts(admin, enterprise, scopes, ["2026-09-01"]);
  const consents: Consent[] = [];
  return { enterprise, stranger, banks, cases, consents, closed: new Set<number>(), lines: 0 };
}

const pick = <T>(from: readonly T[], nth: number) => from[nth % from.length];
const effective = ({ status, isOver }: Consent) =>
  isOver && (status === "active" || status === "paused") ? "expired" : status;
const code = (consent: Consent) => `CONSENT_${effective(consent).toUpperCase()}`;

const request = fc.nat(1).map((to): Step => async (world) => {
  const wanted = {
    enterprise: world.enterprise,
    bank: world.banks[to]!,
    applicationId: world.cases[to]!.applicationId,
  };
  const text = draftArtefact(wanted);
  const got = await requestConsent(sme, wanted, text);
  world.lines += 1;
  if (world.closed.has(to)) return { got, expected: "APPLICATION_MISMATCH" };
  const hash = sha256(artefactBytes(text));
  world.consents.push({
    id: text.id,
    hash,
    to,
    status: "requested",
    isOver: false,
    dropped: new Set(),
  });
  return { got, expected: null };
});

const sign = fc.tuple(fc.nat(), fc.nat(4)).map(([nth, chance]): Step => async (world) => {
  const consent = pick(world.consents, nth);
  if (!consent) return { got: 0, expected: 0 };
  const isRight = chance > 0;
  const got = await signConsent(
    sme,
    world.enterprise,
    consent.id,
    isRight ? consent.hash : Buffer.alloc(32),
  );
  world.lines += 1;
  if (consent.status !== "requested") return { got, expected: code(consent) };
  if (consent.isOver) return { got, expected: "CONSENT_EXPIRED" };
  if (!isRight) return { got, expected: "ARTEFACT_CHANGED" };
  for (const other of world.consents)
    if (other.to === consent.to && (other.status === "active" || other.status === "paused")) {
      other.status = "superseded";
      world.lines += 1;
    }
  consent.status = "active";
  return { got, expected: null };
});

const end = fc
  .tuple(fc.nat(), fc.constantFrom("revoked", "relinquished"), fc.nat(4))
  .map(([nth, to, chance]): Step => async (world) => {
    const consent = pick(world.consents, nth);
    if (!consent) return { got: 0, expected: 0 };
    const isOwn = chance > 0;
    const banker = world.banks[isOwn ? consent.to : 1 - consent.to]!;
    const got =
      to === "revoked"
        ? (await revokeConsent(sme, isOwn ? world.enterprise : world.stranger, consent.id)).refusal
        : (
            await bank.query("select refusal from gate.consent_relinquish($1, $2)", [
              banker.token,
              consent.id,
            ])
          ).rows[0].refusal;
    if (!isOwn) return { got, expected: "NO_SUCH_CONSENT" };
    if (consent.status === to) return { got, expected: null };
    world.lines += 1;
    if (!consentMayMove(consent.status, to)) return { got, expected: code(consent) };
    consent.status = to;
    return { got, expected: null };
  });

/** The clock cannot be moved, but a consent's end can be moved to now. */
const expire = fc.nat().map((nth): Step => async ({ consents }) => {
  const consent = pick(consents, nth);
  if (consent && !consent.isOver) {
    await admin.query(
      "update app.consents set valid = tstzrange(lower(valid), clock_timestamp()) where id = $1",
      [consent.id],
    );
    consent.isOver = true;
  }
  return { got: 0, expected: 0 };
});

const drop = fc
  .tuple(fc.nat(), fc.constantFrom(...scopes))
  .map(([nth, scope]): Step => async ({ consents }) => {
    const consent = pick(consents, nth);
    if (consent && !consent.dropped.has(scope)) {
      await admin.query(
        "update app.consent_items set dropped_at = clock_timestamp() where consent_id = $1 and scope = $2",
        [consent.id, scope],
      );
      consent.dropped.add(scope);
    }
    return { got: 0, expected: 0 };
  });

const close = fc.nat(1).map((to): Step => async ({ cases, closed }) => {
  await admin.query(
    "update app.applications set status = 'withdrawn' where id = $1 and status <> 'withdrawn'",
    [cases[to]!.applicationId],
  );
  closed.add(to);
  return { got: 0, expected: 0 };
});

const ask = fc
  .record({
    nth: fc.nat(),
    by: fc.nat(5),
    purpose: fc.nat(9),
    application: fc.nat(9),
    wanted: fc.subarray([...scopes, "gas_usage:band"]),
  })
  .map(({ nth, by, purpose, application, wanted }): Step => async (world) => {
    const consent = pick(world.consents, nth);
    if (!consent) return { got: 0, expected: 0 };
    const isForeign = by === 0;
    const got = await read(bank, {
      token: world.banks[isForeign ? 1 - consent.to : consent.to]!.token,
      consentId: consent.id,
      purpose: purposes[purpose === 0 ? 1 : 0],
      applicationId: world.cases[application === 0 ? 1 - consent.to : consent.to]!.applicationId,
      scopes: wanted,
    });
    if (isForeign) return { got, expected: "NO_SUCH_CONSENT" };
    world.lines += 1;
    if (effective(consent) !== "active") return { got, expected: code(consent) };
    if (purpose === 0) return { got, expected: "PURPOSE_MISMATCH" };
    if (application === 0) return { got, expected: "APPLICATION_MISMATCH" };
    if (world.closed.has(consent.to)) return { got, expected: "APPLICATION_CLOSED" };
    const covered = scopes.filter((scope) => !consent.dropped.has(scope)) as string[];
    if (wanted.length === 0 || !wanted.every((scope) => covered.includes(scope)))
      return { got, expected: "ITEM_NOT_COVERED" };
    return { got, expected: wanted.length };
  });

/** One thing that can happen to consents. */
export const step = fc.oneof(
  { arbitrary: request, weight: 4 },
  { arbitrary: sign, weight: 5 },
  { arbitrary: ask, weight: 12 },
  { arbitrary: end, weight: 3 },
  { arbitrary: expire, weight: 1 },
  { arbitrary: drop, weight: 1 },
  { arbitrary: close, weight: 1 },
);
