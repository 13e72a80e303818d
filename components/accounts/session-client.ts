/** What signing in came to: in, or the reason why not (a key of `errors`). */
export type SignInOutcome = { isSignedIn: true } | { isSignedIn: false; reason: string };

/** Posts next-auth's form as a browser would, and stays on the page. */
export async function signInWith(
  provider: "credentials" | "demo",
  fields: Record<string, string>,
): Promise<SignInOutcome> {
  const response = await post(`callback/${provider}`, fields);
  if (response.status === 429) return { isSignedIn: false, reason: "sign_in_wait" };
  const url = await textIn(response, "url");
  if (url === null) return { isSignedIn: false, reason: "sign_in_unavailable" };
  const reason = new URL(url, location.origin).searchParams.get("error");
  if (reason === null && response.ok) return { isSignedIn: true };
  return { isSignedIn: false, reason: reason ?? "sign_in_unavailable" };
}

/** Ends the session on the server too; throws where that could not be done. */
export async function signOut(): Promise<void> {
  const response = await post("signout", {});
  if (!response.ok) throw new Error("still signed in");
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const csrfToken = await textIn(await fetch("/api/auth/csrf"), "csrfToken");
  if (csrfToken === null) throw new Error("no token to post with");
  return fetch(`/api/auth/${path}`, {
    method: "POST",
    body: new URLSearchParams({
      ...fields,
      csrfToken,
      callbackUrl: location.origin,
      json: "true",
    }),
  });
}

/**
 * A text that is answered under a name, or null. Read by hand: signing out stands on every page, and a
 * schema would bring its library to all of them.
 */
async function textIn(response: Response, name: string): Promise<string | null> {
  const answer: unknown = await response.json().catch(() => null);
  const value: unknown = answer instanceof Object ? Reflect.get(answer, name) : null;
  return typeof value === "string" ? value : null;
}
