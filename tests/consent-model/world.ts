import { createHash } from "node:crypto";
import type { ConsentStatus } from "@/domain/consents/lifecycle";
import { poolOf } from "@/tests/database";
import { makeApplication, makeBank, makeEnterprise, makeFacts, signIn } from "@/tests/parties";

const admin = poolOf("admin");
export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

export const predicate = "electricity_usage:predicate";
export const scopes = ["tax_declarations:indicator", "social_insurance:band", predicate] as const;
/** The one month there is something about. */
export const month = "2026-09-01";
export const answerDigest = sha256(Buffer.from("yes"));

/** What the model knows of a consent; the database must answer as if it knew no more. */
export type Consent = {
  id: string;
  family: string;
  revision: number;
  hash: Buffer;
  /** Which bank and application it is for; what the second asks for takes two names. */
  to: number;
  status: ConsentStatus;
  /** The clock has passed its end. */
  isOver: boolean;
  /** Nobody signed in time. */
  isLate: boolean;
  /** The clock's word on it is in the record. */
  isAnnounced: boolean;
  signers: Set<string>;
  items: Set<string>;
  dropped: Set<string>;
  from: string;
  maxReads: number;
  reads: number;
  isReleased: boolean;
};

/** A ticket that was opened and not taken at once. */
type Held = {
  consent: Consent;
  ticket: string;
  scopes: string[];
  from: string;
  isUsed: boolean;
  /** By this process's clock, in milliseconds. */
  openedAt: number;
};

export type World = Awaited<ReturnType<typeof makeWorld>>;
/** Does one thing and gives the answer with the one the model expects. */
export type Step = (world: World) => Promise<Answer>;
type Answer = { got: unknown; expected: unknown };
/** Done, and there is nothing to ask. */
export const done: Answer = { got: "done", expected: "done" };

export async function makeWorld() {
  const enterprise = await makeEnterprise(admin);
  const stranger = await makeEnterprise(admin);
  const of = { enterpriseId: enterprise.id };
  const colleague = { ...enterprise, ...(await signIn(admin, "sme", "owner", of)) };
  const clerk = { ...enterprise, ...(await signIn(admin, "sme", "clerk", of)) };
  const supervisor = await signIn(admin, "credit_office", "supervisor");
  const analyst = await signIn(admin, "credit_office", "analyst");
  const banks = [await makeBank(admin), await makeBank(admin)];
  const cases = [];
  for (const one of banks) cases.push(await makeApplication(admin, enterprise, one));
  await admin.query("update app.applications set amount = 2000000000 where id = $1", [
    cases[1]!.applicationId,
  ]);
  await makeFacts(admin, enterprise, scopes, [month]);
  await admin.query(
    "update vault.facts set answer_digest = $2 where enterprise_id = $1 and scope = $3",
    [enterprise.id, answerDigest, predicate],
  );
  return {
    enterprise,
    stranger,
    colleague,
    clerk,
    supervisor,
    analyst,
    banks,
    cases,
    consents: [] as Consent[],
    held: [] as Held[],
    closed: new Set<number>(),
    /** Of the enterprise's chain. */
    lines: 0,
  };
}

/** A ticket is good for half a minute; the model knows no time, and one in hand never grows so old. */
export async function keepFresh({ held }: World): Promise<void> {
  const old = held.filter(({ openedAt, isUsed }) => !isUsed && Date.now() - openedAt > 5_000);
  if (old.length === 0) return;
  await admin.query("update auth.tickets set opened_at = clock_timestamp() where id = any ($1)", [
    old.map(({ ticket }) => ticket),
  ]);
  for (const one of old) one.openedAt = Date.now();
}

export const pick = <T>(from: readonly T[], nth: number) => from[nth % from.length];

/** Mostly one it can be done to; now and then any other. */
export function choose(
  { consents }: { consents: readonly Consent[] },
  nth: number,
  isFit: (consent: Consent) => boolean,
): Consent {
  const fit = consents.filter(isFit);
  const chosen = pick(fit.length > 0 && nth % 5 > 0 ? fit : consents, Math.floor(nth / 5));
  if (!chosen) throw new Error("a life begins with a consent");
  return chosen;
}

/** Whether it is in one of these states, by the clock. */
export const isIn =
  (...statuses: string[]) =>
  (consent: Consent) =>
    statuses.includes(effective(consent));

export function effective({ status, isOver, isLate }: Consent): string {
  if (isLate && (status === "requested" || status === "awaiting_cosign")) return "lapsed";
  if (isOver && (status === "active" || status === "paused")) return "expired";
  return status;
}

export const codeOf = (consent: Consent) => `CONSENT_${effective(consent).toUpperCase()}`;

/** Nobody announces the ends of a life that is over while another is looked at. */
export const endLife = ({ enterprise }: World) =>
  admin.query(
    `begin; set local session_replication_role = replica;
     update app.consents set status = 'terminated' where enterprise_id = '${enterprise.id}'; commit`,
  );

/** What it covers now. */
export const covered = ({ items, dropped }: Consent) =>
  [...items].filter((scope) => !dropped.has(scope));
