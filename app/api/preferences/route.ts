import { cookies } from "next/headers";
import { isTheme, themeCookie } from "@/components/layout/theme";
import { isLocale, localeCookie } from "@/components/messages/locales";

const year = 365 * 24 * 60 * 60;

/** Keeps the language and the appearance of this browser and goes back to the page it came from. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 });
  const form = await request.formData().catch(() => null);
  if (!form) return new Response(null, { status: 400 });

  const jar = await cookies();
  const keep = { path: "/", maxAge: year, sameSite: "lax", httpOnly: true } as const;
  const locale = form.get("locale");
  const theme = form.get("theme");
  if (isLocale(locale)) jar.set(localeCookie, locale, keep);
  if (isTheme(theme)) jar.set(themeCookie, theme, keep);
  if (theme === "system") jar.delete(themeCookie);

  return new Response(null, { status: 303, headers: { location: cameFrom(request) } });
}

function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin");
  return origin !== null && URL.parse(origin)?.host === request.headers.get("host");
}

/** Only a path of this very site; anything else goes to the front page. */
function cameFrom(request: Request): string {
  const referrer = URL.parse(request.headers.get("referer") ?? "");
  if (!referrer || referrer.host !== request.headers.get("host")) return "/";
  // Two slashes would name another host.
  return `/${referrer.pathname.replace(/^[/\\]+/u, "")}${referrer.search}`;
}
