import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { SignInInput } from "@/domain/accounts/schema";
import { DomainError } from "@/domain/shared/errors";
import { addressOf } from "@/server/auth/address";
import { cookies } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { traceOf } from "@/server/observability/log-refusal";
import { logger } from "@/server/observability/logger";
import { signIns } from "@/server/observability/metrics";
import { endSession } from "@/server/services/accounts/end-session";
import { sessionHours } from "@/server/services/accounts/open-session";
import { signIn } from "@/server/services/accounts/sign-in";
import { signInAsDemo } from "@/server/services/accounts/sign-in-as-demo";
import type { PublicContext } from "@/server/services/context";
import { visitorContext } from "@/server/trpc/context";

type Asked = { headers?: Record<string, string> | undefined };
type Attempt = (context: PublicContext, address: string) => Promise<string>;

/** The "user" next-auth knows is the session's opaque id: it never learns who somebody is. */
async function attempt({ headers }: Asked, run: Attempt): Promise<{ id: string }> {
  const sent = new Headers(headers);
  const requestId = sent.get("x-request-id") ?? crypto.randomUUID();
  const address = addressOf(sent);
  try {
    const id = await run(visitorContext({ requestId, address }), address);
    signIns.inc({ outcome: "signed_in" });
    return { id };
  } catch (error) {
    // Its message becomes part of the answer: a refusal's reason or one neutral word, never more.
    const reason = error instanceof DomainError ? error.reason : "sign_in_unavailable";
    signIns.inc({ outcome: reason });
    if (reason === "sign_in_unavailable")
      logger.error({ requestId, ...traceOf(error) }, "sign-in failed");
    throw new Error(reason, { cause: error });
  }
}

/** next-auth adds fields of its own to what the form sends. */
const Sent = SignInInput.strip();
const DemoSent = z.object({ personId: z.uuid() });

const byPassword = credentials({
  id: "credentials",
  credentials: { username: {}, password: {}, code: {}, enrolment: {} },
  authorize: (sent, request) =>
    attempt(request, (context, address) => {
      const input = Sent.safeParse(withoutEmpty(sent));
      if (!input.success) throw new DomainError("UNAUTHORIZED", "sign_in_refused");
      return signIn(context, input.data, address);
    }),
});

const byDemo = credentials({
  id: "demo",
  credentials: { personId: {} },
  authorize: (sent, request) =>
    attempt(request, (context) => {
      const input = DemoSent.safeParse(sent);
      if (!input.success) throw new DomainError("UNAUTHORIZED", "sign_in_refused");
      return signInAsDemo(context, input.data.personId);
    }),
});

export const authOptions: NextAuthOptions = {
  secret: env.NEXTAUTH_SECRET,
  providers: env.DEMO ? [byPassword, byDemo] : [byPassword],
  session: { strategy: "jwt", maxAge: sessionHours * 3600 },
  cookies,
  useSecureCookies: cookies.sessionToken.options.secure,
  pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
  callbacks: {
    // Whatever next-auth would put in (name, e-mail, picture) stays out.
    jwt: ({ token, trigger, user }) => ({ sid: trigger === "signIn" ? user.id : token["sid"] }),
    session: ({ session }) => ({ expires: session.expires }),
    // Only to this site; what is no address at all must not be a fault of ours.
    redirect({ url, baseUrl }) {
      const target = URL.parse(url, baseUrl);
      return target?.origin === baseUrl ? target.href : baseUrl;
    },
  },
  events: {
    async signOut({ token }) {
      if (typeof token["sid"] !== "string") return;
      await endSession(
        visitorContext({ requestId: crypto.randomUUID(), address: "" }),
        token["sid"],
      );
    },
  },
  logger: {
    error: (code) => logger.warn({ code }, "next-auth"),
    warn: (code) => logger.debug({ code }, "next-auth"),
    debug: () => {},
  },
};

function withoutEmpty(sent: Record<string, string> | undefined) {
  return Object.fromEntries(Object.entries(sent ?? {}).filter(([, value]) => value !== ""));
}
