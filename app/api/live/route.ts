import { cookies } from "next/headers";
import { readSessionToken } from "@/server/auth/session-cookie";
import { answerLive } from "@/server/api/live";

/** Server-sent events for the credit office's open pages. */
export async function GET(request: Request): Promise<Response> {
  return answerLive(await readSessionToken(await cookies()), request.signal);
}
