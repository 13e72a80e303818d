import fc from "fast-check";
import { artefactBytes } from "@/domain/consents/artefact";
import { consentMayMove, type ConsentStatus } from "@/domain/consents/lifecycle";
import { draftArtefact, item, requestConsent, revokeConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { sign as signAs } from "@/tests/signing";
import { choose, codeOf, effective, isIn, scopes, sha256 } from "./world";
import type { Consent, Step, World } from "./world";

const [sme, bank] = [poolOf("sme"), poolOf("bank")];

type Asked = { wanted: readonly string[]; maxReads: number };

async function ask(world: World, to: number, { wanted, maxReads }: Asked, previous?: Consent) {
  const parties = {
    enterprise: world.enterprise,
    bank: world.banks[to]!,
    applicationId: world.cases[to]!.applicationId,
  };
  const family = previous && { family: previous.family, revision: previous.revision + 1 };
  const text = draftArtefact({
    ...parties,
    items: wanted.map((scope) => item(scope)),
    change: { maxReads, ...family },
  });
  const got = await requestConsent(sme, parties, text);
  world.lines += 1;
  if (world.closed.has(to)) return { got, expected: "APPLICATION_MISMATCH" };
  world.consents.push({
    id: text.id,
    family: text.family,
    revision: text.revision,
    to,
    hash: sha256(artefactBytes(text)),
    status: "requested",
    isOver: false,
    isLate: false,
    isAnnounced: false,
    isReleased: false,
    signers: new Set(),
    items: new Set(wanted),
    dropped: new Set(),
    from: "2026-01-01",
    maxReads: text.maxReads,
    reads: 0,
  });
  return { got, expected: null };
}

const someText = fc.record({
  wanted: fc.subarray([...scopes], { minLength: 1 }),
  maxReads: fc.constantFrom(100, 100, 1),
});

/** How every life begins: one consent in force, to everything. */
export const opening: Step[] = [
  (world) => ask(world, 0, { wanted: scopes, maxReads: 100 }),
  async (world) => {
    const [consent] = world.consents;
    const { refusal: got } = await signAs(sme, world.enterprise, consent!);
    consent!.status = "active";
    consent!.signers.add(world.enterprise.personId);
    world.lines += 1;
    return { got, expected: null };
  },
];

export const request = fc.tuple(fc.nat(1), someText).map(
  ([to, asked]): Step =>
    (world) =>
      ask(world, to, asked),
);

/** A new text in the place of the last of its family. */
export const revise = fc.tuple(fc.nat(), someText).map(([nth, asked]): Step => async (world) => {
  const { family } = choose(world, nth, isIn("active", "paused"));
  const last = world.consents.filter((consent) => consent.family === family).at(-1)!;
  return ask(world, last.to, asked, last);
});

export const sign = fc
  .record({ nth: fc.nat(), by: fc.nat(2), isRightRole: fc.nat(5), isRightText: fc.nat(5) })
  .map(({ nth, by, isRightRole, isRightText }): Step => async (world) => {
    const consent = choose(world, nth, isIn("requested", "awaiting_cosign"));
    const waits = consent.status === "awaiting_cosign";
    const role = waits === isRightRole > 0 ? "second_signer" : "legal_representative";
    const person = by > 0 ? world.enterprise : world.colleague;
    const hash = isRightText > 0 ? consent.hash : Buffer.alloc(32);
    const { refusal: got } = await signAs(sme, person, { id: consent.id, hash }, { role });
    world.lines += 1;
    if (effective(consent) !== "requested" && effective(consent) !== "awaiting_cosign")
      return { got, expected: codeOf(consent) };
    if (consent.isOver) return { got, expected: "CONSENT_EXPIRED" };
    if (isRightText === 0) return { got, expected: "ARTEFACT_CHANGED" };
    if (consent.signers.has(person.personId)) return { got, expected: "SAME_SIGNER" };
    if (isRightRole === 0) return { got, expected: "SIGNER_FORBIDDEN" };
    consent.signers.add(person.personId);
    if (consent.to === 1 && !waits) {
      consent.status = "awaiting_cosign";
      return { got, expected: null };
    }
    for (const other of world.consents)
      if (other.to === consent.to && (other.status === "active" || other.status === "paused")) {
        other.status = "superseded";
        world.lines += 1;
      }
    consent.status = "active";
    return { got, expected: null };
  });

/** What an act on a consent asks for, what it does, and to whom it answers. */
type Act = {
  call: (token: string, consent: Consent) => Promise<string | null>;
  /** Already so: the same answer again, and no second line. */
  isDone: (consent: Consent) => boolean;
  may: (consent: Consent) => boolean;
  becomes: ConsentStatus;
  by: "enterprise" | "bank";
};

export const verdict = async (pool: typeof sme, name: string, token: string, id: string) =>
  (
    await pool.query<{ refusal: string | null }>(`select refusal from gate.${name}($1, $2)`, [
      token,
      id,
    ])
  ).rows[0]!.refusal;
const mayBecome = (to: ConsentStatus) => (consent: Consent) => consentMayMove(consent.status, to);
const is = (status: ConsentStatus) => (consent: Consent) => consent.status === status;

const acts: readonly Act[] = [
  {
    call: async (token, { id }) =>
      (await revokeConsent(sme, { token } as Parameters<typeof revokeConsent>[1], id)).refusal,
    isDone: is("revoked"),
    may: mayBecome("revoked"),
    becomes: "revoked",
    by: "enterprise",
  },
  {
    call: (token, { id }) => verdict(bank, "consent_relinquish", token, id),
    isDone: is("relinquished"),
    may: mayBecome("relinquished"),
    becomes: "relinquished",
    by: "bank",
  },
  {
    call: (token, { id }) => verdict(sme, "consent_pause", token, id),
    isDone: isIn("paused"),
    may: isIn("active"),
    becomes: "paused",
    by: "enterprise",
  },
  {
    call: (token, { id }) => verdict(sme, "consent_resume", token, id),
    isDone: isIn("active"),
    may: isIn("paused"),
    becomes: "active",
    by: "enterprise",
  },
  {
    call: (token, { id }) => verdict(sme, "consent_reject", token, id),
    isDone: isIn("rejected"),
    may: isIn("requested", "awaiting_cosign"),
    becomes: "rejected",
    by: "enterprise",
  },
  {
    call: (token, { id }) => verdict(bank, "consent_cancel", token, id),
    isDone: isIn("cancelled"),
    may: isIn("requested", "awaiting_cosign"),
    becomes: "cancelled",
    by: "bank",
  },
];

export const act = fc
  .tuple(fc.nat(), fc.constantFrom(...acts, acts[2]!, acts[3]!), fc.nat(5))
  .map(([nth, { call, isDone, may, becomes, by }, chance]): Step => async (world) => {
    const consent = choose(world, nth, may);
    const isOwn = chance > 0;
    const own = by === "enterprise" ? world.enterprise : world.banks[consent.to]!;
    const foreign = by === "enterprise" ? world.stranger : world.banks[1 - consent.to]!;
    const got = await call((isOwn ? own : foreign).token, consent);
    if (!isOwn) return { got, expected: "NO_SUCH_CONSENT" };
    if (isDone(consent)) return { got, expected: null };
    world.lines += 1;
    if (!may(consent)) return { got, expected: codeOf(consent) };
    consent.status = becomes;
    return { got, expected: null };
  });
