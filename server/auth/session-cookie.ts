import { decode } from "next-auth/jwt";
import { env } from "@/server/env";

const origin = new URL(env.APP_URL);
/** Chromium and Firefox take Secure cookies from http://localhost; Safari only over https. */
const isSecure = origin.protocol === "https:" || origin.hostname === "localhost";

const name = (base: string) => (isSecure ? `__Host-${base}` : base);
const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure } as const;

/** All cookies of signing in, by next-auth's names for them. */
export const cookies = {
  sessionToken: { name: name("xyd.session"), options },
  callbackUrl: { name: name("xyd.callback"), options },
  csrfToken: { name: name("xyd.csrf"), options },
};

type CookieReader = { get(name: string): { value: string } | undefined };

/** The opaque session id in the cookie's JWT; null when there is none or it was not made by us. */
export async function readSessionToken(jar: CookieReader): Promise<string | null> {
  const token = jar.get(cookies.sessionToken.name)?.value;
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: env.NEXTAUTH_SECRET });
    return typeof claims?.["sid"] === "string" ? claims["sid"] : null;
  } catch {
    return null;
  }
}
