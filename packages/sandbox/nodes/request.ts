import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal";

/** The body as text; refuses one that is longer than the limit in bytes or not UTF-8. */
export async function readText(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Refusal(413, "too_large");
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal(400, "malformed");
  }
}

/** The body as JSON. */
export async function readJson(readBody: (limit: number) => Promise<string>): Promise<unknown> {
  const text = await readBody(64 * 1024);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, "malformed");
  }
}
