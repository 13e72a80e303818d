import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Pool } from "pg";
import type { Scratch } from "@/scripts/scratch-cluster";
import { makeConsent, revokeConsent } from "@/tests/consents";
import {
  makeApplication,
  makeBank,
  makeEnterprise,
  makeFacts,
  type SignedIn,
} from "@/tests/parties";
import { judgeLedger } from "./judge-ledger";
import type { Order, Report, UnderWay } from "./reader";

const processes = 2;
const readersEach = 4;
/** Every so manieth consent is ended by the clock and not by a revocation. */
const expiringEvery = 10;
/** Milliseconds from the start of the race to such an end. */
const shortLife = 250;

/** What a race found; every count but the first five must be zero. */
export type RaceCounts = {
  rounds: number;
  /** Rounds in which the clock ended the consent. */
  expiries: number;
  reads: number;
  served: number;
  refused: number;
  /** Rows given to a request that was sent after the acknowledgement. */
  readsAfterAck: number;
  /** Rows in hand, after the acknowledgement, in a transaction still open. */
  rowsInHandAfterAck: number;
  /** Rows given to a statement sent after the clock had ended the consent, in a transaction begun before. */
  readsAfterExpiry: number;
  /** Tickets marked used at or after the end of their consent. */
  usedAfterEnd: number;
  ledgerGaps: number;
  brokenLinks: number;
  unrecorded: number;
  unexpected: number;
};

/**
 * Two processes with four readers each against one revoker, or against the clock; a fresh consent
 * every round. Ends early where `until` is satisfied.
 */
export async function race(
  scratch: Scratch,
  rounds: number,
  until: (counts: RaceCounts) => boolean = () => false,
): Promise<RaceCounts> {
  const admin = new Pool({ connectionString: scratch.adminUrl, max: 2 });
  // As the readers: whoever revokes waits for them, however slow the machine is.
  const options = "-c transaction_timeout=0";
  const sme = new Pool({ connectionString: scratch.personaUrl("sme"), max: 2, options });
  const children = await Promise.all(
    Array.from({ length: processes }, () => startReaders(scratch.personaUrl("bank"))),
  );
  try {
    // The race is about locks: the quota must not end it.
    await admin.query(
      `alter table app.purpose_templates disable trigger guard;
       update app.purpose_templates set max_reads = 1000000, reads_per_count = 1000000;
       alter table app.purpose_templates enable trigger guard`,
    );
    const enterprise = await makeEnterprise(admin);
    const bank = await makeBank(admin);
    const { applicationId } = await makeApplication(admin, enterprise, bank);
    await makeFacts(
      admin,
      enterprise,
      ["tax_declarations:indicator"],
      ["2026-08-01", "2026-09-01"],
    );
    const unlimited = { maxReads: 1_000_000, readsPer: { unit: "day", count: 1_000_000 } } as const;

    const counts = nothing();
    while (counts.rounds < rounds && !until(counts)) {
      counts.rounds += 1;
      const isExpiring = counts.rounds % expiringEvery === 0;
      const wanted = { enterprise, bank, applicationId, change: unlimited };
      const { id: consentId } = await makeConsent(sme, wanted);
      const endsAt = isExpiring ? await endSoon(admin, consentId) : null;
      const question = { token: bank.token, consentId, applicationId };
      const round = counts.rounds;
      const said = children.map((child) => heard<UnderWay>(child, "underWay"));
      const reports = Promise.all(children.map((child) => heard<Report>(child, "reads")));
      for (const child of children) child.send({ round, question, endsAt } satisfies Order);
      if (isExpiring) counts.expiries += 1;
      // Revoked in the middle of the reading, however long it takes to begin.
      else await Promise.race([Promise.all(said), reports]);
      const acknowledgedAt = isExpiring ? null : await revoke(sme, enterprise, consentId, round);
      for (const report of await reports) judge(report, acknowledgedAt, counts);
      for (const child of children) child.removeAllListeners("message");
    }
    return { ...counts, ...(await judgeLedger(admin, enterprise.id)) };
  } finally {
    for (const child of children) child.send({ stop: true } satisfies Order);
    await Promise.all([admin.end(), sme.end(), ...children.map((child) => once(child, "exit"))]);
  }
}

const nothing = (): RaceCounts => ({
  rounds: 0,
  expiries: 0,
  reads: 0,
  served: 0,
  refused: 0,
  readsAfterAck: 0,
  rowsInHandAfterAck: 0,
  readsAfterExpiry: 0,
  usedAfterEnd: 0,
  ledgerGaps: 0,
  brokenLinks: 0,
  unrecorded: 0,
  unexpected: 0,
});

async function startReaders(url: string): Promise<ChildProcess> {
  const child = fork(
    fileURLToPath(new URL("reader.ts", import.meta.url)),
    [url, String(readersEach)],
    {
      execArgv: ["--import", "tsx"],
    },
  );
  await once(child, "message");
  return child;
}

/** The next of its messages that speaks of this. */
const heard = <Said extends object>(child: ChildProcess, of: keyof Said) =>
  new Promise<Said>((resolve) => {
    child.on("message", (message: object) => {
      if (of in message) resolve(message as Said);
    });
  });

/**
 * Moves a live consent's end to a little from now; gives it in milliseconds since 1970. One that was
 * asked for with so short a life could be over before it is signed.
 */
async function endSoon(admin: Pool, consentId: string): Promise<number> {
  const { rows } = await admin.query<{ ends: string }>(
    `update app.consents set valid = tstzrange(lower(valid), clock_timestamp() + $2 * interval '1 millisecond')
     where id = $1 returning extract(epoch from upper(valid)) * 1000 as ends`,
    [consentId, shortLife],
  );
  return Number(rows[0]!.ends);
}

/** Gives the moment of the acknowledgement, in the readers' clock. */
async function revoke(sme: Pool, enterprise: SignedIn, consentId: string, round: number) {
  await pause(round % 11);
  const { refusal } = await revokeConsent(sme, enterprise, consentId);
  const acknowledgedAt = Number(process.hrtime.bigint() / 1000n);
  if (refusal) throw new Error(refusal);
  return acknowledgedAt;
}

function judge({ reads, unexpected }: Report, acknowledgedAt: number | null, counts: RaceCounts) {
  counts.unexpected += unexpected.length;
  for (const { isHeld, openedAt, takenAt, rows, stillOpenAt, isAfterEnd } of reads) {
    counts.reads += 1;
    if (rows === 0) {
      counts.refused += 1;
      continue;
    }
    counts.served += 1;
    if (isAfterEnd) counts.readsAfterExpiry += 1;
    if (acknowledgedAt === null) continue;
    if (openedAt > acknowledgedAt || takenAt > acknowledgedAt) counts.readsAfterAck += 1;
    if (isHeld && stillOpenAt > acknowledgedAt) counts.rowsInHandAfterAck += 1;
  }
}
