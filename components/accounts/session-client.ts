import { z } from "zod";

/** What signing in came to: in, or the reason why not (a key of `errors`). */
export type SignInOutcome = { isSignedIn: true } | { isSignedIn: false; reason: string };

const CsrfAnswer = z.object({ csrfToken: z.string() });
const Answer = z.object({ url: z.string() });

/** Posts next-auth's form as a browser would, and stays on the page. */
export async function signInWith(
  provider: "credentials" | "demo",
  fields: Record<string, string>,
): Promise<SignInOutcome> {
  const response = await post(`callback/${provider}`, fields);
  if (response.status === 429) return { isSignedIn: false, reason: "sign_in_wait" };
  const answer = Answer.safeParse(await response.json().catch(() => null));
  if (!answer.success) return { isSignedIn: false, reason: "sign_in_unavailable" };
  const reason = new URL(answer.data.url, location.origin).searchParams.get("error");
  if (reason === null && response.ok) return { isSignedIn: true };
  return { isSignedIn: false, reason: reason ?? "sign_in_unavailable" };
}

/** Ends the session on the server too; throws where that could not be done. */
export async function signOut(): Promise<void> {
  const response = await post("signout", {});
  if (!response.ok) throw new Error("still signed in");
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const csrf = CsrfAnswer.parse(await (await fetch("/api/auth/csrf")).json());
  return fetch(`/api/auth/${path}`, {
    method: "POST",
    body: new URLSearchParams({ ...fields, ...csrf, callbackUrl: location.origin, json: "true" }),
  });
}
