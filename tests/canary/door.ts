import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import superjson from "superjson";
import { cookies } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { answerCall } from "@/server/trpc/http";
import type { Person } from "@/tests/access/people";

const own = {
  "x-xyd": "1",
  "sec-fetch-site": "same-origin",
  origin: env.APP_URL,
  "content-type": "application/json",
};

/** One call over HTTP as our pages make it; gives all that comes back, refusals too. */
export async function knock(
  person: Person | null,
  { name, type }: { name: string; type: string },
  value: unknown,
): Promise<string> {
  const session = person
    ? await encode({ token: { sid: person.token }, secret: env.NEXTAUTH_SECRET })
    : null;
  const input = JSON.stringify(superjson.serialize(value));
  const isQuery = type === "query";
  const query = isQuery ? `?input=${encodeURIComponent(input)}` : "";
  const request = new Request(`${env.APP_URL}/api/trpc/${name}${query}`, {
    method: isQuery ? "GET" : "POST",
    headers: { ...own, "x-forwarded-for": randomUUID() },
    ...(!isQuery && { body: input }),
  });
  const response = await answerCall(request, {
    get: (cookie) =>
      session && cookie === cookies.sessionToken.name ? { value: session } : undefined,
  });
  const headers = [...response.headers].map((header) => header.join(": ")).join("\n");
  return `${response.status}\n${headers}\n${await response.text()}`;
}
