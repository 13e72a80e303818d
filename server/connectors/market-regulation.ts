import { z } from "zod";
import { enterpriseStatuses } from "@/domain/enterprises/enterprise";
import { env } from "@/server/env";
import { boundedJson, NodeRefusal } from "./agency-node";

const timeoutMs = 5_000;

const Registration = z.object({
  uscc: z.string().length(18),
  name: z.string().min(1).max(200),
  legalRepresentative: z.string().min(1).max(80),
  establishedOn: z.iso.date(),
  industry: z.string().max(10),
  district: z.string().max(20),
  address: z.string().max(300),
  registeredCapital: z.string().regex(/^\d{1,13}(\.\d{1,2})?$/),
  employees: z.number().int().min(0),
  status: z.enum(enterpriseStatuses),
  ownership: z.string().max(40),
});
export type Registration = z.infer<typeof Registration>;

const Match = z.strictObject({ match: z.boolean() });

/** What the registry says about a firm; null when it does not know the code. */
export async function findRegistration(uscc: string): Promise<Registration | null> {
  const response = await ask(`enterprises/${encodeURIComponent(uscc)}`);
  if (response.status === 404) return null;
  const registration = await answerOf(response, Registration);
  if (registration.uscc !== uscc) throw new NodeRefusal("wrong_enterprise", false);
  return registration;
}

type Representative = { uscc: string; name: string; idNumber: string };

/** Whether name and identity number are the legal representative's. The number is not kept here. */
export async function matchesRepresentative(representative: Representative): Promise<boolean> {
  const response = await ask("verify-person", representative);
  if (response.status === 404) return false;
  return (await answerOf(response, Match)).match;
}

async function ask(path: string, body?: object): Promise<Response> {
  if (!env.SANDBOX_URL) throw new NodeRefusal("no_node_configured", false);
  try {
    return await fetch(new URL(`/agencies/market_regulation/${path}`, env.SANDBOX_URL), {
      ...(body && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    throw new NodeRefusal("node_unreachable", true);
  }
}

async function answerOf<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const answer = await boundedJson(response);
  if (!response.ok) throw new NodeRefusal(`http_${response.status}`, response.status >= 500);
  const result = schema.safeParse(answer);
  if (!result.success) throw new NodeRefusal("malformed_answer", false);
  return result.data;
}
