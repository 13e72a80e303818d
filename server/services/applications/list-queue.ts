import { and, asc, count, desc, eq, inArray, isNotNull, sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  applications,
  enterprises,
  informationRequests,
  offers,
  productVersions,
} from "@/db/schema";
import {
  queuePageSize,
  queueTabNames,
  queueTabs,
  type ListQueueInput,
  type QueueTab,
  type QueueView,
} from "@/domain/applications/bank-schema";
import type { ApplicationStatus } from "@/domain/applications/lifecycle";
import type { ProductContent } from "@/domain/products/schema";
import { afterCursor, cursorOf, firmMatches } from "@/server/services/bank-lists";
import type { ServiceContext } from "@/server/services/context";

/** The clock of what has to happen next, whoever it is on. */
const deadline = sql<Date | null>`case
  when ${applications.status} = 'submitted' then ${applications.acceptBy}
  when ${applications.status} in ('accepted', 'under_review') then ${applications.decideBy}
  when ${applications.status} = 'information_requested' then ${informationRequests.dueAt}
  when ${applications.status} = 'offered' then ${offers.validUntil}
end`.mapWith(applications.acceptBy);

// A cursor carries milliseconds: compare in what it can hold, or rows between two of them are lost.
const soonest = sql`date_trunc('milliseconds', coalesce(${deadline}, '9999-12-31 00:00Z'))`;
const latest = sql`date_trunc('milliseconds', ${applications.updatedAt})`;

/** What waits for the bank, the most urgent first; what is over, the latest first. */
export async function listQueue(
  { db, actor }: ServiceContext<"bank">,
  { tab, search, cursor }: ListQueueInput,
): Promise<QueueView> {
  const own = and(
    eq(applications.bankId, actor.organizationId),
    eq(applications.origin, "platform"),
    isNotNull(applications.submittedAt),
  );
  const order = tab === "closed" ? latest : soonest;
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({
        id: applications.id,
        status: applications.status,
        name: enterprises.name,
        uscc: enterprises.uscc,
        product: sql<ProductContent["name"]>`${productVersions.content} -> 'name'`,
        amount: applications.amount,
        termMonths: applications.termMonths,
        submittedAt: applications.submittedAt,
        deadline,
        clockStoppedAt: applications.clockStoppedAt,
        isAwaitingApproval: sql<boolean>`exists (select from ${offers} as pending where pending.application_id = ${applications.id} and pending.status = 'awaiting_approval')`,
        updatedAt: applications.updatedAt,
        position: sql<Date>`${order}`.mapWith(applications.updatedAt),
      })
      .from(applications)
      .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
      .innerJoin(
        productVersions,
        and(
          eq(productVersions.productId, applications.productId),
          eq(productVersions.version, applications.productVersion),
        ),
      )
      .leftJoin(
        informationRequests,
        and(
          eq(informationRequests.applicationId, applications.id),
          eq(informationRequests.status, "open"),
        ),
      )
      .leftJoin(offers, and(eq(offers.applicationId, applications.id), eq(offers.status, "open")))
      .where(
        and(
          own,
          inArray(applications.status, [...queueTabs[tab]]),
          search ? firmMatches(search) : undefined,
          afterCursor(cursor, order, applications.id, tab === "closed" ? "down" : "up"),
        ),
      )
      .orderBy(
        ...(tab === "closed"
          ? [desc(order), desc(applications.id)]
          : [asc(order), asc(applications.id)]),
      )
      .limit(queuePageSize + 1);
    const shown = rows.slice(0, queuePageSize);
    return {
      rows: shown.map(({ name, uscc, clockStoppedAt, position: _place, submittedAt, ...row }) => ({
        ...row,
        enterprise: { name, uscc },
        submittedAt: submittedAt ?? row.updatedAt,
        isClockStopped: clockStoppedAt !== null,
      })),
      nextCursor: rows.length > queuePageSize ? cursorOf(shown.at(-1)) : null,
      counts: await countTabs(tx, own),
    };
  });
}

async function countTabs(tx: Transaction, own: SQL | undefined): Promise<QueueView["counts"]> {
  const rows = await tx
    .select({ status: applications.status, count: count() })
    .from(applications)
    .where(own)
    .groupBy(applications.status);
  const of = (tab: QueueTab) =>
    rows
      .filter(({ status }) => (queueTabs[tab] as readonly ApplicationStatus[]).includes(status))
      .reduce((sum, row) => sum + row.count, 0);
  return Object.fromEntries(queueTabNames.map((tab) => [tab, of(tab)])) as QueueView["counts"];
}
