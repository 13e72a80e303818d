import { and, eq, gt, inArray, lte, ne, notExists, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  applications,
  banks,
  consentAsks,
  consents,
  consentSignatures,
  informationRequests,
  offers,
  signingAuthorities,
} from "@/db/schema";
import { taskKinds, unusualTaskDays, type Task } from "@/domain/notifications/notices";
import { endingWithinDays } from "@/domain/notifications/reminders";
import { authorize } from "@/domain/policy";
import { dayLength, addDays, shanghaiDay, startOfShanghaiDay } from "@/domain/shared/calendar";
import type { ServiceContext } from "@/server/services/context";
import { countWaitingAnswers } from "@/server/services/predicates/count-waiting-answers";
import { useOf } from "./get-use-of-consents";

const most = 50;

/** What waits for this enterprise, and for this person where it takes a signature: the most pressing first. */
export async function listTasks(context: ServiceContext<"sme">): Promise<Task[]> {
  const { db, actor, now } = context;
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const withheld = await countWaitingAnswers(context);
  const found = await db.transaction(async (tx) => [
    ...(await cosignatures(tx, context)),
    ...(await asks(tx, now)),
    ...(await ofApplications(tx, now)),
    ...(await ofLiveConsents(
      tx,
      withheld.map(({ consentId }) => consentId),
      now,
    )),
  ]);
  return found
    .toSorted(
      (one, other) =>
        taskKinds.indexOf(one.kind) - taskKinds.indexOf(other.kind) ||
        one.at.getTime() - other.at.getTime(),
    )
    .slice(0, most);
}

const bank = { name: banks.name, nameEn: banks.nameEn };
const endsAt = sql<Date>`upper(${consents.valid})`.mapWith(consents.createdAt);

/** Signed by somebody else, and this person may be the second. */
async function cosignatures(tx: Transaction, { actor, now }: ServiceContext<"sme">) {
  const authorities = await tx
    .select({ id: signingAuthorities.id })
    .from(signingAuthorities)
    .where(
      and(
        eq(signingAuthorities.personId, actor.userId),
        sql`${signingAuthorities.endedAt} is null`,
        lte(signingAuthorities.validFrom, now),
        gt(signingAuthorities.validTo, now),
      ),
    )
    .limit(1);
  if (actor.role !== "owner" && authorities.length === 0) return [];
  const mine = tx
    .select({ one: sql`1` })
    .from(consentSignatures)
    .where(
      and(
        eq(consentSignatures.consentId, consents.id),
        eq(consentSignatures.personId, actor.userId),
      ),
    );
  const rows = await tx
    .select({ subjectId: consents.id, bank, at: consents.answerBy })
    .from(consents)
    .leftJoin(banks, eq(banks.id, consents.recipientId))
    .where(
      and(eq(consents.status, "awaiting_cosign"), gt(consents.answerBy, now), notExists(mine)),
    );
  return rows.map((row) => ({ kind: "cosign" as const, ...row }));
}

async function asks(tx: Transaction, now: Date) {
  const rows = await tx
    .select({ subjectId: consentAsks.id, bank, at: consentAsks.answerBy })
    .from(consentAsks)
    .innerJoin(banks, eq(banks.id, consentAsks.bankId))
    .where(and(eq(consentAsks.status, "open"), gt(consentAsks.answerBy, now)));
  return rows.map((row) => ({ kind: "ask" as const, ...row }));
}

/** Questions of a bank, offers, and applications that stopped for want of a consent. */
async function ofApplications(tx: Transaction, now: Date) {
  const rows = await tx
    .select({
      subjectId: applications.id,
      status: applications.status,
      bank,
      updatedAt: applications.updatedAt,
      dueAt: informationRequests.dueAt,
      validUntil: offers.validUntil,
    })
    .from(applications)
    .innerJoin(banks, eq(banks.id, applications.bankId))
    .leftJoin(
      informationRequests,
      and(
        eq(informationRequests.applicationId, applications.id),
        eq(informationRequests.status, "open"),
        // One more item is a request for a consent, which is a task of its own with its own time.
        ne(informationRequests.kind, "extra_item"),
        gt(informationRequests.dueAt, now),
      ),
    )
    .leftJoin(
      offers,
      and(
        eq(offers.applicationId, applications.id),
        eq(offers.status, "open"),
        gt(offers.validUntil, now),
      ),
    )
    .where(
      or(
        and(eq(applications.status, "information_requested"), gt(informationRequests.dueAt, now)),
        and(eq(applications.status, "offered"), gt(offers.validUntil, now)),
        eq(applications.status, "consent_lost"),
      ),
    );
  return rows.map(({ subjectId, status, bank: of, updatedAt, dueAt, validUntil }): Task => {
    const about = { subjectId, bank: of };
    if (status === "consent_lost") return { kind: "renew", ...about, at: updatedAt };
    if (status === "offered") return { kind: "offer", ...about, at: validUntil ?? updatedAt };
    return { kind: "answer", ...about, at: dueAt ?? updatedAt };
  });
}

/** Consents with answers to let out, about to end, or used in an unusual way this week. */
async function ofLiveConsents(
  tx: Transaction,
  withheld: readonly string[],
  now: Date,
): Promise<Task[]> {
  const live = await tx
    .select({ subjectId: consents.id, bank, at: endsAt })
    .from(consents)
    .innerJoin(banks, eq(banks.id, consents.recipientId))
    .where(and(inArray(consents.status, ["active", "paused"]), sql`${endsAt} > ${now}`))
    .orderBy(consents.id)
    .limit(200);
  const soon = now.getTime() + endingWithinDays * dayLength;
  const use = await useOf(
    tx,
    live.map(({ subjectId }) => subjectId),
    now,
  );
  const since = addDays(shanghaiDay(now), 1 - unusualTaskDays);
  return live.flatMap((consent): Task[] => {
    const [latest] = use.find(({ consentId }) => consentId === consent.subjectId)?.unusual ?? [];
    return [
      ...(withheld.includes(consent.subjectId) ? [{ ...consent, kind: "release" as const }] : []),
      ...(latest && latest.on >= since
        ? [{ ...consent, kind: "unusual" as const, at: startOfShanghaiDay(latest.on) }]
        : []),
      ...(consent.at.getTime() <= soon ? [{ ...consent, kind: "ending" as const }] : []),
    ];
  });
}
