import { platformJwks } from "@/server/connectors/platform-signature";

/** The platform's public keys (RFC 7517): anyone may check what it has signed. */
export async function answerKeys(): Promise<Response> {
  return Response.json(await platformJwks(), {
    headers: { "cache-control": "public, max-age=300" },
  });
}
