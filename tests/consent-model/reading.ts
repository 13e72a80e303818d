import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expireConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { open, take } from "@/tests/gate-calls";
import { answerDigest, choose, codeOf, covered, done, effective, isIn, keepFresh } from "./world";
import { month, pick, predicate, scopes, type Consent, type Step, type World } from "./world";

const [admin, sme, bank, worker] = [
  poolOf("admin"),
  poolOf("sme"),
  poolOf("bank"),
  poolOf("worker"),
];
const purposes = ["loan_application", "post_loan_monitoring"] as const;
/** So many a day; a life is over within one. */
const aDay = 50;

type Wanted = { scopes: readonly string[]; from: string };

/** Why these facts are not to be had now; null where they are. */
function whyNot(world: World, consent: Consent, wanted: Wanted): string | null {
  if (effective(consent) !== "active") return codeOf(consent);
  if (world.closed.has(consent.to)) return "APPLICATION_CLOSED";
  const may = covered(consent);
  if (wanted.scopes.length === 0 || !wanted.scopes.every((scope) => may.includes(scope)))
    return "ITEM_NOT_COVERED";
  return wanted.from < consent.from ? "PERIOD_NOT_COVERED" : null;
}

/** One fact a scope; an answer only once the enterprise let it out. */
const released = ({ isReleased }: Consent, wanted: Wanted) =>
  wanted.scopes.filter((scope) => scope !== predicate || isReleased).length;

async function takeNow(world: World, consent: Consent, ticket: string | null) {
  const taken = await take(bank, world.banks[consent.to]!.token, ticket);
  return taken[0]?.refusal ?? taken.length;
}

/** Opens and takes, or keeps the ticket for later. */
export const read = fc
  .record({
    nth: fc.nat(),
    by: fc.nat(5),
    purpose: fc.nat(9),
    application: fc.nat(9),
    from: fc.constantFrom("2026-01-01", "2026-05-01"),
    wanted: fc.oneof(
      { arbitrary: fc.subarray([...scopes, "gas_usage:band"]), weight: 1 },
      { arbitrary: fc.subarray([...scopes], { minLength: 1 }), weight: 2 },
    ),
    isKept: fc.nat(3),
  })
  .map(({ nth, by, purpose, application, from, wanted, isKept }): Step => async (world) => {
    const consent = choose(world, nth, isIn("active"));
    const isForeign = by === 0;
    const opened = await open(bank, {
      token: world.banks[isForeign ? 1 - consent.to : consent.to]!.token,
      consentId: consent.id,
      purpose: purposes[purpose === 0 ? 1 : 0],
      applicationId: world.cases[application === 0 ? 1 - consent.to : consent.to]!.applicationId,
      scopes: wanted,
      from,
    });
    const got = opened.refusal;
    if (isForeign) return { got, expected: "NO_SUCH_CONSENT" };
    world.lines += 1;
    if (effective(consent) !== "active") return { got, expected: codeOf(consent) };
    if (purpose === 0) return { got, expected: "PURPOSE_MISMATCH" };
    if (application === 0) return { got, expected: "APPLICATION_MISMATCH" };
    const refusal = whyNot(world, consent, { scopes: wanted, from });
    if (refusal) return { got, expected: refusal };
    if (consent.reads >= Math.min(consent.maxReads, aDay))
      return { got, expected: "QUOTA_EXHAUSTED" };
    consent.reads += 1;
    if (got !== null) return { got, expected: null };
    const ticket = opened.ticket ?? "";
    if (isKept === 0) {
      const openedAt = Date.now();
      world.held.push({ consent, ticket, scopes: wanted, from, isUsed: false, openedAt });
      return { got, expected: null };
    }
    const rows = released(consent, { scopes: wanted, from });
    return { got: await takeNow(world, consent, ticket), expected: rows };
  });

/** A ticket from before, whatever has happened since. */
export const redeem = fc.nat().map((nth): Step => async (world) => {
  const held = pick(world.held, nth);
  if (!held) {
    const [guessed] = await take(bank, world.banks[0]!.token, randomUUID());
    return { got: guessed?.refusal, expected: "NO_SUCH_TICKET" };
  }
  await keepFresh(world);
  const got = await takeNow(world, held.consent, held.ticket);
  const expected =
    whyNot(world, held.consent, held) ??
    (held.isUsed ? "TICKET_USED" : released(held.consent, held));
  if (typeof expected === "string") world.lines += 1;
  else held.isUsed = true;
  return { got, expected };
});

/** The enterprise lets an answer out that it has seen. */
export const release = fc.tuple(fc.nat(), fc.nat(5)).map(([nth, chance]): Step => async (world) => {
  const consent = choose(world, nth, isIn("active", "paused"));
  const digest = chance > 0 ? answerDigest : Buffer.alloc(32);
  const { rows } = await sme.query<{ refusal: string | null }>(
    "select refusal from gate.answer_release($1, $2, $3, $4, $5)",
    [world.enterprise.token, consent.id, predicate, month, digest],
  );
  const got = rows[0]!.refusal;
  world.lines += 1;
  if (!["active", "paused"].includes(effective(consent))) return { got, expected: codeOf(consent) };
  if (!covered(consent).includes(predicate)) return { got, expected: "ITEM_NOT_COVERED" };
  if (chance === 0) return { got, expected: "ANSWER_CHANGED" };
  consent.isReleased = true;
  return { got, expected: null };
});

/** The clock cannot be moved, but a consent's end can be moved to now, and the time to answer it. */
export const expire = fc.nat().map((nth): Step => async (world) => {
  const consent = choose(world, nth, isIn("active", "paused"));
  if (!consent.isOver) {
    await expireConsent(admin, consent.id);
    consent.isOver = true;
  }
  return done;
});

export const lapse = fc.nat().map((nth): Step => async (world) => {
  const consent = choose(world, nth, isIn("requested", "awaiting_cosign"));
  if (!consent.isLate) {
    await admin.query(
      `begin; set local session_replication_role = replica;
       update app.consents set answer_by = clock_timestamp() where id = '${consent.id}'; commit`,
    );
    consent.isLate = true;
  }
  return done;
});

/** The platform says what the clock has done: each once, and nothing that is not so. */
export const announce = fc.constant<Step>(async (world) => {
  await keepFresh(world);
  await worker.query("select gate.announce_ends(10000)");
  for (const consent of world.consents) {
    const status = effective(consent);
    const isInFlight = world.held.some((held) => held.consent === consent && !held.isUsed);
    const isSpent = status === "active" && consent.reads >= consent.maxReads && !isInFlight;
    if (isSpent) consent.status = "consumed";
    else if ((status !== "expired" && status !== "lapsed") || consent.isAnnounced) continue;
    consent.isAnnounced = true;
    world.lines += 1;
  }
  const { rows } = await admin.query<{ said: number }>(
    `select count(*)::int as said from app.consent_events join app.consents on consents.id = consent_id
     where actor = 'clock' and enterprise_id = $1`,
    [world.enterprise.id],
  );
  return {
    got: rows[0]!.said,
    expected: world.consents.filter(({ isAnnounced }) => isAnnounced).length,
  };
});

export const close = fc.nat(1).map((to): Step => async ({ cases, closed }) => {
  await admin.query(
    "update app.applications set status = 'withdrawn' where id = $1 and status <> 'withdrawn'",
    [cases[to]!.applicationId],
  );
  closed.add(to);
  return done;
});
