import { z } from "zod";
import { env } from "@/server/env";
import type { AgencyCode, ItemCode } from "@/domain/sources/catalogue";

const timeoutMs = 8_000;
const maxAnswerBytes = 8 * 1024 * 1024;
const maxPages = 200;

/** Why a node gave nothing usable. `retry` says whether asking again may help. */
export class NodeRefusal extends Error {
  constructor(
    readonly reason: string,
    readonly retry: boolean,
  ) {
    super(reason);
    this.name = "NodeRefusal";
  }
}

const Problem = z.object({ reason: z.string().max(60) });

const Holdings = z.strictObject({
  uscc: z.string(),
  items: z
    .array(
      z.strictObject({
        item: z.string(),
        from: z.string(),
        to: z.string(),
        records: z.number().int().min(0),
      }),
    )
    .max(50),
});
export type Holdings = z.infer<typeof Holdings>;

const Page = z.strictObject({
  agency: z.string(),
  uscc: z.string(),
  item: z.string(),
  batch: z.string().max(80),
  asOf: z.iso.datetime({ offset: true }),
  records: z.array(z.unknown()).max(5_000),
  next: z.string().nullable(),
});

const Answer = z.strictObject({
  agency: z.string(),
  uscc: z.string(),
  question: z.string(),
  answer: z.enum(["yes", "no", "unknown"]),
  period: z.strictObject({ from: z.string(), to: z.string() }),
  asOf: z.iso.datetime({ offset: true }),
});

type Call = { agency: AgencyCode; uscc: string; artefact: string };

/** Which items the agency holds for the firm and for which months; no content. */
export async function askHoldings({ agency, uscc, artefact }: Call): Promise<Holdings> {
  const answer = await post(agency, "holdings", artefact, { uscc, call: crypto.randomUUID() });
  return about(uscc, parsed(Holdings, answer));
}

/** The records of one item, every page of them, as the node sent them: not yet trusted. */
export async function queryRecords(
  { agency, uscc, artefact }: Call,
  wanted: { item: ItemCode; granularity: "monthly" | "raw"; from: string; to: string },
) {
  const records: unknown[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const answer: z.infer<typeof Page> = about(
      uscc,
      parsed(
        Page,
        await post(agency, "query", artefact, {
          uscc,
          ...wanted,
          call: crypto.randomUUID(),
          ...(cursor && { cursor }),
        }),
      ),
    );
    if (answer.item !== wanted.item) throw new NodeRefusal("wrong_item", false);
    records.push(...answer.records);
    if (!answer.next) return { records, batch: answer.batch, asOf: new Date(answer.asOf) };
    cursor = answer.next;
  }
  throw new NodeRefusal("answer_too_large", false);
}

/** A registered yes/no question, answered at the source. */
export async function askPredicate(
  { agency, uscc, artefact }: Call,
  item: ItemCode,
  question: string,
) {
  const answer = about(
    uscc,
    parsed(
      Answer,
      await post(agency, "predicate", artefact, {
        uscc,
        item,
        question,
        call: crypto.randomUUID(),
      }),
    ),
  );
  if (answer.question !== question) throw new NodeRefusal("wrong_question", false);
  return { ...answer, asOf: new Date(answer.asOf) };
}

/** An answer about another firm is never merged, whatever it says. */
function about<T extends { uscc: string }>(uscc: string, answer: T): T {
  if (answer.uscc !== uscc) throw new NodeRefusal("wrong_enterprise", false);
  return answer;
}

function parsed<T>(schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (!result.success) throw new NodeRefusal("malformed_answer", false);
  return result.data;
}

async function post(agency: AgencyCode, verb: string, artefact: string, body: object) {
  if (!env.SANDBOX_URL) throw new NodeRefusal("no_node_configured", false);
  let response: Response;
  try {
    response = await fetch(new URL(`/agencies/${agency}/${verb}`, env.SANDBOX_URL), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Consent ${artefact}` },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    throw new NodeRefusal("node_unreachable", true);
  }
  const answer = await boundedJson(response);
  if (response.ok) return answer;
  const problem = Problem.safeParse(answer);
  const reason = problem.success ? problem.data.reason : `http_${response.status}`;
  throw new NodeRefusal(reason, response.status >= 500 || response.status === 429);
}

/** A node's answer, of bounded size; whatever else it sends is a refusal. */
export async function boundedJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > maxAnswerBytes) throw new NodeRefusal("answer_too_large", false);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof NodeRefusal) throw error;
    throw new NodeRefusal("node_unreachable", true);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new NodeRefusal("malformed_answer", response.status >= 500);
  }
}
