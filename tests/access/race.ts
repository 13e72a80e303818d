import { TRPCError } from "@trpc/server";
import { and, eq } from "drizzle-orm";
import { applicationEvents, applications, events } from "@/db/schema";
import type { ApplicationStatus } from "@/domain/applications/lifecycle";
import type { EventName } from "@/domain/notifications/events";
import { DomainError } from "@/domain/shared/errors";
import { createCaller } from "@/server/trpc/root";
import { aPrincipal, contextOf, nextCode, type Person, type Roles } from "@/tests/access/people";
import { inDays, type Side } from "@/tests/access/world";
import { anApplication, anOffer } from "@/tests/bank-factories";
import { admin } from "@/tests/database";

export const rounds = Array.from({ length: 20 }, (_, round) => round);

type Api = ReturnType<typeof createCaller>;
/** Whoever signs takes the code of their authenticator as well. */
type Act = (api: Api, code: string) => Promise<unknown>;
export type Outcome = { won: true; value: unknown } | { won: false; reason: string };

/** Everybody at the same moment, each on a connection of their own; losers are told why in our words, or the test ends. */
export async function race(acts: [person: Person, act: Act][]): Promise<Outcome[]> {
  const ready = await Promise.all(
    acts.map(async ([person, act]) => {
      const { at, code } = act.length > 1 ? nextCode(person) : {};
      const api = createCaller(await contextOf(person, at));
      return () => act(api, code ?? "");
    }),
  );
  return Promise.all(ready.map((go) => outcomeOf(go())));
}

export async function outcomeOf(act: Promise<unknown>): Promise<Outcome> {
  try {
    return { won: true, value: await act };
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    if (!(cause instanceof DomainError)) throw error;
    return { won: false, reason: cause.reason };
  }
}

export const won = (outcomes: Outcome[]) => outcomes.filter((one) => one.won).length;
export const reasons = (outcomes: Outcome[]) =>
  outcomes.flatMap((one) => (one.won ? [] : [one.reason]));

/** One more person of a side. */
export function aColleague({ enterpriseId, bankId }: Side, roles: Roles) {
  const organizationId = roles.party === "sme" ? enterpriseId : bankId;
  return aPrincipal(roles, organizationId, `a ${roles.role}`);
}

const tx = admin();
type Applied = NonNullable<Parameters<typeof anApplication>[2]>;

/** An application of this side's firm to this side's bank, or as it is said otherwise. */
export const apply = (of: Side, over: Applied, at = of) =>
  anApplication(tx, at.bankId, {
    enterpriseId: of.enterpriseId,
    productId: at.named.product,
    acceptBy: inDays(1),
    decideBy: inDays(9),
    ...over,
  });

/** An offer that is open for nine days. */
export const offerOn = (
  application: Awaited<ReturnType<typeof anApplication>>,
  over: NonNullable<Parameters<typeof anOffer>[2]>,
) => anOffer(tx, application, { status: "open", validUntil: inDays(9), ...over });

export async function statusOf(applicationId: string): Promise<ApplicationStatus> {
  const [row] = await tx.select().from(applications).where(eq(applications.id, applicationId));
  return row!.status;
}

/** How often an application's history says it went there. */
export const timesMoved = (applicationId: string, to: ApplicationStatus) =>
  tx.$count(
    applicationEvents,
    and(eq(applicationEvents.applicationId, applicationId), eq(applicationEvents.to, to)),
  );
/** How often everybody was told. */
export const timesTold = (name: EventName, subjectId: string) =>
  tx.$count(events, and(eq(events.name, name), eq(events.subjectId, subjectId)));
