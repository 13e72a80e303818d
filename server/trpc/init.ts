import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import type { PersonaDatabase } from "@/db/client";
import type { Channel } from "@/domain/applications/lifecycle";
import type { Permission } from "@/domain/policy";
import type { Actor, ActorOf, Party } from "@/domain/shared/actor";
import { Conflict, DomainError } from "@/domain/shared/errors";
import { malformedPart } from "@/domain/shared/text";
import { observeCall } from "@/server/observability/metrics";

export type RequestContext = {
  db: PersonaDatabase;
  actor: Actor | null;
  now: Date;
  channel: Channel;
  requestId: string;
  /** Where the request came from; absent where nobody asks over a network. */
  address?: string;
};

/** Every procedure names the permission its service enforces; the access matrix is generated from it. */
export type ProcedureMeta = { permission: Permission | "public" };

const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    isServer: true,
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      // A bug tells the caller nothing but a number to quote.
      message: error.cause instanceof DomainError ? shape.message : error.code,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        reason: error.cause instanceof DomainError ? error.cause.reason : null,
        field: error.cause instanceof DomainError ? (error.cause.field ?? null) : null,
        issues:
          error.cause instanceof ZodError
            ? error.cause.issues.map(({ path, code }) => ({ field: path.join("."), code }))
            : null,
        requestId: ctx?.requestId ?? null,
      },
    }),
  });

/** The one place where a domain refusal becomes a transport code. */
const refusals = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof DomainError) {
    const { cause } = result.error;
    throw new TRPCError({ code: cause.code, message: cause.reason, cause });
  }
  return result;
});

const observed = t.middleware(async ({ path, next }) => {
  const startedAt = performance.now();
  const result = await next();
  observeCall(path, result.ok ? "OK" : result.error.code, performance.now() - startedAt);
  return result;
});

/** Before any schema: no procedure has a use for what is no text, or for nesting without end. */
const wellFormed = t.middleware(async ({ getRawInput, next }) => {
  const field = malformedPart(await getRawInput());
  if (field !== null) throw new DomainError("BAD_REQUEST", "text_malformed", field);
  return next();
});

export const { router, createCallerFactory } = t;
export const publicProcedure = t.procedure.use(observed).use(refusals).use(wellFormed);

/** For somebody who is about to sign in: runs on the visitors' login, so nobody else gets through. */
export const visitorProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.actor) throw new Conflict("already_signed_in");
  return next({ ctx: { ...ctx, actor: null } });
});

/** For what is a person's own, whichever party they work for: their keys. Never for an organization's. */
export const memberProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.actor) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

/** There is no bare "signed in" procedure: whoever calls belongs to one party. */
const procedureOf = <P extends Party>(party: P) =>
  publicProcedure.use(({ ctx, next }) => {
    if (!ctx.actor) throw new TRPCError({ code: "UNAUTHORIZED" });
    if (ctx.actor.party !== party) throw new TRPCError({ code: "FORBIDDEN" });
    return next({ ctx: { ...ctx, actor: ctx.actor as ActorOf<P> } });
  });

export const smeProcedure = procedureOf("sme");
export const bankProcedure = procedureOf("bank");
export const officeProcedure = procedureOf("credit_office");
