import "server-only";
import { TRPCError } from "@trpc/server";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { partyOfPath } from "@/domain/accounts/places";
import type { Actor } from "@/domain/shared/actor";
import { addressOf } from "@/server/auth/address";
import { readSessionToken } from "@/server/auth/session-cookie";
import { logRefusal } from "@/server/observability/log-refusal";
import { requestContext } from "@/server/trpc/context";
import { createCaller } from "@/server/trpc/root";

const pageContext = cache(async () => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  return requestContext({
    token: await readSessionToken(jar),
    requestId: sent.get("x-request-id") ?? crypto.randomUUID(),
    address: addressOf(sent),
  });
});

/**
 * The procedures, called in-process as whoever is signed in. One context per rendered page.
 * On a party's pages a visitor, or one whose session has just ended, is sent to sign in and back,
 * and for another party's people the page does not exist. That is a courtesy: what may be seen is
 * decided by services and database.
 */
export const caller = cache(async () => {
  const [context, sent] = await Promise.all([pageContext(), headers()]);
  const path = sent.get("x-path") ?? "/";
  const party = partyOfPath(path);
  if (party && !context.actor) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (party && context.actor?.party !== party) notFound();
  return createCaller(context, {
    onError: ({ error, path: procedure, ctx }) => {
      logRefusal({ error, path: procedure, requestId: ctx?.requestId });
    },
  });
});

/** Who is signed in, or null. To show, not to authorise: services and database do that. */
export async function currentActor(): Promise<Actor | null> {
  const { actor } = await pageContext();
  return actor;
}

/** Renders the not-found page where the awaited procedure found nothing for this caller. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    // An address with something else than an id in it names nothing either.
    const isNothing =
      error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code);
    if (isNothing) notFound();
    throw error;
  }
}
